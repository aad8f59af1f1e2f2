// The tape while it records. Everything that comes in is dealt with in a turn of the event loop of its own, as timers are:
// so whatever promises it settles have had their say before the next thing comes, then and in every replay.
import { Observable } from 'rxjs';
import * as z from 'zod';
import { troubleOf } from '../errors.js';
import type { SetTimer } from '../simulation/timed-action.js';
import type { RecordingEntry } from './recording-format.js';
import { counters, type Kind, type Tape, tapeTime } from './tape.js';

/** The present on both clocks, in milliseconds; see {@link RecordingEntry}. */
export interface Stamp {
  readonly at: number;
  readonly up: number;
}

/** What a recording is made with. */
export interface Recorder {
  /** When the recording began, as its header has it. */
  readonly begun: Stamp;
  /** What time it is. */
  readonly stamp: () => Stamp;
  readonly setTimer: SetTimer;
  /** Has something done in a turn of the event loop of its own, in the order of asking. */
  readonly inTurn: (act: () => void) => void;
  /** Takes an entry; never throws. */
  readonly write: (entry: RecordingEntry) => void;
  /** Something cannot be written: what is recorded from here on could not be played. */
  readonly giveUp: () => void;
}

type WithoutStamp = Extract<RecordingEntry, { readonly type: 'came' | 'failed' | 'ended' }>;

/** A tape that records. */
export function recordingTape({ begun, stamp, setTimer, inTurn, write, giveUp }: Recorder): Tape {
  const numberOf = counters();
  /** The last answer to each question, as JSON. */
  const answers = new Map<string, string>();
  let present = begun;
  let timers = 0;

  const written = <Value>({ value: format }: Kind<Value>, value: Value): unknown => {
    const encoded = z.safeEncode(format, value);
    if (encoded.success) return encoded.data;
    giveUp();
    return undefined;
  };

  const setNumbered: SetTimer = (act, ms) => {
    timers += 1;
    const number = timers;
    return setTimer(() => {
      present = stamp();
      write({ type: 'timer', ...present, number, ms });
      act();
    }, ms);
  };

  return {
    ...tapeTime(
      () => present.at,
      () => present.up,
      setNumbered,
    ),
    stream: <Value>(source: Kind<Value>, open: () => Observable<Value>) =>
      new Observable<Value>((subscriber) => {
        const place = { source: source.name, number: numberOf(source.name) };
        write({ type: 'opened', ...place });
        let isOpening = true;
        const pass = (entryOf: (cause: Partial<Stamp>) => WithoutStamp, deliver: () => void) => {
          if (isOpening) {
            if (subscriber.closed) return;
            write(entryOf({}));
            deliver();
            return;
          }
          inTurn(() => {
            if (subscriber.closed) return;
            present = stamp();
            write(entryOf(present));
            deliver();
          });
        };
        subscriber.add(
          open().subscribe({
            next: (value) =>
              pass(
                (cause) => ({ type: 'came', ...cause, ...place, value: written(source, value) }),
                () => subscriber.next(value),
              ),
            error: (error: unknown) =>
              pass(
                (cause) => ({ type: 'failed', ...cause, ...place, trouble: troubleOf(error) }),
                () => subscriber.error(error),
              ),
            complete: () =>
              pass(
                (cause) => ({ type: 'ended', ...cause, ...place }),
                () => subscriber.complete(),
              ),
          }),
        );
        isOpening = false;
      }),
    answer: (question, ask) => {
      const number = numberOf(question.name);
      const answer = ask();
      const value = written(question, answer);
      const json = JSON.stringify(value);
      if (answers.get(question.name) !== json) {
        answers.set(question.name, json);
        write({ type: 'answered', question: question.name, number, value });
      }
      return answer;
    },
    act: (action, value) => write({ type: 'did', action: action.name, value: written(action, value) }),
  };
}
