// What a measurement is: something that can be run again and again, each time giving figures of backchannel beside
// those of bare Node. Knows neither how often it is run nor what becomes of the figures.
import type { Lab } from '../test/support/lab.js';
import type { Home } from '../test/support/program.js';
import type { Room } from '../test/support/room.js';
import type { BuildUnderTest } from './build-under-test.js';
import type { Programs, ToolName } from './programs.js';

/** Where measurements take place. */
export interface Bench {
  /** A LAN with the hosts {@link benchHosts}, on which nobody else is. */
  readonly lab: Lab;
  readonly home: Home;
  /** The backchannel that is measured. */
  readonly build: Pick<BuildUnderTest, 'launch' | 'parts'>;
  readonly programs: Pick<Programs<ToolName>, 'command'>;
  readonly room: Room;
}

/** The hosts: two people, and one who only talks. */
export const benchHosts = ['alice', 'bob', 'carol'] as const;

/** What one run found: the same for both, measured one right after the other. */
export interface Sample {
  readonly backchannel: number;
  /** Absent where a few lines of bare Node have nothing that could be measured beside it. */
  readonly bare?: number;
}

/** Something that is measured, in words. */
export interface Figure {
  readonly title: string;
  readonly unit: string;
  /** Whether a lower or a higher number is the better one. */
  readonly better: 'lower' | 'higher';
  /** What the number for backchannel is, and what bare Node does in its place, if anything. One sentence. */
  readonly meaning: string;
  /** Where it stands in a chart; absent for one that stands in the table. */
  readonly point?: {
    readonly chart: string;
    readonly curve: string;
    /** How much of what grows there is. */
    readonly at: number;
  };
}

/** What one run found of each figure. */
export type Samples<Name extends string = string> = Readonly<Record<Name, Sample>>;

/** Measures one or several figures at a time. */
export interface Measurement<Name extends string = string> {
  /** What `--only` calls it. */
  readonly name: string;
  /** How it is measured, for a reader who wants to know whether to believe it. */
  readonly method: string;
  readonly figures: Readonly<Record<Name, Figure>>;
  /** Measures once; whatever it starts has ended when this resolves. */
  run(bench: Bench): Promise<Samples<Name>>;
}
