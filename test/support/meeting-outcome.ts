// How a meeting went: what of alice's words has reached the others, and what she sees. Reads screens and outputs, and
// touches nobody.
import * as z from 'zod';
import type { OriginalFate, OriginalPeer } from './original-peer.js';
import type { PipedProgram } from './program.js';
import type { TerminalSession } from './terminal.js';

/** A test expects the one of {@link outcomeOf} to equal that of {@link faultless}. */
export interface Outcome {
  /** What bob and carol have heard of alice, in order. */
  readonly bobHeard: readonly string[];
  readonly carolHeard: readonly string[];
  readonly carol: OriginalFate;
  /** What alice sees of her own, in order, with the mark before it. */
  readonly aliceSees: readonly string[];
  /** The numbers of carol's knocks that alice sees more than once. */
  readonly knocksRepeated: readonly number[];
}

/** What we ask of a line of `receive --json`. */
const heardLine = z.object({ handle: z.string(), content: z.string() });

/** A row of alice's own on her screen: mark, time of day, handle, text. */
const ownRow = /^(\S) \d\d:\d\d alice (.*)$/;

/** A line of alice's as the original draws it. */
const drawnOfAlice = /^<alice> (.*)$/;

/** How it went until now. */
export async function outcomeOf(parties: {
  readonly alice: TerminalSession;
  readonly bob: PipedProgram;
  readonly carol: OriginalPeer;
}): Promise<Outcome> {
  const { alice, bob, carol } = parties;
  const knocks = knocksIn(alice.screen());
  return {
    bobHeard: heardOfAlice(bob.lines()),
    carolHeard: carol.lines().flatMap((line) => drawnOfAlice.exec(line)?.[1] ?? []),
    carol: await carol.fate(),
    aliceSees: ownRows(alice.screen()),
    knocksRepeated: knocks.filter((number, index) => knocks.indexOf(number) < index),
  };
}

/** How it went if each of these lines has reached everybody exactly once and in order, and all are well. */
export function faultless(said: readonly string[]): Outcome {
  return {
    bobHeard: said,
    carolHeard: said,
    carol: { alive: true },
    aliceSees: said.map((text) => `✓ ${text}`),
    knocksRepeated: [],
  };
}

/** What alice has said, by the lines of a `receive --json`. */
export function heardOfAlice(lines: readonly string[]): string[] {
  return lines
    .map((line) => heardLine.parse(JSON.parse(line)))
    .filter(({ handle }) => handle === 'alice')
    .map(({ content }) => content);
}

/** Alice's own lines on her screen, each with its mark. */
export function ownRows(screen: readonly string[]): string[] {
  return screen.flatMap((row) => {
    const [, mark, text] = ownRow.exec(row) ?? [];
    return mark === undefined ? [] : [`${mark} ${text}`];
  });
}

/** What carol says to find out whether alice hears. */
export function knock(number: number): string {
  return `knock ${number}.`;
}

/** The numbers of the knocks on alice's screen. */
export function knocksIn(screen: readonly string[]): number[] {
  return screen.flatMap((row) => {
    const number = / carol knock (\d+)\.$/.exec(row)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}
