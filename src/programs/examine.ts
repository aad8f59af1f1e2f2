// The doctor at work: opens what the chat would open, exchanges probes with other doctors for some seconds, and says what
// it found. Gathers only; what the facts mean, `doctor/` knows. It sends nothing on the chat port, so that a chat that runs
// meanwhile, here or elsewhere, sees nothing of it.
import {
  catchError,
  defaultIfEmpty,
  firstValueFrom,
  from,
  lastValueFrom,
  map,
  NEVER,
  Observable,
  of,
  type SchedulerLike,
  Subject,
  type Subscription,
  timer,
} from 'rxjs';
import { drawClientId } from '../chat/identity.js';
import type { Settings } from '../config.js';
import { type Diagnosis, diagnose } from '../doctor/diagnose.js';
import type { ChatFacts, DoctorFacts, PortFacts } from '../doctor/facts.js';
import { type HeardComputer, type HeardDatagram, tookHeard } from '../doctor/heard-computers.js';
import { inAllFamilies } from '../doctor/in-all-families.js';
import { emptyLog, peersIn } from '../doctor/probe-log.js';
import { systemErrorCode, troubleOf } from '../errors.js';
import { type Family, familyOf, withoutScope } from '../net/addresses.js';
import { groupOf, groupsOf } from '../net/groups.js';
import type { PrivateDatagram, PrivateSocket } from '../net/private-socket.js';
import type { SystemFacts } from '../net/system-facts.js';
import type {
  InterfaceTrouble,
  LanEvent,
  Membership,
  NetworkInterface,
  Transport,
} from '../net/transport.js';
import { decodeControl } from '../wire/control-codec.js';
import { decode } from '../wire/decode.js';
import { decodeProbe } from '../wire/probe.js';
import { exchangeProbes, probeIntervalMs } from './exchange-probes.js';

const msPerSecond = 1000;

/** Of an interrupted run tenths of a second are worth telling. */
const tenths = 10;

/** What the doctor takes from the world. */
export interface DoctorWorld {
  /** A network for each port, as two programs would have them. */
  readonly newTransport: () => Transport;
  readonly openSocket: (on: NetworkInterface, membership: Membership) => Observable<PrivateSocket>;
  /** Asked for each family of the room while its groups are joined. */
  readonly readSystem: (family: Family) => SystemFacts;
  /** Asked of the chat that runs in the same program, if one does. */
  readonly readChat?: () => ChatFacts;
  readonly scheduler: SchedulerLike;
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicNow: () => number;
  readonly seed: number;
}

/** What is to be examined, and how long. */
export interface Examination {
  readonly settings: Pick<Settings, 'group' | 'port' | 'ttl'>;
  readonly seconds: number;
}

/** What an examination tells: once a second how far it is, and at its end what it found. */
export type ExaminationEvent =
  | { readonly type: 'looking'; readonly seconds: number; readonly of: number }
  | { readonly type: 'done'; readonly facts: DoctorFacts; readonly diagnosis: Diagnosis };

/**
 * Begins when it is subscribed, and completes with what it found. Unsubscribing closes all that it opened.
 *
 * @param stop$ ends the looking, not the report
 */
export function examine(
  { settings, seconds }: Examination,
  world: DoctorWorld,
  stop$: Observable<unknown> = NEVER,
): Observable<ExaminationEvent> {
  return new Observable((subscriber) => {
    const stopped$ = new Subject<void>();
    // From the beginning, so that an interrupt while the sockets are opened is not lost.
    subscriber.add(stop$.subscribe(() => stopped$.next()));
    subscriber.add(() => stopped$.next());
    subscriber.add(
      timer(0, msPerSecond, world.scheduler).subscribe((elapsed) =>
        subscriber.next({ type: 'looking', seconds: Math.min(elapsed, seconds), of: seconds }),
      ),
    );
    from(gather(settings, seconds, world, stopped$, subscriber))
      .pipe(map((facts): ExaminationEvent => ({ type: 'done', facts, diagnosis: diagnose(facts) })))
      .subscribe(subscriber);
  });
}

