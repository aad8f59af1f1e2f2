// How a meeting went: what of alice's words has reached the others, and what she sees. Reads screens and outputs, and
// touches nobody.
import { heardLine } from './heard-line.js';
import type { OriginalFate, OriginalPeer } from './original-peer.js';
import type { PipedProgram } from './program.js';
import type { TerminalSession } from './terminal.js';

/** A test expects the one of {@link outcomeOf} to equal that of {@link faultless}. */
export interface Outcome {
  /** What bob and carol have heard of alice, in order. */
  readonly bobHeard: readonly string[];
  readonly carolHeard: readonly string[];
  readonly carol: OriginalFate;
  /** What alice sees of her own, in order: `sent` or `waiting`, and the text. */
  readonly aliceSees: readonly string[];
  /** The numbers of carol's knocks that alice sees more than once. */
  readonly knocksRepeated: readonly number[];
}

/**
 * A row of alice's own on her screen: mark, time of day, handle, text, and how many hold it, once somebody may. While she
 * goes on speaking, her rows have blanks in the place of time and handle.
 */
const ownRow = /^(\S) (?:\d\d:\d\d alice| {11}) (.*?)(?: +\d+\/\d+)?$/;

/** The marks of what the network has taken; whether somebody's receipt has come as well is not asked here. */
const sentMarks = new Set(['✓', '◉']);

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
    aliceSees: said.map((text) => ownLine('sent', text)),
    knocksRepeated: [],
  };
}

/** What alice has said, by the lines of a `receive --json`. */
export function heardOfAlice(lines: readonly string[]): string[] {
  return lines
    .map(heardLine)
    .filter(({ handle }) => handle === 'alice')
    .map(({ content }) => content);
}

/** Alice's own lines on her screen, as {@link ownLine} spells them. */
export function ownRows(screen: readonly string[]): string[] {
  return screen.flatMap((row) => {
    const [, mark, text] = ownRow.exec(row) ?? [];
    return mark === undefined || text === undefined
      ? []
      : [ownLine(sentMarks.has(mark) ? 'sent' : 'waiting', text)];
  });
}

/** How an outcome spells a line of alice's. */
export function ownLine(delivery: 'sent' | 'waiting', text: string): string {
  return `${delivery}: ${text}`;
}

/** What carol says to find out whether alice hears. */
export function knock(number: number): string {
  return `knock ${number}.`;
}

/** The numbers of the knocks on alice's screen. */
export function knocksIn(screen: readonly string[]): number[] {
  return screen.flatMap((row) => {
    const number = /^ {2}(?:\d\d:\d\d carol| {11}) knock (\d+)\.$/.exec(row)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}
