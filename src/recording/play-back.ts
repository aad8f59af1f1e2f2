// Plays a recording to its end: each cause in its turn and at its pace, and after each all that it leads to, before the next.
// Knows no chat.
import type { EntryCursor } from './entry-cursor.js';
import { isCause } from './recording-format.js';
import type { Divergence, ReplayingTape } from './replaying-tape.js';

/** How a replay ended. */
export type Outcome =
  /** The recording is over: the chat ended, or the recording did before it. */
  | { readonly type: 'over' }
  /** Somebody stopped it. */
  | { readonly type: 'stopped' }
  /** The chat did not do what it did then. */
  | ({ readonly type: 'diverged' } & Divergence)
  /** The rest of the recording cannot be read. */
  | { readonly type: 'unreadable'; readonly sentence: string };

export interface PlayBack {
  readonly cursor: EntryCursor;
  readonly tape: ReplayingTape;
  /**
   * Waits until it is time.
   *
   * @param up the milliseconds of the recording's clock that only goes forward
   * @returns whether to go on
   */
  readonly until: (up: number) => Promise<boolean>;
  /** Waits until every promise that can be settled has been. */
  readonly settled: () => Promise<unknown>;
}

/** Plays the rest of the recording. The chat has begun, and has done all that it does at once. */
export async function playBack({ cursor, tape, until, settled }: PlayBack): Promise<Outcome> {
  await settled();
  for (;;) {
    tape.settle();
    const divergence = tape.divergence();
    if (divergence !== undefined) return { type: 'diverged', ...divergence };
    const next = cursor.peek();
    if (next === undefined) {
      const failure = cursor.failure();
      return failure === undefined ? { type: 'over' } : { type: 'unreadable', sentence: failure.message };
    }
    // All that is no cause has been dealt with by now, but for the word that it ends.
    if (!isCause(next.entry)) return { type: 'over' };
    if (!(await until(next.entry.up))) return { type: 'stopped' };
    cursor.advance();
    tape.play(next.entry, next.line);
    await settled();
  }
}
