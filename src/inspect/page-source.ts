// Where a page's events come from: a program that runs, or a recording. Pages read at their own pace; nothing waits for them.
import { NEVER, type Observable } from 'rxjs';
import type { InspectionEvent } from './inspection-event.js';

/** Reads events, each as JSON. */
export interface Reader {
  /** The next one; `undefined` when there is none yet. Who reads too slowly is told how many it has missed. */
  readonly next: () => string | undefined;
}

export interface PageSource {
  /** A reader that begins at the beginning: with what is known of before. */
  readonly open: () => Reader;
  /** Emits when there is something new to read. */
  readonly changed$: Observable<unknown>;
}

/** All of a recording, for each page from its beginning. It must be possible to iterate over it more than once. */
export function recorded(events: Iterable<InspectionEvent>): PageSource {
  return {
    open: () => {
      const iterator = events[Symbol.iterator]();
      return {
        next: () => {
          const next = iterator.next();
          return next.done === true ? undefined : JSON.stringify(next.value);
        },
      };
    },
    changed$: NEVER,
  };
}
