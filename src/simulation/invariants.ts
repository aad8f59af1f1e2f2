// What must hold of the peers: at every step, and when trouble is over and all has settled. Reads what they remember and
// what the ledger says, and changes nothing.
import { compareEntries, type MessageEntry } from '../chat/entry.js';
import { slice } from '../chat/transcript.js';
import { defaultProtocolTiming } from '../protocol-timing.js';
import { type Ledger, type SaidMessage, sign } from './ledger.js';
import { exceededBound } from './memory-bounds.js';
import type { FaultName } from './settings.js';
import type { SimulatedProcess } from './simulated-process.js';

/** Something that must never be. */
export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}

/** Actors that a session always has, and that do not come and go. */
const lastingActors = 10;

/** What holds of one process at every moment. */
export function* violationsNow(process: SimulatedProcess): Generator<Violation> {
  const { context, children } = process.session.getSnapshot();
  const exceeded = exceededBound(context);
  if (exceeded !== undefined)
    yield { invariant: 'memory is bounded', detail: `${process.name}: ${exceeded}` };
  const { peers, streams } = context.actors;
  const actors = Object.keys(children).length;
  if (actors > peers.size + streams.size + lastingActors) {
    yield {
      invariant: 'the number of actors is bounded',
      detail: `${process.name} has ${actors}, for ${peers.size} peers and ${streams.size} streams`,
    };
  }
  yield* disorder(process);
}

/** What holds when all has settled, whatever went wrong before. */
export function* violationsAtEnd(
  living: readonly SimulatedProcess[],
  ledger: Ledger,
  faults: readonly FaultName[],
): Generator<Violation> {
  // In another's name anything can be said: then no more is promised than what holds at every moment.
  if (faults.includes('forger')) return;
  yield* differences(living);
  yield* gaps(living, ledger);
  if (!faults.some((name) => hindersHistory.has(name))) yield* missedHistory(living, ledger);
}

/** What everybody has sent to say that they are there, in a time in which nothing else was going on. */
export interface Calm {
  readonly presenceBytes: number;
  readonly ms: number;
}

/**
 * Intervals are drawn, and beats that fall together weigh more in a short time: so much above the budget is chance. What
 * would not be is a storm, or a cost that grows with the number of peers: both take a multiple of it.
 */
const chance = 1.5;

const msPerSecond = 1000;

/** However many there are, to say so takes no more than the budget of all together. */
export function* costOfPresence({ presenceBytes, ms }: Calm): Generator<Violation> {
  const bytesPerSecond = (presenceBytes * msPerSecond) / ms;
  if (bytesPerSecond > chance * defaultProtocolTiming.heartbeatBytesPerSecond) {
    yield {
      invariant: 'presence costs no more than its budget',
      detail: `${Math.round(bytesPerSecond)} bytes a second, while nobody said anything`,
    };
  }
}

/** With these a late joiner may have nobody to ask, or is given what strangers have said. */
const hindersHistory: ReadonlySet<FaultName> = new Set(['partitions', 'one-way', 'noise']);

/** So many messages before its start a late joiner has at the least: together they are shorter than a history may be. */
const leastHistory = 30;

/** Late joiners have the latest of what was said before them. */
function* missedHistory(living: readonly SimulatedProcess[], ledger: Ledger): Generator<Violation> {
  const all = held(living, ledger);
  for (const { name, startedAt } of living) {
    const latest = all.filter(({ at }) => at < startedAt).slice(-leastHistory);
    const missed = latest.find(({ shownAt }) => !shownAt.has(name));
    if (missed !== undefined) {
      yield {
        invariant: 'late joiners have the latest history',
        detail: `${name}, started at ${startedAt} ms, lacks message ${missed.number} of ${missed.by}, said at ${missed.at} ms`,
      };
    }
  }
}

/** The messages that a process shows, in the order of its transcript. */
function shownBy({ session }: SimulatedProcess): readonly MessageEntry[] {
  const { transcript } = session.getSnapshot().context.room;
  return slice(transcript, 0, transcript.length).filter((entry) => entry.kind === 'message');
}

/** Whether transcripts are equal as far as the peers were there, given that everybody has everything or not. */
export function areEqual(living: readonly SimulatedProcess[], hasEverything: boolean): boolean {
  return hasEverything && differences(living).next().done === true;
}

/** Messages shown twice, and entries that are not where they belong. */
function* disorder(process: SimulatedProcess): Generator<Violation> {
  const { transcript } = process.session.getSnapshot().context.room;
  const entries = slice(transcript, 0, transcript.length);
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const next = entries[index + 1];
    if (next !== undefined && compareEntries(entry, next) > 0) {
      yield {
        invariant: 'the transcript is in order',
        detail: `${process.name}: ${entry.key} above ${next.key}`,
      };
    }
    if (seen.has(entry.key)) {
      yield { invariant: 'each message is shown once', detail: `${process.name} shows ${entry.key} twice` };
    }
    seen.add(entry.key);
  }
}

/** Messages that two peers hold have the same place with both, and the same text. */
function* differences(living: readonly SimulatedProcess[]): Generator<Violation> {
  const known = new Map<string, { readonly by: string; readonly entry: MessageEntry }>();
  for (const process of living) {
    for (const entry of shownBy(process)) {
      // What strangers say may have no credible clock; what the original says has the clock of who hears it.
      if (!entry.text.includes(sign)) continue;
      const before = known.get(entry.key);
      if (before === undefined) known.set(entry.key, { by: process.name, entry });
      else if (compareEntries(before.entry, entry) !== 0 || before.entry.text !== entry.text) {
        yield {
          invariant: 'all transcripts are equal',
          detail: `${entry.key} is at ${before.entry.clock.join('+')} with ${before.by}, at ${entry.clock.join('+')} with ${process.name}`,
        };
      }
    }
  }
}

/** What somebody living holds, everybody living who was there holds. */
function* gaps(living: readonly SimulatedProcess[], ledger: Ledger): Generator<Violation> {
  for (const message of held(living, ledger)) {
    for (const process of living) {
      if (process.startedAt <= message.at && !message.shownAt.has(process.name)) {
        yield {
          invariant: 'everybody holds everything',
          detail: `${process.name} lacks message ${message.number} of ${message.by}, said at ${message.at} ms`,
        };
      }
    }
  }
}

/** The messages that anybody living holds. */
export function held(living: readonly SimulatedProcess[], ledger: Ledger): readonly SaidMessage[] {
  return ledger.said.filter(({ shownAt }) => living.some(({ name }) => shownAt.has(name)));
}
