// What was said before we came, before what is said now. Bounded: whoever gives us the past may give without end.
import { Observable, type OperatorFunction } from 'rxjs';
import type { HeardMessage } from '../../machines/session.events.js';
import { compareEntries } from '../chat/entry.js';
import { maxTranscriptEntries } from '../limits.js';

/**
 * Gathers what was said before we came, and lets it through in the order of the transcript when there will be no more of
 * it; what is said meanwhile comes after that. When there is nobody to have it from, what is said now need not wait; should
 * somebody be found after all, the past comes amid it.
 *
 * @param over$ emits when all of the past that can be had is here
 * @param alone$ emits when there is nobody to have it from
 */
export function pastFirst(
  over$: Observable<unknown>,
  alone$: Observable<unknown>,
): OperatorFunction<HeardMessage, HeardMessage> {
  return (heard$) =>
    new Observable((subscriber) => {
      let isOver = false;
      let isLive = false;
      /** By the message's key: a later part of a message takes the place of what was known of it. */
      let past = new Map<string, HeardMessage>();
      let present: HeardMessage[] = [];

      const goLive = (): void => {
        isLive = true;
        for (const heard of present) subscriber.next(heard);
        present = [];
      };
      const endPast = (): void => {
        isOver = true;
        const inOrder = [...past.values()].toSorted((one, other) =>
          compareEntries(one.message, other.message),
        );
        past = new Map();
        for (const heard of inOrder) subscriber.next(heard);
        goLive();
      };

      subscriber.add(over$.subscribe(endPast));
      subscriber.add(alone$.subscribe(goLive));
      subscriber.add(
        heard$.subscribe({
          next: (heard) => {
            const waits = heard.isPast ? !isOver : !isLive;
            if (!waits) subscriber.next(heard);
            else if (heard.isPast) past.set(heard.message.key, heard);
            else present.push(heard);
            if (past.size + present.length > maxTranscriptEntries) endPast();
          },
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            endPast();
            subscriber.complete();
          },
        }),
      );
    });
}
