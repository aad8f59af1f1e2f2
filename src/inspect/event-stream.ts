// One page's stream of events (Server-Sent Events, HTML Living Standard §9.2): as fast as the page reads, in small
// helpings, so that neither a slow page nor a long history keeps the program from its work.
import type { Writable } from 'node:stream';
import { asyncScheduler, auditTime, type SchedulerLike, Subscription } from 'rxjs';
import type { InspectionHello } from './inspection-event.js';
import type { PageSource } from './page-source.js';

/** What is new is sent so often at most: each frame of a page at 30 a second has something to draw. */
const helpingMs = 30;

/** So much is sent at once: some milliseconds of work for long events, some tenths for ordinary ones. */
const maxHelping = 64;

/** UTF-16 units of it: the rest waits for the next helping. */
const maxHelpingUnits = 256 * 1024;

/** A browser that has lost the stream, by sleep say, comes back after this. */
const retryMs = 1000;

export interface EventStreamOptions {
  readonly hello: InspectionHello;
  readonly source: PageSource;
  readonly scheduler?: SchedulerLike;
}

/**
 * Writes a stream until it is unsubscribed from. What the other end has not taken is not read from the source.
 *
 * @param response whose head has been written
 */
export function streamEvents(
  response: Pick<Writable, 'write' | 'on' | 'off'>,
  { hello, source, scheduler = asyncScheduler }: EventStreamOptions,
): Subscription {
  const subscription = new Subscription();
  const reader = source.open();
  let isFull = false;
  let isResting = false;

  const help = (): void => {
    if (isFull || isResting || subscription.closed) return;
    let units = 0;
    for (let count = 0; count < maxHelping && units < maxHelpingUnits; count += 1) {
      const text = reader.next();
      if (text === undefined) return;
      units += text.length;
      if (!response.write(message(text))) {
        isFull = true;
        return;
      }
    }
    isResting = true;
    const rest = scheduler.schedule(() => {
      isResting = false;
      subscription.remove(rest);
      help();
    }, helpingMs);
    subscription.add(rest);
  };

  const drained = (): void => {
    isFull = false;
    help();
  };
  response.on('drain', drained);
  subscription.add(() => response.off('drain', drained));
  isFull = !response.write(`retry: ${retryMs}\n${message(JSON.stringify(hello))}`);
  subscription.add(
    // Later, never at once: what happens is told while an actor is at work.
    source.changed$.pipe(auditTime(helpingMs, scheduler)).subscribe(help),
  );
  help();
  return subscription;
}

/** JSON has no line breaks, so that one line is one message. */
function message(json: string): string {
  return `data: ${json}\n\n`;
}
