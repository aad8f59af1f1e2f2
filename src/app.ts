// The composition root: the only place that knows everyone. It provides the session machine's actors from a
// transport, and hands the running session to a program (chat, send or receive).
import {
  asyncScheduler,
  catchError,
  EMPTY,
  firstValueFrom,
  from,
  map,
  of,
  retry,
  type SchedulerLike,
  skip,
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
import type { LanEvent, NetworkInterface, Transport } from './net/transport.js';
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
export function createSession(
  { settings, format, maxRetries }: SessionOptions,
  surroundings: Surroundings,
): Session {
  const {
    transport,
    now,
    seed,
    clock,
    scheduler = asyncScheduler,
    timing = defaultSessionTiming,
  } = surroundings;
  const provided = sessionMachine.provide({
    actors: {
      lan: fromEventObservable(({ input }) =>
        transport.datagrams(input).pipe(
          timeout({ first: timing.joinTimeoutMs, scheduler, with: () => throwError(joinTimedOut) }),
          map((event) => toSessionEvent(event, format, now())),
          catchError((error: unknown) =>
            of({ type: 'lan.lost', trouble: troubleOf(error), at: now() } as const),
          ),
        ),
      ),
      interfaces: fromEventObservable(() =>
        // The first value is what `usableNow` has read already.
        transport.interfaces().pipe(
          // A system that does not list its interfaces now may do so later; until then the known ones have to do.
          retry({ delay: () => timer(listingRetryMs, scheduler) }),
          skip(1),
          map((change): SessionEvent => ({ type: 'interfaces.changed', change })),
        ),
      ),
      transmit: fromPromise(({ input }) =>
        firstValueFrom(
          from(transport.send(input)).pipe(
            timeout({ first: timing.transmitTimeoutMs, scheduler, with: () => throwError(transmitTimedOut) }),
            map((): Transmission => ({ at: now() })),
            catchError((error: unknown) => of<Transmission>({ at: now(), trouble: troubleOf(error) })),
          ),
        ),
      ),
    },
  });
  const { group, port, ttl, handle } = settings;
  const interfaces = usableNow(transport);
  return createActor(provided, {
    ...(clock === undefined ? {} : { clock }),
    input: {
      group,
      port,
      ttl,
      format,
      handle,
      epoch: now(),
      seed,
      interfaces,
      timing,
      maxRetries: maxRetries ?? Infinity,
    },
  });
}

/** The interfaces that a transport can use at this moment. */
function usableNow(transport: Transport): readonly NetworkInterface[] {
  let interfaces: readonly NetworkInterface[] = [];
  transport
    .interfaces()
    // Without a list there is no network; the session says so, and asks again.
    .pipe(
      take(1),
      catchError(() => EMPTY),
    )
    .subscribe((change) => {
      interfaces = change.interfaces;
    });
  return interfaces;
}

function toSessionEvent(event: LanEvent, format: Format, at: number): SessionEvent {
  if (event.type === 'joined') return { ...event, type: 'lan.joined' };
  const { bytes, source } = event;
  const read = formats[format].read(bytes, source);
  return read.ok
    ? { type: 'datagram.heard', datagram: read.datagram, source, at }
    : { type: 'datagram.unreadable', reason: read.reason };
}

const joinTimedOut = () =>
  new BackchannelError('timeout', 'the system did not let us into the group in time');
const transmitTimedOut = () => new BackchannelError('timeout', 'the system did not take the message in time');