async function gather(
  { group, port, ttl }: Examination['settings'],
  seconds: number,
  { newTransport, openSocket, readSystem, readChat, scheduler, monotonicNow, seed }: DoctorWorld,
  stop$: Observable<unknown>,
  subscriptions: Subscription,
): Promise<DoctorFacts> {
  const listed = await firstValueFrom(
    newTransport()
      .interfaces()
      .pipe(
        map((change) => change.interfaces),
        // A system that does not list its interfaces has none for us.
        catchError(() => of<readonly NetworkInterface[]>([])),
      ),
  );
  const groups = groupsOf(group);
  const families = groups.map(familyOf);
  const interfaces = spokenOn(listed, families);
  let heard: readonly HeardComputer[] = [];
  const ownAddresses = new Set(listed.map(({ address }) => withoutScope(address)));
  const hear = (
    { source, on, bytes }: LanDatagram,
    whose: (bytes: Uint8Array) => HeardDatagram['from'],
  ): void => {
    const address = withoutScope(source.address);
    if (ownAddresses.has(address)) return;
    heard = tookHeard(heard, { address, on: on?.name, from: whose(bytes) });
  };
  const heardInGroup = new Subject<PrivateDatagram>();
  const chatMembership = { groups, port, ttl, interfaces: listed };
  const controlMembership = { ...chatMembership, port: port + 1 };
  const hearChat = (datagram: LanDatagram): void => hear(datagram, chatSender);
  const chat = await enter(newTransport(), chatMembership, hearChat, subscriptions);
  const control = await enter(
    newTransport(),
    controlMembership,
    (datagram) => {
      hear(datagram, controlSender);
      heardInGroup.next(datagram);
    },
    subscriptions,
  );

  const sockets: PrivateSocket[] = [];
  const unopened = new Map<string, string>();
  for (const one of spokenOn(control.joined, families)) {
    const opened = await opening(openSocket(one, controlMembership), subscriptions);
    if ('code' in opened) unopened.set(one.address, opened.code);
    else sockets.push(opened.socket);
  }
  const begun = monotonicNow();
  const exchange = exchangeProbes({
    sockets,
    group$: heardInGroup,
    groups,
    port: port + 1,
    log: emptyLog(drawClientId(seed).clientId, (seconds * msPerSecond) / probeIntervalMs),
    stop$,
    scheduler,
    monotonicNow,
  });
  await lastValueFrom(exchange.run$.pipe(defaultIfEmpty(undefined)));
  const took = Math.round(((monotonicNow() - begun) / msPerSecond) * tenths) / tenths;
  const { log, sending } = exchange.result();
  return {
    group,
    ttl,
    seconds: Math.min(seconds, took),
    system: inAllFamilies(families.map(readSystem)),
    chat: chat.facts,
    control: control.facts,
    interfaces: interfaces.map(({ name, address, internal, family }) => {
      const code = unopened.get(address);
      const { sent, refused } = sending.get(address) ?? {
        sent: 0,
        refused: code === undefined ? {} : { [code]: 1 },
      };
      const refusal = control.refused.find((one) => one.interface.address === address);
      const echoes = log.echoes.get(withoutScope(address))?.size ?? 0;
      return {
        name,
        address,
        internal,
        group: groupOf(family, groups) ?? group,
        joinRefused: refusal?.code,
        sent,
        refused,
        echoes,
      };
    }),
    heard,
    runningChat: readChat?.(),
    peers: peersIn(log),
  };
}

/** Where a chat would speak: in the preferred family, and in the next one on devices that have no address of that. */
function spokenOn(interfaces: readonly NetworkInterface[], families: readonly Family[]): NetworkInterface[] {
  return interfaces.filter(({ name, family }) => {
    const ofDevice = interfaces.filter((one) => one.name === name);
    return families.find((each) => ofDevice.some((one) => one.family === each)) === family;
  });
}

type LanDatagram = Extract<LanEvent, { readonly type: 'datagram' }>;

/** Who sent what came to the chat port. */
function chatSender(bytes: Uint8Array): HeardDatagram['from'] {
  const read = decode(bytes);
  return read.ok ? { what: 'chat', id: read.datagram.client_id } : undefined;
}

/** Who sent what came to the control port. */
function controlSender(bytes: Uint8Array): HeardDatagram['from'] {
  const probe = decodeProbe(bytes);
  if (probe !== undefined) return { what: 'doctor', id: probe.id };
  const read = decodeControl(bytes);
  return read.ok ? { what: 'chat', id: read.message.id } : undefined;
}

/** A port that was opened, or was not. */
interface Entered {
  readonly facts: PortFacts;
  readonly joined: readonly NetworkInterface[];
  readonly refused: readonly InterfaceTrouble[];
}

/** Joins, and stays until the subscriptions end. Resolves when it is known how that went. */
async function enter(
  transport: Transport,
  membership: Membership,
  hear: (datagram: LanDatagram) => void,
  subscriptions: Subscription,
): Promise<Entered> {
  const { port } = membership;
  return await new Promise((resolve) => {
    subscriptions.add(
      transport.datagrams(membership).subscribe({
        next: (event) => {
          if (event.type === 'datagram') return hear(event);
          const { joined, refused, receiveBufferBytes } = event;
          resolve({ facts: { port, trouble: undefined, receiveBufferBytes }, joined, refused });
        },
        error: (thrown: unknown) => {
          const facts = { port, trouble: troubleOf(thrown), receiveBufferBytes: undefined };
          resolve({ facts, joined: [], refused: [] });
        },
      }),
    );
  });
}

/** The socket, which stays open until the subscriptions end, or the system's code for why there is none. */
async function opening(
  socket$: Observable<PrivateSocket>,
  subscriptions: Subscription,
): Promise<{ readonly socket: PrivateSocket } | { readonly code: string }> {
  return await new Promise((resolve) => {
    subscriptions.add(
      socket$.subscribe({
        next: (socket) => resolve({ socket }),
        error: (error: unknown) => resolve({ code: systemErrorCode(error) ?? 'UNKNOWN' }),
      }),
    );
  });
}
