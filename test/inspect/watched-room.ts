// A room in memory and in simulated time in which one of the peers is watched.
import { createSession, type Session, type Surroundings } from '../../src/app.js';
import { defaultGroup, defaultPort } from '../../src/config.js';
import { type InspectionEvent, inspectionEvent } from '../../src/inspect/inspection-event.js';
import type { Reader } from '../../src/inspect/page-source.js';
import { type Watch, watchProgram } from '../../src/inspect/watch-program.js';
import type { LanConditions } from '../../src/net/lan-conditions.js';
import { createMemoryLan } from '../../src/net/memory-lan.js';
import { type TimeLine, timeLine } from '../support/time-line.js';

export interface WatchedRoom {
  readonly time: TimeLine;
  readonly watch: Watch;
  /** The one that is watched. */
  readonly alice: Session;
  /** Another person comes. */
  readonly arrive: (handle: string) => Session;
  readonly configure: (change: Partial<LanConditions>) => void;
  readonly say: (who: Session, text: string) => void;
}

/** A room with alice in it, who has not begun. */
export function watchedRoom({ content = false }: { readonly content?: boolean } = {}): WatchedRoom {
  const time = timeLine();
  const lan = createMemoryLan({ seed: 5, scheduler: time.scheduler });
  const watch = watchProgram({ now: time.now, scheduler: time.scheduler, content });
  let hosts = 0;
  const sessionOf = (handle: string, own: Pick<Surroundings, 'inspect'> = {}): Session => {
    hosts += 1;
    const { transport } = lan.attach({ address: `10.0.0.${hosts}` });
    return createSession(
      {
        settings: { group: defaultGroup, port: defaultPort, ttl: 1, handle },
        format: 'chat',
        role: 'person',
      },
      { ...own, transport, now: time.now, seed: hosts, scheduler: time.scheduler, clock: time.clock },
    );
  };
  return {
    time,
    watch,
    alice: sessionOf('alice', { inspect: watch.inspect }),
    arrive: (handle) => {
      const session = sessionOf(handle);
      session.start();
      return session;
    },
    configure: (change) => lan.configure(change),
    say: (who, text) => who.send({ type: 'say', text, at: time.now() }),
  };
}

/** All that a reader has now, checked. */
export function eventsOf(reader: Reader): InspectionEvent[] {
  const found: InspectionEvent[] = [];
  for (let text = reader.next(); text !== undefined; text = reader.next()) {
    found.push(inspectionEvent.parse(JSON.parse(text)));
  }
  return found;
}

/** The events of one type. */
export function ofType<Type extends InspectionEvent['type']>(
  events: readonly InspectionEvent[],
  type: Type,
): Extract<InspectionEvent, { readonly type: Type }>[] {
  return events.filter(
    (event): event is Extract<InspectionEvent, { readonly type: Type }> => event.type === type,
  );
}
