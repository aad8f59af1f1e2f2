// The tape while it plays: nothing is real. Causes come in the recorded order from whoever plays them; what follows from
// them is held against what followed then. A chat that does something else is not the one that was recorded.
import { Observable, type Subscriber } from 'rxjs';
import * as z from 'zod';
import { BackchannelError } from '../errors.js';
import type { SetTimer } from '../simulation/timed-action.js';
import type { EntryCursor } from './entry-cursor.js';
import type { Cause, RecordingEntry, RecordingHeader } from './recording-format.js';
import type { Stamp } from './recording-tape.js';
import { counters, type Kind, type Tape, tapeTime } from './tape.js';

/** Where a replay went another way than the recording. */
export interface Divergence {
  /** The line of the recording; absent when the recording was over. */
  readonly line: number;
  /** What the recording has there, and what the replay did, without a full stop. */
  readonly sentence: string;
}

export interface ReplayingTape extends Tape {
  /** Lets a cause that the cursor has passed have its effect. */
  readonly play: (cause: Cause, line: number) => void;
  /** The first divergence; after it the tape no longer says anything. */
  readonly divergence: () => Divergence | undefined;
  /** Whether the chat has asked for more than was recorded: what it shows from then on is not what was. */
  readonly isOver: () => boolean;
  /** To be called when all effects of a cause are over: a consequence that did not come is a divergence. */
  readonly settle: () => void;
}

/** A timer that was set and has not fired. */
interface SetTimerEntry {
  readonly act: () => void;
  readonly ms: number;
}

/** A stream that is subscribed to. */
interface OpenStream {
  readonly deliver: (entry: OfStream) => boolean;
}

type OfStream = Extract<RecordingEntry, { readonly type: 'came' | 'failed' | 'ended' }>;

/**
 * A tape that plays.
 *
 * @param header of the recording
 * @param cursor before the first entry
 */
export function replayingTape(
  { at, up, redacted }: Pick<RecordingHeader, keyof Stamp | 'redacted'>,
  cursor: EntryCursor,
): ReplayingTape {
  const numberOf = counters();
  const timers = new Map<number, SetTimerEntry>();
  const streams = new Map<string, OpenStream>();
  const answers = new Map<string, unknown>();
  let present: Stamp = { at, up };
  let timersSet = 0;
  let divergence: Divergence | undefined;
  let isOver = false;

  const diverge = (line: number, sentence: string): void => {
    divergence ??= { line, sentence };
  };
  /** What happens is not what happened. */
  const unexpected = (what: string): void => {
    const next = cursor.peek();
    // Where a recording ends, the chat that was recorded may have gone on.
    if (next === undefined || next.entry.type === 'end') return;
    diverge(next.line, `${told(next.entry)}, but here ${what}`);
  };
  const read = <Value>({ name, value: format }: Kind<Value>, value: unknown, line: number) => {
    const decoded = z.safeDecode(format, value);
    if (!decoded.success) diverge(line, `what is said of "${name}" makes no sense`);
    return decoded;
  };

  const setNumbered: SetTimer = (act, ms) => {
    timersSet += 1;
    const number = timersSet;
    timers.set(number, { act, ms });
    return () => timers.delete(number);
  };

  const stream = <Value>(source: Kind<Value>) =>
    new Observable<Value>((subscriber) => {
      const number = numberOf(source.name);
      const key = keyOf(source.name, number);
      const next = cursor.peek();
      if (next?.entry.type !== 'opened' || keyOf(next.entry.source, next.entry.number) !== key) {
        isOver ||= next === undefined;
        unexpected(`"${key}" was opened`);
        return undefined;
      }
      cursor.advance();
      const open = { deliver: (entry: OfStream) => deliverTo(subscriber, entry, source) };
      streams.set(key, open);
      subscriber.add(() => streams.delete(key));
      // What came at once.
      for (let first = cursor.peek(); first !== undefined; first = cursor.peek()) {
        const { entry } = first;
        if (!isOfStream(entry) || entry.at !== undefined || keyOf(entry.source, entry.number) !== key) break;
        cursor.advance();
        if (!open.deliver(entry)) diverge(first.line, `what is said of "${key}" makes no sense`);
      }
      return undefined;
    });

  const fire = (number: number, ms: number, line: number): void => {
    const timer = timers.get(number);
    if (timer?.ms !== ms) {
      const here = timer === undefined ? 'it was not set' : `it was set to ${timer.ms} ms`;
      return diverge(line, `timer ${number} of ${ms} ms fires, but here ${here}`);
    }
    timers.delete(number);
    return timer.act();
  };

  return {
    ...tapeTime(
      () => present.at,
      () => present.up,
      setNumbered,
    ),
    stream,
    answer: (question, _, fallback) => {
      const number = numberOf(question.name);
      const next = cursor.peek();
      if (next?.entry.type === 'answered') {
        const { entry, line } = next;
        if (entry.question === question.name && entry.number === number) {
          cursor.advance();
          answers.set(question.name, entry.value);
          const decoded = read(question, entry.value, line);
          return decoded.success ? decoded.data : fallback;
        }
      }
      const last = z.safeDecode(question.value, answers.get(question.name));
      isOver ||= next === undefined;
      if (!last.success) unexpected(`"${question.name}" was asked`);
      return last.success ? last.data : fallback;
    },
    act: (action, value) => {
      const what = `"${action.name}" was done`;
      const next = cursor.peek();
      if (next?.entry.type !== 'did' || next.entry.action !== action.name) return unexpected(what);
      const decoded = read(action, next.entry.value, next.line);
      if (decoded.success && !isSame(action, decoded.data, value, redacted))
        return unexpected(`${what} otherwise`);
      return cursor.advance();
    },
    play: (cause, line) => {
      present = { at: cause.at, up: cause.up };
      if (cause.type === 'timer') return fire(cause.number, cause.ms, line);
      const key = keyOf(cause.source, cause.number);
      const open = streams.get(key);
      if (open === undefined) return diverge(line, `${told(cause)}, but here "${key}" is not open`);
      if (!open.deliver(cause)) diverge(line, `what is said of "${key}" makes no sense`);
      return undefined;
    },
    divergence: () => divergence,
    isOver: () => isOver,
    settle: () => {
      const next = cursor.peek();
      if (next === undefined || next.entry.type === 'end' || isStamped(next.entry)) return;
      diverge(next.line, `${told(next.entry)}, but here it did not come to that`);
    },
  };
}

