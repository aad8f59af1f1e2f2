// `backchannel doctor`: opens what the chat would open, exchanges probes with other doctors for some seconds, and reports
// what it found. Gathers and prints; what the facts mean, `doctor/` knows.
import {
  catchError,
  defaultIfEmpty,
  firstValueFrom,
  fromEvent,
  lastValueFrom,
  map,
  merge,
  type Observable,
  of,
  type SchedulerLike,
  Subject,
  Subscription,
} from 'rxjs';
import type { Settings } from '../config.js';
import { drawClientId } from '../chat/identity.js';
import { diagnose } from '../doctor/diagnose.js';
import type { DoctorFacts, PortFacts } from '../doctor/facts.js';
import { emptyLog, peersIn } from '../doctor/probe-log.js';
import { reportJson } from '../doctor/report-json.js';
import { reportText } from '../doctor/report-text.js';
import { systemErrorCode, troubleOf } from '../errors.js';
import { exitCodes } from '../exit-codes.js';
import type { PrivateDatagram, ProbeSocket } from '../net/probe-socket.js';
import type { SystemFacts } from '../net/system-facts.js';
import type { InterfaceTrouble, Membership, NetworkInterface, Transport } from '../net/transport.js';
import { escapeForTerminal } from '../wire/sanitise.js';
import { exchangeProbes, probeIntervalMs } from './exchange-probes.js';
import type { StandardStreams } from './standard-streams.js';

const msPerSecond = 1000;

/** Hosts remembered as heard on the chat port; the report need not name more. */
const maxChatSources = 16;

/** What the doctor takes from the world. */
export interface DoctorWorld {
  /** A network for each port, as two programs would have them. */
  readonly newTransport: () => Transport;
  readonly openProbeSocket: (on: NetworkInterface, membership: Membership) => Observable<ProbeSocket>;
  /** Asked while the group is joined. */
  readonly readSystem: () => SystemFacts;
  readonly scheduler: SchedulerLike;
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicNow: () => number;
  readonly seed: number;
}

export interface DoctorOptions {
  readonly settings: Settings;
  readonly seconds: number;
  readonly json: boolean;
}

/**
 * Looks around and reports on standard output. An interrupt ends the looking, not the report.
 *
 * @returns the exit code: 0 when multicast works on this computer, 1 when not
 */
export async function runDoctor(
  { settings, seconds, json }: DoctorOptions,
  world: DoctorWorld,
  { stdout, signals }: Pick<StandardStreams, 'stdout' | 'signals'>,
): Promise<number> {
  const facts = await gather(settings, seconds, world, signals);
  const diagnosis = diagnose(facts);
  const report = json ? `${reportJson(facts, diagnosis)}\n` : reportText(diagnosis);
  stdout.write(escapeForTerminal(report));
  return diagnosis.verdict.works ? exitCodes.done : exitCodes.failed;
}

async function gather(
  { group, port, ttl }: Settings,
  seconds: number,
  { newTransport, openProbeSocket, readSystem, scheduler, monotonicNow, seed }: DoctorWorld,
  signals: StandardStreams['signals'],
): Promise<DoctorFacts> {
  const subscriptions = new Subscription();
  // From the beginning, so that an interrupt while the sockets are opened is not lost.
  const stopped = new Subject<void>();
  subscriptions.add(
    merge(fromEvent(signals, 'SIGINT'), fromEvent(signals, 'SIGTERM')).subscribe(() => stopped.next()),
  );
  try {
    const interfaces = await firstValueFrom(
      newTransport()
        .interfaces()
        .pipe(
          map((change) => change.interfaces),
          // A system that does not list its interfaces has none for us.
          catchError(() => of<readonly NetworkInterface[]>([])),
        ),
    );
    const chatHeardFrom = new Set<string>();
    const ownAddresses = new Set(interfaces.map(({ address }) => address));
    const hearChat = ({ source: { address } }: PrivateDatagram): void => {
      if (!ownAddresses.has(address) && chatHeardFrom.size < maxChatSources) chatHeardFrom.add(address);
    };
    const heardInGroup = new Subject<PrivateDatagram>();
    const chatMembership = { group, port, ttl, interfaces };
    const controlMembership = { ...chatMembership, port: port + 1 };
    const chat = await enter(newTransport(), chatMembership, hearChat, subscriptions);
    const control = await enter(
      newTransport(),
      controlMembership,
      (datagram) => heardInGroup.next(datagram),
      subscriptions,
    );

    const sockets: ProbeSocket[] = [];
    const unopened = new Map<string, string>();
    for (const one of control.joined) {
      const opened = await opening(openProbeSocket(one, controlMembership), subscriptions);
      if ('code' in opened) unopened.set(one.address, opened.code);
      else sockets.push(opened.socket);
    }
    const exchange = exchangeProbes({
      sockets,
      group$: heardInGroup,
      target: { address: group, port: port + 1 },
      log: emptyLog(drawClientId(seed).clientId, (seconds * msPerSecond) / probeIntervalMs),
      stop$: stopped,
      scheduler,
      monotonicNow,
    });
    await lastValueFrom(exchange.run$.pipe(defaultIfEmpty(undefined)));
    const { log, sending } = exchange.result();
    return {
      group,
      ttl,
      seconds,
      system: readSystem(),
      chat: chat.facts,
      control: control.facts,
      interfaces: interfaces.map(({ name, address, internal }) => {
        const code = unopened.get(address);
        const { sent, refused } = sending.get(address) ?? {
          sent: 0,
          refused: code === undefined ? {} : { [code]: 1 },
        };
        const refusal = control.refused.find((one) => one.interface.address === address);
        const echoes = log.echoes.get(address)?.size ?? 0;
        return { name, address, internal, joinRefused: refusal?.code, sent, refused, echoes };
      }),
      chatHeardFrom: [...chatHeardFrom],
      peers: peersIn(log),
    };
  } finally {
    subscriptions.unsubscribe();
  }
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
  hear: (datagram: PrivateDatagram) => void,
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
  socket$: Observable<ProbeSocket>,
  subscriptions: Subscription,
): Promise<{ readonly socket: ProbeSocket } | { readonly code: string }> {
  return await new Promise((resolve) => {
    subscriptions.add(
      socket$.subscribe({
        next: (socket) => resolve({ socket }),
        error: (error: unknown) => resolve({ code: systemErrorCode(error) ?? 'UNKNOWN' }),
      }),
    );
  });
}
