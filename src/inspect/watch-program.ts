// Watches a program at work, its actors and its screen, and remembers what an inspector or a recording wants to read.
import { asyncScheduler, type SchedulerLike } from 'rxjs';
import type { Frame } from '../view/frame.js';
import { type Inspection, inspectionOf } from './inspection-of.js';
import { createLedger } from './ledger.js';
import type { PageSource } from './page-source.js';
import { screenNotes } from './screen-notes.js';
import { stampsOf } from './stamps.js';

export interface WatchOptions {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly scheduler?: SchedulerLike;
  /** Whether what people say may be told. */
  readonly content: boolean;
}

export interface Watch extends Inspection {
  /** The terminal shows this now. */
  readonly seen: (frame: Frame) => void;
  /** All that there is to tell; it is put into words only while somebody reads. */
  readonly source: PageSource;
}

/** Begins to watch; the actors are to be made after that, with `inspect`. */
export function watchProgram({ now, scheduler = asyncScheduler, content }: WatchOptions): Watch {
  const stamps = stampsOf(now);
  const ledger = createLedger((count) => ({ ...stamps(), type: '@backchannel.dropped', count }));
  const { note } = ledger;
  const inspection = inspectionOf({ now, scheduler, stamps, content, note });
  const screen = screenNotes({ stamps, content, note, scheduler });
  return {
    ...inspection,
    seen: screen.seen,
    source: ledger,
    stop: () => {
      inspection.stop();
      screen.stop();
    },
  };
}
