// The composition root: the only place that knows everyone. It provides the session machine's actors from a
// transport, and hands the running session to a program (chat, send or receive).
import {
  asyncScheduler,
  catchError,
  distinctUntilChanged,
  EMPTY,
  firstValueFrom,
  from,
  map,
  merge,
  type Observable,
  of,
  pairwise,
  retry,
  type SchedulerLike,
  startWith,
  take,
  throwError,
  timeout,
  timer,
} from 'rxjs';
import { type Actor, type ActorOptions, createActor, fromEventObservable, fromPromise } from 'xstate';
import type { SessionEvent } from '../machines/session.events.js';
import { sessionMachine, type Transmission } from '../machines/session.machine.js';
import type { Settings } from './config.js';
import { BackchannelError, troubleOf } from './errors.js';
import { interfacesChange, isSameSet } from './net/interfaces.js';
import { wakings } from './net/sleep.js';
import type { Membership, NetworkInterface, Transport } from './net/transport.js';
import { defaultSessionTiming, type SessionTiming } from './timing.js';
import { type Format, formats } from './wire/format.js';

export type Session = Actor<typeof sessionMachine>;

/** Everything that a session takes from the world; a simulation brings its own. */
export interface Surroundings {
  readonly transport: Transport;
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Seeds all randomness: a whole number of 32 bits. */
  readonly seed: number;
  /** RxJS's time; it must run on the same time line as `clock`. */
  readonly scheduler?: SchedulerLike;
  /** XState's time. */
  readonly clock?: ActorOptions<typeof sessionMachine>['clock'];
  readonly timing?: SessionTiming;
}

/** How this session behaves. */
export interface SessionOptions {
  readonly settings: Omit<Settings, 'interface'>;
  readonly format: Format;
  /** Give up after this many retries; without it, never. */
  readonly maxRetries?: number;
}

/** How long after a failure the system is asked for its interfaces again. Failing is rare, and asking is cheap. */
const listingRetryMs = 5000;

/** Makes a session; `start()` opens the network. */
export function createSession(options: SessionOptions, surroundings: Surroundings): Session {
  const { settings, format, maxRetries = Number.POSITIVE_INFINITY } = options;
  const { transport, now, seed, clock, timing = defaultSessionTiming } = surroundings;
  const time: Time = { now, timing, scheduler: surroundings.scheduler ?? asyncScheduler };
  const interfaces = usableNow(transport);
  const { group, port, ttl, handle } = settings;
  const provided = sessionMachine.provide({
    actors: {
      lan: fromEventObservable(({ input }) => lanEvents(transport, input, format, time)),
      interfaces: fromEventObservable(() =>
        merge(interfaceEvents(transport, interfaces, time), wakingEvents(time)),
      ),
      transmit: fromPromise(({ input }) => firstValueFrom(transmission(transport, input, time))),
    },
  });
  return createActor(provided, {
    ...(clock === undefined ? {} : { clock }),
    input: { group, port, ttl, format, handle, epoch: now(), seed, interfaces, timing, maxRetries },
  });
}

/** The one time line of a session. */
type Time = Required<Pick<Surroundings, 'now' | 'timing' | 'scheduler'>>;

/** A membership as events: what is heard, read in the session's format, and the end of it as a value. */
function lanEvents(
  transport: Transport,
  membership: Membership,
  format: Format,
  { now, timing, scheduler }: Time,
): Observable<SessionEvent> {
  const { group, port } = membership;
  const tooLate = () =>
    timedOut(`the system did not let us into the group ${group}:${port}`, timing.joinTimeoutMs);
  return transport.datagrams(membership).pipe(
    timeout({ first: timing.joinTimeoutMs, scheduler, with: () => throwError(tooLate) }),
    // Before the reading: an error there would be a defect of ours, not the loss of a socket.
    catchError((error: unknown) => of({ type: 'lost', trouble: troubleOf(error) } as const)),
    map((event): SessionEvent => {
      const at = now();
      if (event.type === 'joined') return { ...event, type: 'lan.joined' };
      if (event.type === 'lost') return { ...event, type: 'lan.lost', at };
      const { bytes, source } = event;
      const read = formats[format].read(bytes, source);
      return read.ok
        ? { type: 'datagram.heard', datagram: read.datagram, source, at }
        : { type: 'datagram.unreadable', reason: read.reason };
    }),
  );
}

/** How the usable interfaces differ from those that the session knows. */
function interfaceEvents(
  transport: Transport,
  known: readonly NetworkInterface[],
  { scheduler }: Time,
): Observable<SessionEvent> {
  return transport.interfaces().pipe(
    // A system that does not list its interfaces now may do so later; until then the known ones have to do.
    retry({ delay: () => timer(listingRetryMs, scheduler) }),
    map(({ interfaces }) => interfaces),
    startWith(known),
    distinctUntilChanged(isSameSet),
    pairwise(),
    map(([before, after]) => ({ type: 'interfaces.changed', change: interfacesChange(before, after) })),
  );
}

function wakingEvents({ scheduler }: Time): Observable<SessionEvent> {
  return wakings(scheduler).pipe(map((asleepMs) => ({ type: 'woke', asleepMs })));
}

/** One datagram on its way: what became of it, trouble included, as the one value. */
function transmission(
  transport: Transport,
  datagram: Uint8Array,
  { now, timing, scheduler }: Time,
): Observable<Transmission> {
  const tooLate = () => timedOut('the system did not take the message', timing.transmitTimeoutMs);
  return from(transport.send(datagram)).pipe(
    timeout({ first: timing.transmitTimeoutMs, scheduler, with: () => throwError(tooLate) }),
    map(({ refused }) => ({ at: now(), refused })),
    catchError((error: unknown) => of({ at: now(), trouble: troubleOf(error) })),
  );
}

function timedOut(what: string, ms: number): BackchannelError {
  return new BackchannelError('timeout', `${what} within ${ms} ms`);
}

/** The interfaces that a transport can use at this moment; none when the system does not list them. */
function usableNow(transport: Transport): readonly NetworkInterface[] {
  let usable: readonly NetworkInterface[] = [];
  transport
    .interfaces()
    .pipe(
      take(1),
      catchError(() => EMPTY),
    )
    .subscribe(({ interfaces }) => {
      usable = interfaces;
    });
  return usable;
}
