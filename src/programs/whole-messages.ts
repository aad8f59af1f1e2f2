// From messages that come part by part to messages that are whole, or as whole as they will get; each once, and those of one
// author in the order in which they were said. Bounded: a peer may begin many messages and end none.
import {
  type MonoTypeOperatorFunction,
  Observable,
  type SchedulerLike,
  type Subscription,
  timer,
} from 'rxjs';
import type { HeardMessage } from '../../machines/session.events.js';
import type { MessageEntry } from '../chat/entry.js';
import { maxPartialMessages } from '../limits.js';

/** Messages remembered as let through with parts missing; of one forgotten, a part that comes later is a message. */
const maxRemembered = 256;

/** A message of which parts are missing, and the wait for them. */
interface Unfinished {
  readonly heard: HeardMessage;
  readonly patience: Subscription;
}

/**
 * Lets each message through when it is complete. One that is not goes on as it is when something later of its stream
 * comes, since the session hands out a stream in order, so that what is missing before that has been given up; or
 * `patienceMs` after its first part; or at the end. What comes of it after that is dropped: the line is printed.
 *
 * @param patienceMs milliseconds
 */
export function wholeMessages(
  patienceMs: number,
  scheduler: SchedulerLike,
): MonoTypeOperatorFunction<HeardMessage> {
  return (heard$) =>
    new Observable((subscriber) => {
      /** By stream, the one begun longest ago first. */
      const unfinished = new Map<string, Unfinished>();
      const printed = new Set<string>();

      const letThrough = (heard: HeardMessage): void => {
        const { key, missingParts } = heard.message;
        if (missingParts > 0) printed.add(key);
        const [oldest] = printed;
        if (printed.size > maxRemembered && oldest !== undefined) printed.delete(oldest);
        subscriber.next(heard);
      };
      const forget = (stream: string): void => {
        unfinished.get(stream)?.patience.unsubscribe();
        unfinished.delete(stream);
      };
      const finish = (stream: string): void => {
        const heard = unfinished.get(stream)?.heard;
        forget(stream);
        if (heard !== undefined) letThrough(heard);
      };
      const begin = (stream: string, heard: HeardMessage): void => {
        const patience = timer(patienceMs, scheduler).subscribe(() => finish(stream));
        unfinished.set(stream, { heard, patience });
        const [oldest] = unfinished.keys();
        if (unfinished.size > maxPartialMessages && oldest !== undefined) finish(oldest);
      };

      const next = (heard: HeardMessage): void => {
        const { message, isPast } = heard;
        const { key, missingParts, source } = message;
        if (printed.has(key)) return;
        if (source === undefined || isPast) return letThrough(heard);
        const { stream } = source;
        const waiting = unfinished.get(stream);
        if (waiting?.heard.message.key === key) {
          if (missingParts > 0) unfinished.set(stream, { ...waiting, heard });
          else forget(stream);
        } else if (waiting !== undefined && isLater(message, waiting.heard.message)) {
          finish(stream);
        }
        if (missingParts === 0) letThrough(heard);
        else if (!unfinished.has(stream)) begin(stream, heard);
      };

      const subscription = heard$.subscribe({
        next,
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          for (const stream of unfinished.keys()) finish(stream);
          subscriber.complete();
        },
      });
      return () => {
        subscription.unsubscribe();
        for (const { patience } of unfinished.values()) patience.unsubscribe();
      };
    });
}

/** Whether one message of a stream was said after another. */
function isLater({ source: one }: MessageEntry, { source: other }: MessageEntry): boolean {
  return (one?.first ?? 0) > (other?.first ?? 0);
}
