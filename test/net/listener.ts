// A member of a group as a test sees it: joins, remembers all that it is told, and lets the test wait for it.
import {
  filter,
  firstValueFrom,
  map,
  type Observable,
  ReplaySubject,
  type Subscription,
  take,
  timeout,
  toArray,
} from 'rxjs';
import type { LanEvent, Membership } from '../../src/net/transport.js';

/** How long an event may take on a busy computer before the test fails. */
const patienceMs = 4000;

/** The chat of a transport, or its control plane. */
export interface Plane {
  datagrams(membership: Membership): Observable<LanEvent>;
}

/** A member of the group, with all that it has been told. */
export class Listener {
  readonly events: Observable<LanEvent>;
  readonly #subscription: Subscription;

  constructor(plane: Plane, membership: Membership) {
    const events = new ReplaySubject<LanEvent>();
    this.events = events.asObservable();
    this.#subscription = plane.datagrams(membership).subscribe(events);
  }

  /** Resolves when the group is joined. */
  async joined(): Promise<Extract<LanEvent, { type: 'joined' }>> {
    return first(this.events.pipe(filter((event) => event.type === 'joined')));
  }

  /** The first `count` datagrams heard since the beginning, as text. */
  async heard(count: number): Promise<string[]> {
    const texts = this.events.pipe(
      filter((event) => event.type === 'datagram'),
      map(({ bytes }) => Buffer.from(bytes).toString()),
    );
    return first(texts.pipe(take(count), toArray()));
  }

  leave(): void {
    this.#subscription.unsubscribe();
  }
}

/** The first value, or a rejection that ends the wait. */
export async function first<Value>(values: Observable<Value>): Promise<Value> {
  return firstValueFrom(values.pipe(timeout({ first: patienceMs })));
}
