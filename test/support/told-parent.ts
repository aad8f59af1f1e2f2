// The parent of a machine under test: notes what it is told, and when.
import { type ActorRef, createActor, type EventObject, fromCallback, type Snapshot } from 'xstate';
import type { TimeLine } from './time-line.js';

export interface ToldParent<Event extends EventObject> {
  readonly ref: ActorRef<Snapshot<unknown>, Event>;
  /** What it was told so far: `[when, event]`, in milliseconds from the start of the time line. */
  readonly told: readonly (readonly [atMs: number, event: Event])[];
}

export function toldParent<Event extends EventObject>(time: TimeLine): ToldParent<Event> {
  const told: (readonly [number, Event])[] = [];
  const ref = createActor(
    fromCallback<Event>(({ receive }) => {
      receive((event) => told.push([time.scheduler.now(), event]));
    }),
  ).start();
  return { ref, told };
}
