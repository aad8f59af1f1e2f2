// The terminal's screen as notes: so many a second at the most, and only when something on it has changed.
import { asyncScheduler, type SchedulerLike, type Subscription } from 'rxjs';
import type { Frame } from '../view/frame.js';
import { Note } from './note.js';
import { screenRows } from './screen-rows.js';
import type { Stamps } from './stamps.js';

/** Ten a second: who steps through what happened wants the screens that somebody could have read. */
const screenMs = 100;

export interface ScreenNotesOptions {
  readonly stamps: Stamps;
  /** Whether what is written on it may be told; see `screenRows`. */
  readonly content: boolean;
  readonly note: (note: Note) => void;
  readonly scheduler?: SchedulerLike;
}

export interface ScreenNotes {
  /** The terminal shows this now. */
  readonly seen: (frame: Frame) => void;
  readonly stop: () => void;
}

export function screenNotes({
  stamps,
  content,
  note,
  scheduler = asyncScheduler,
}: ScreenNotesOptions): ScreenNotes {
  let told = '';
  let waiting: Frame | undefined;
  let resting: Subscription | undefined;

  const tell = (frame: Frame): void => {
    const { cursor } = frame;
    const screen = {
      rows: [...screenRows(frame, content)],
      ...(cursor === undefined ? {} : { cursor: { row: cursor.row, column: cursor.column } }),
    };
    const text = JSON.stringify(screen);
    if (text === told) return;
    told = text;
    const stamp = stamps();
    note(new Note('screen', '', () => ({ ...stamp, type: '@backchannel.screen', ...screen })));
  };

  const rested = (): void => {
    resting = undefined;
    const frame = waiting;
    waiting = undefined;
    if (frame !== undefined) show(frame);
  };

  const show = (frame: Frame): void => {
    if (resting !== undefined) {
      waiting = frame;
      return;
    }
    tell(frame);
    resting = scheduler.schedule(rested, screenMs);
  };

  return {
    seen: show,
    stop: () => {
      resting?.unsubscribe();
      // What stood there last is told at once: there is no later.
      if (waiting !== undefined) tell(waiting);
      waiting = undefined;
    },
  };
}
