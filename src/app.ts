// The composition root: the only place that knows everyone. It provides the session machine's actors from a
// transport, and hands the running session to a program (chat, send or receive).
import {
  asyncScheduler,
  catchError,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  firstValueFrom,
  from,
  map,
  merge,
  mergeMap,
  type Observable,
  type OperatorFunction,
  of,
  pairwise,
  retry,
  type SchedulerLike,
  startWith,
  Subject,
  take,
  throttleTime,
  throwError,
  timeout,
  timer,
} from 'rxjs';
import {
  type Actor,
  type ActorOptions,
  createActor,
  fromEventObservable,
  fromPromise,
  type InspectionEvent,
} from 'xstate';
import type { Arrival, SessionEvent } from '../machines/session.events.js';
import { sessionMachine, type Transmission } from '../machines/session.machine.js';
import type { Settings } from './config.js';
import { admission, type Admission } from './admission.js';
import { BackchannelError, type Trouble, troubleOf } from './errors.js';
import { inBatches } from './in-batches.js';
import { maxBatchDatagrams, maxSingleDatagrams } from './limits.js';
import { groupsOf } from './net/groups.js';
import { interfacesChange, isSameSet } from './net/interfaces.js';
import { wakings } from './net/sleep.js';
import type { LanEvent, Membership, NetworkInterface, Transport } from './net/transport.js';
import { defaultProtocolTiming, type ProtocolTiming } from './protocol-timing.js';
import { defaultSessionTiming, type SessionTiming } from './timing.js';
import type { Role } from './wire/control.js';
import { decodeControl, encodeControl } from './wire/control-codec.js';
import { type Format, formats } from './wire/format.js';

export type Session = Actor<typeof sessionMachine>;

/** Everything that a session takes from the world; a simulation brings its own. */
export interface Surroundings {
  readonly transport: Transport;
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that only goes forward and that nobody sets; the wall clock, if left out. */
  readonly monotonicNow?: () => number;
  /** Seeds all randomness: a whole number of 32 bits. */
  readonly seed: number;
  /** RxJS's time; it must run on the same time line as `clock`. */
  readonly scheduler?: SchedulerLike;
  /** XState's time. */
  readonly clock?: ActorOptions<typeof sessionMachine>['clock'];
  readonly timing?: SessionTiming;
  readonly protocol?: ProtocolTiming;
  /** Which datagrams are read at all. */
  readonly door?: Admission;
  /** Is told of everything that the session's actors do; nobody, if left out, and then it costs nothing. */
  readonly inspect?: (event: InspectionEvent) => void;
}

/** How this session behaves. */
export interface SessionOptions {
  readonly settings: Omit<Settings, 'interface'>;
  readonly format: Format;
  /** Whether a person sits here, whose coming and going the others are told; a program in a pipe, if left out. */
  readonly role?: Role;
  /** Give up after this many retries; without it, never. */
  readonly maxRetries?: number;
}

/** How long after a failure the system is asked for its interfaces again. Failing is rare, and asking is cheap. */
const listingRetryMs = 5000;

/** Makes a session; `start()` opens the network. */
export function createSession(options: SessionOptions, surroundings: Surroundings): Session {
  const { settings, format, role = 'program', maxRetries = Number.POSITIVE_INFINITY } = options;
  const { transport, now, seed, clock, inspect } = surroundings;
  const { timing = defaultSessionTiming, protocol = defaultProtocolTiming } = surroundings;
  const time: Time = { now, timing, scheduler: surroundings.scheduler ?? asyncScheduler };
  const interfaces = usableNow(transport);
  const { door = admission(), monotonicNow = now } = surroundings;
  const startedAt = monotonicNow();
  const { group, port, ttl, handle } = settings;
  const gathered = inBatches<FromLan>({
    patienceMs: (one) => patienceMs(one, timing),
    windowMs: timing.gatherMs,
    maxSingles: maxSingleDatagrams,
    lastingMs: timing.gatherLinesAfterMs,
    maxBatch: maxBatchDatagrams,
    scheduler: time.scheduler,
  });
  const provided = sessionMachine.provide({
    actors: {
      lan: fromEventObservable(({ input }) =>
        fromLan(transport, input, format, door, time).pipe(gathered, asEvents),
      ),
      interfaces: fromEventObservable(() =>
        merge(interfaceEvents(transport, interfaces, time), wakingEvents(time)),
      ),
      transmit: fromPromise(({ input }) => firstValueFrom(transmission(transport, input, time))),
    },
  });
  const session = createActor(provided, {
    ...(clock === undefined ? {} : { clock }),
    ...(inspect === undefined ? {} : { inspect }),
    input: {
      groups: groupsOf(group),
      port,
      ttl,
      format,
      role,
      handle,
      epoch: now(),
      seed,
      interfaces,
      timing,
      protocol,
      now,
      upMs: () => Math.max(0, Math.round(monotonicNow() - startedAt)),
      maxRetries,
    },
  });
  session.on('dispatch', ({ message, to }) => {
    const bytes = encodeControl(message);
    if (bytes !== undefined) transport.control.send(bytes, to);
  });
  return session;
}

