// The way through a recording's entries: one at a time, the next one known beforehand. What the inspector was told is
// handed aside. A line that cannot be read ends the way, since whoever asks for the next entry is in the middle of a step.
import type { RecordingEntry } from './recording-format.js';
import { UnreadableRecording } from './unreadable-recording.js';

/** An entry, and in which line of the recording it is. */
export interface Located {
  readonly entry: RecordingEntry;
  readonly line: number;
}

/** An entry that is played. */
type Played = Exclude<RecordingEntry, { readonly type: 'inspection' }>;

export interface EntryCursor {
  /** The next entry that is to be played; `undefined` at the end. */
  readonly peek: () => { readonly entry: Played; readonly line: number } | undefined;
  /** Goes on to the one after it. */
  readonly advance: () => void;
  /** Why the way ended early. */
  readonly failure: () => UnreadableRecording | undefined;
}

/** A cursor before the first of the entries. */
export function entryCursor(entries: Iterable<Located>): EntryCursor {
  const rest = entries[Symbol.iterator]();
  let failure: UnreadableRecording | undefined;
  let next: ReturnType<EntryCursor['peek']>;

  const read = (): typeof next => {
    try {
      for (let step = rest.next(); step.done !== true; step = rest.next()) {
        const { entry, line } = step.value;
        if (entry.type !== 'inspection') return { entry, line };
      }
    } catch (error) {
      if (!(error instanceof UnreadableRecording)) throw error;
      failure = error;
    }
    return undefined;
  };

  next = read();
  return {
    peek: () => next,
    advance: () => {
      next = read();
    },
    failure: () => failure,
  };
}
