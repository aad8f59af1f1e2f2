// Who speaks calmly, at the pace of people and among few, and who takes part in a flood. Only those who spoke last are known,
// so that however many names somebody makes up, they take no room. Pure.

/** When a line was heard, and when it was said: both in milliseconds since 1970, by different clocks. */
export interface Moment {
  readonly heardAt: number;
  readonly saidAt: number;
}

/** A flood, and being calm, are a matter of how many lines come within this time. */
export const floodMs = 1000;

/** Whoever says more than this within a second is not typing: what is led in from a pipe has its fourth line long before. */
export const maxCalmLines = 3;

/**
 * Of more speakers than this within a second nobody is taken for calm: people at their keyboards seldom are so many, and
 * made-up names, a line each, would never end. So no more than 24 lines a second can stand beside a flood.
 */
export const maxCalmSpeakers = 8;

/** One of those who spoke last. */
export interface Speaker {
  readonly clientId: string;
  /** Their latest lines, no more of them than are calm, the oldest first; never empty. */
  readonly latest: readonly Moment[];
}

/** Those who spoke last, the very last one at the end: one more than may be calm. */
export type Speakers = readonly Speaker[];

/**
 * Takes note of a line, and says whether its author speaks calmly. What comes later changes nothing about that, so that a
 * line that was shown stays.
 *
 * @param speakers those who spoke before it; changed so that its author is the last
 */
export function hearsCalm(speakers: Speaker[], clientId: string, moment: Moment): boolean {
  let at = -1;
  let others = 0;
  for (let index = 0; index < speakers.length; index += 1) {
    const speaker = speakers[index];
    if (speaker?.clientId === clientId) at = index;
    else if (isReached(speaker?.latest.at(-1), moment)) others += 1;
  }
  const before = speakers[at]?.latest ?? [];
  if (at !== -1) speakers.splice(at, 1);
  else if (speakers.length > maxCalmSpeakers) speakers.shift();
  const isFull = before.length === maxCalmLines;
  speakers.push({ clientId, latest: [...(isFull ? before.slice(1) : before), moment] });
  return others < maxCalmSpeakers && !(isFull && isReached(before[0], moment));
}

/**
 * Those of them who matter still to what is said after that moment or at it: the others are as good as unknown. A transcript
 * is in the order in which its lines were said, so this leaves out nobody who would come within reach again.
 */
export function stillSpeaking(speakers: Speakers, { saidAt }: Moment): Speakers {
  return speakers.filter(({ latest }) => saidAt - (latest.at(-1)?.saidAt ?? 0) < floodMs);
}

/**
 * Whether two lines came within a second of each other. What was said over hours and comes at once, as a history or after a
 * repair, is no flood; nor is what people say at their pace while a clock on the LAN is wrong.
 */
export function isWithinReach(one: Moment, other: Moment): boolean {
  return Math.abs(other.heardAt - one.heardAt) < floodMs && Math.abs(other.saidAt - one.saidAt) < floodMs;
}

/** Whether these are the same speakers with the same lines. */
export function areSameSpeakers(some: Speakers, others: Speakers): boolean {
  return (
    some.length === others.length &&
    some.every(({ clientId, latest }, at) => {
      const other = others[at];
      return other?.clientId === clientId && areSameMoments(latest, other.latest);
    })
  );
}

/** Whether these are the same moments in the same order. */
export function areSameMoments(some: readonly Moment[], others: readonly Moment[]): boolean {
  if (some === others) return true;
  return (
    some.length === others.length &&
    some.every(({ heardAt, saidAt }, at) => heardAt === others[at]?.heardAt && saidAt === others[at].saidAt)
  );
}

function isReached(earlier: Moment | undefined, moment: Moment): boolean {
  return earlier !== undefined && isWithinReach(earlier, moment);
}