/** @returns whether the entry makes sense */
function deliverTo<Value>(
  subscriber: Subscriber<Value>,
  entry: OfStream,
  { value: format }: Kind<Value>,
): boolean {
  switch (entry.type) {
    case 'came': {
      const decoded = z.safeDecode(format, entry.value);
      if (decoded.success) subscriber.next(decoded.data);
      return decoded.success;
    }
    case 'failed':
      subscriber.error(new BackchannelError(entry.trouble.tag, entry.trouble.sentence));
      return true;
    case 'ended':
      subscriber.complete();
      return true;
  }
}

function keyOf(source: string, number: number): string {
  return `${source} ${number}`;
}

function isOfStream(entry: RecordingEntry): entry is OfStream {
  return entry.type === 'came' || entry.type === 'failed' || entry.type === 'ended';
}

function isStamped(entry: RecordingEntry): boolean {
  return 'at' in entry && entry.at !== undefined;
}

function isSame<Value>(kind: Kind<Value>, then: Value, now: Value, redacted: boolean): boolean {
  const { likeness } = kind;
  const compared = (value: Value) =>
    redacted && likeness !== undefined ? likeness(value) : z.encode(kind.value, value);
  return JSON.stringify(compared(then)) === JSON.stringify(compared(now));
}

/** What an entry tells, as the beginning of a sentence. */
function told(entry: RecordingEntry): string {
  switch (entry.type) {
    case 'timer':
      return `timer ${entry.number} of ${entry.ms} ms fired`;
    case 'opened':
      return `"${keyOf(entry.source, entry.number)}" was opened`;
    case 'came':
      return `something came of "${keyOf(entry.source, entry.number)}"`;
    case 'failed':
      return `"${keyOf(entry.source, entry.number)}" failed`;
    case 'ended':
      return `"${keyOf(entry.source, entry.number)}" ended`;
    case 'answered':
      return `"${entry.question}" was asked`;
    case 'did':
      return `"${entry.action}" was done`;
    case 'inspection':
      return 'the inspector was told something';
    case 'end':
      return 'the recording ended';
  }
}