/** The one time line of a session. */
type Time = Required<Pick<Surroundings, 'now' | 'timing' | 'scheduler'>>;

/** At most so often is it told how many datagrams have been turned away. */
const turnedAwayMs = 1000;

/** What either port brings: datagrams, and what becomes of the sockets. */
type FromLan = Arrival | SessionEvent;

/** How long what comes in a flood may wait: what becomes of the sockets is told at once, what programs tell each other soon. */
function patienceMs(one: FromLan, { gatherMs, gatherLinesMs }: SessionTiming): number {
  if ('type' in one) return 0;
  return one.kind === 'chat' || one.kind === 'unreadable-chat' ? gatherLinesMs : gatherMs;
}

/** Datagrams that follow each other are one event. */
const asEvents: OperatorFunction<readonly FromLan[], SessionEvent> = mergeMap((batch) => {
  const events: SessionEvent[] = [];
  let arrivals: Arrival[] = [];
  for (const one of batch) {
    if ('type' in one) {
      events.push(one);
      arrivals = [];
    } else {
      if (arrivals.length === 0) events.push({ type: 'lan.heard', arrivals });
      arrivals.push(one);
    }
  }
  return events;
});

/** Either port; that of the chat alone in the other formats, whose programs know of no other. */
function fromLan(
  transport: Transport,
  membership: Membership,
  format: Format,
  door: Admission,
  time: Time,
): Observable<FromLan> {
  return defer(() => {
    const turnedAway$ = new Subject<void>();
    const open = (lan: Pick<Transport, 'datagrams'>, wanted: Membership) =>
      opened(lan, wanted, time).pipe(filter((event) => isAdmitted(event, door, turnedAway$, time)));
    const chat$ = fromChatPort(open(transport, membership), format, time);
    if (format !== 'chat') return chat$;
    const control$ = fromControlPort(
      open(transport.control, { ...membership, port: membership.port + 1 }),
      time,
    );
    return merge(chat$, control$, turnedAwayEvents(turnedAway$, door, time));
  });
}

/** How many datagrams were not read because their sources send too many; while that goes on, once a second. */
function turnedAwayEvents(
  turnedAway$: Observable<void>,
  door: Admission,
  { scheduler }: Time,
): Observable<SessionEvent> {
  return turnedAway$.pipe(
    throttleTime(turnedAwayMs, scheduler, { leading: false, trailing: true }),
    map(() => ({ type: 'turned.away', datagrams: door.refused })),
  );
}

/** What is heard on the chat's port, read in the session's format, and the end of that as a value. */
function fromChatPort(events$: Observable<Opened>, format: Format, time: Time): Observable<FromLan> {
  return events$.pipe(
    map((event): FromLan => {
      const at = time.now();
      if (event.type === 'joined') return { ...event, type: 'lan.joined' };
      if (event.type === 'lost') return { ...event, type: 'lan.lost', at };
      const { bytes, source, on } = event;
      const read = formats[format].read(bytes, source);
      return read.ok
        ? { kind: 'chat', datagram: read.datagram, bytes, source, on: on?.name, at }
        : { kind: 'unreadable-chat', reason: read.reason };
    }),
  );
}

/** The side channel on the port above the chat's. Its loss ends nothing: the chat goes on without repair and presence. */
function fromControlPort(events$: Observable<Opened>, time: Time): Observable<FromLan> {
  return events$.pipe(
    map((event): FromLan => {
      const at = time.now();
      if (event.type === 'joined') return { type: 'control.joined', at };
      if (event.type === 'lost') return { type: 'control.lost', trouble: event.trouble };
      const { bytes, source, on } = event;
      const read = decodeControl(bytes);
      return read.ok
        ? { kind: 'control', message: read.message, source, on: on?.name, at }
        : { kind: 'unreadable-control', reason: read.reason };
    }),
  );
}

/** Before a byte of it is looked at. */
function isAdmitted(event: Opened, door: Admission, turnedAway$: Subject<void>, { now }: Time): boolean {
  if (event.type !== 'datagram' || door.admits(event.source.address, now())) return true;
  turnedAway$.next();
  return false;
}

type Opened = LanEvent | { readonly type: 'lost'; readonly trouble: Trouble };

/** A membership that is opened in time; trouble as a value. */
function opened(
  lan: Pick<Transport, 'datagrams'>,
  membership: Membership,
  { timing, scheduler }: Time,
): Observable<Opened> {
  const { groups, port } = membership;
  const tooLate = () =>
    timedOut(`the system did not let us into the group ${groups[0]}:${port}`, timing.joinTimeoutMs);
  return lan.datagrams(membership).pipe(
    timeout({ first: timing.joinTimeoutMs, scheduler, with: () => throwError(tooLate) }),
    // Before the reading: an error there would be a defect of ours, not the loss of a socket.
    catchError((error: unknown) => of({ type: 'lost', trouble: troubleOf(error) } as const)),
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
