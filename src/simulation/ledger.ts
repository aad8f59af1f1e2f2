// The book of a simulation: what was said by whom and when, and when each process showed it. Judges nothing.

/** What each text of the ledger begins with, before its number. */
export const sign = '#';

/** Something that was said. */
export interface SaidMessage {
  /** Its number among all, from 0. */
  readonly number: number;
  /** The name of the process that said it. */
  readonly by: string;
  /** When: milliseconds on the time line. */
  readonly at: number;
  readonly text: string;
  /** When each process showed it whole, by the process's name: milliseconds on the time line. */
  readonly shownAt: Map<string, number>;
}

export interface Ledger {
  readonly said: readonly SaidMessage[];
  /** The text of the next message: with its number in front, so that everybody knows which one it is. */
  readonly nextText: (body: string) => string;
  /** It was taken. */
  readonly note: (by: string, at: number, text: string) => void;
  /**
   * A process shows a text whole.
   *
   * @returns the message with this text; `undefined` if nobody said that
   */
  readonly show: (process: string, text: string, at: number) => SaidMessage | undefined;
  /** How often a process showed a message again, */
  readonly shownTwice: () => number;
  /** and how often after a later one of the same sender. */
  readonly outOfOrder: () => number;
}

export function createLedger(): Ledger {
  const said: SaidMessage[] = [];
  /** The number of the latest message that a process has shown of a sender. */
  const latestShown = new Map<string, number>();
  let twice = 0;
  let late = 0;
  return {
    said,
    // Without blanks at its end, which nobody sends.
    nextText: (body) => `${sign}${said.length} ${body}`.trimEnd(),
    note(by, at, text) {
      said.push({ number: said.length, by, at, text, shownAt: new Map([[by, at]]) });
    },
    show(process, text, at) {
      const found = said[Number(/^#(\d+)(?: |$)/.exec(text)?.[1])];
      if (found?.text !== text) return undefined;
      if (found.shownAt.has(process)) {
        twice += 1;
        return found;
      }
      found.shownAt.set(process, at);
      const pair = `${process} ${found.by}`;
      const latest = latestShown.get(pair) ?? 0;
      if (found.number < latest) late += 1;
      latestShown.set(pair, Math.max(latest, found.number));
      return found;
    },
    shownTwice: () => twice,
    outOfOrder: () => late,
  };
}
