// What happens to the cost of a line when there is more of everything: more said before, more people, more interfaces; and
// to that of a person who comes and goes, when there are more.
import { piped } from '../../test/support/program.js';
import { growthCost, type GrowthCost, type GrowthSetting } from '../growth-setting.js';
import type { Figure, Measurement, Sample } from '../measurement.js';

/** What there is where nothing else is said. */
const calm: GrowthSetting = { transcript: 500, peers: 1, interfaces: 1 };

interface Growth {
  readonly title: string;
  readonly axis: string;
  readonly grows: keyof GrowthSetting;
  readonly sizes: readonly number[];
  /** What is measured at each size. */
  readonly curves: readonly (keyof GrowthCost)[];
}

/** What grows, and how far. */
export const growths = {
  transcript: {
    title: 'Cost of a line against what was said before',
    axis: 'lines in the transcript before it, of which 10,000 are kept',
    grows: 'transcript',
    sizes: [500, 2000, 5000, 10_000, 20_000],
    curves: ['line', 'paint'],
  },
  peers: {
    title: 'Cost of a line against how many people are here',
    axis: 'people, who speak in turns',
    grows: 'peers',
    sizes: [1, 8, 64, 256, 512, 1024],
    curves: ['line', 'paint'],
  },
  interfaces: {
    title: 'Cost of a line against how many interfaces there are',
    axis: 'interfaces, each on a LAN of its own',
    grows: 'interfaces',
    sizes: [1, 8, 64],
    curves: ['line', 'paint'],
  },
  churn: {
    title: 'Cost of who comes and goes against how many people are here',
    axis: 'people who are here',
    grows: 'peers',
    sizes: [1, 8, 64, 256, 1024],
    curves: ['arrival', 'departure'],
  },
} as const satisfies Record<string, Growth>;

export type GrowthName = keyof typeof growths;

const curveTitles = {
  line: 'a line heard',
  paint: 'the paint that shows it',
  arrival: 'somebody who comes',
  departure: 'somebody who leaves',
} as const satisfies Record<keyof GrowthCost, string>;

interface Point {
  readonly name: string;
  readonly setting: GrowthSetting;
  readonly curve: keyof GrowthCost;
  readonly figure: Figure;
}

const growthNames = ['transcript', 'peers', 'interfaces', 'churn'] as const satisfies GrowthName[];

const points = growthNames.flatMap((growth) =>
  growths[growth].sizes.flatMap((size) =>
    growths[growth].curves.map((curve) => pointOf(growth, size, curve)),
  ),
);

function pointOf(growth: GrowthName, size: number, curve: keyof GrowthCost): Point {
  const { grows } = growths[growth];
  const what = `${curveTitles[curve]}, ${grows}: ${size.toLocaleString('en')}`;
  const figure: Figure = {
    title: what,
    unit: 'µs',
    better: 'lower',
    meaning: 'stands in a chart.',
    point: { chart: growth, curve: curveTitles[curve], at: size },
  };
  return { name: `${growth}-${size}-${curve}`, setting: { ...calm, [grows]: size }, curve, figure };
}

/** More than all of it takes on a slow machine. */
const patienceMs = 300_000;

export const growth: Measurement = {
  name: 'growth',
  method:
    'A session with its real actors hears 1,000 lines, 100 a second in simulated time, from a LAN without sockets; then 1,000 more, each followed by a paint of 80 × 24 up to the bytes for the terminal. Processor time of the process, garbage collection included, divided by the lines: what the paints take is what the second thousand takes more. Then 50 people come, 25 a second, and leave again. Of three such sessions the median counts, after a first in which the code for what happens in it is compiled. Of what there is, one thing grows at a time; the others are 500 lines, one peer and one interface. A few lines of bare Node remember nothing, so they have no part in it.',
  figures: Object.fromEntries(points.map(({ name, figure }) => [name, figure])),
  run: async ({ lab, build }) => {
    // What is calm in each respect is asked once.
    const asked = new Map(points.map(({ setting }) => [JSON.stringify(setting), setting]));
    const settings = [...asked.values()];
    const running = piped(
      lab.host('bob').spawn(build.parts.command('growth', JSON.stringify(settings)), { stdio: 'pipe' }),
    );
    const lines = await running.waitForLines(({ length }) => length >= settings.length, patienceMs);
    await running.end;
    const costs = new Map(
      [...asked.keys()].map((key, at) => [key, growthCost.parse(JSON.parse(lines[at] ?? ''))]),
    );
    const sampleOf = ({ name, setting, curve }: Point): readonly [string, Sample][] => {
      const cost = costs.get(JSON.stringify(setting));
      return cost === undefined ? [] : [[name, { backchannel: cost[curve] }]];
    };
    return Object.fromEntries(points.flatMap(sampleOf));
  },
};
