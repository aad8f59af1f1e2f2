// A session machine on a bench: its actors are in the test's hands, its time is simulated.
import { Observable, Subject } from 'rxjs';
import { createActor, fromEventObservable, fromPromise, SimulatedClock } from 'xstate';
import type { Identity } from '../../src/chat/identity.js';
import type { SessionInput } from '../../machines/session.context.js';
import type { Arrival, SessionEmitted, SessionEvent } from '../../machines/session.events.js';
import { sessionMachine, type Transmission } from '../../machines/session.machine.js';
import type { Trouble } from '../../src/errors.js';
import { interfacesChange } from '../../src/net/interfaces.js';
import type {
  Destination,
  InterfaceTrouble,
  Membership,
  NetworkInterface,
  Source,
} from '../../src/net/transport.js';
import { defaultProtocolTiming } from '../../src/protocol-timing.js';
import { defaultSessionTiming } from '../../src/timing.js';
import type { ChatDatagram, StampedDatagram } from '../../src/wire/chat-datagram.js';
import type { ControlDraft, ControlMessage } from '../../src/wire/control.js';
import { signControl } from '../../src/wire/control-codec.js';
import { encode } from '../../src/wire/encode.js';

export const eth0: NetworkInterface = {
  name: 'eth0',
  address: '10.0.0.1',
  prefixLength: 24,
  family: 'IPv4',
  internal: false,
};
export const wlan0: NetworkInterface = { ...eth0, name: 'wlan0', address: '10.0.0.7' };

/** When sessions of these tests start. */
const startedAt = 1_700_000_000_000;

/** A moment after that, for events that say when they happened. */
export const at = startedAt + 1000;

export const sessionInput: SessionInput = {
  groups: ['239.1.2.3'],
  port: 7000,
  ttl: 1,
  format: 'chat',
  role: 'person',
  protocol: defaultProtocolTiming,
  now: () => at,
  upMs: () => 0,
  handle: 'alice',
  epoch: startedAt,
  seed: 7,
  interfaces: [eth0],
  timing: { ...defaultSessionTiming, retryJitter: 0 },
  maxRetries: Number.POSITIVE_INFINITY,
};

export const noRoute: Trouble = {
  tag: 'send',
  sentence: 'no interface sent the datagram (eth0: ENETUNREACH)',
};
export const portTaken: Trouble = { tag: 'bind', sentence: 'port 7000 is taken' };

/** Somebody else on the LAN, who came before us. */
export interface Other extends Identity {
  readonly source: Source;
}

export const bob: Other = {
  clientId: 'b0b0b0b0b0',
  epoch: sessionInput.epoch - 60_000,
  handle: 'bob',
  source: { address: '10.0.0.2', port: 50_000 },
};
export const carol: Other = {
  clientId: 'ca401ca401',
  epoch: sessionInput.epoch - 30_000,
  handle: 'carol',
  source: { address: '10.0.0.3', port: 50_000 },
};

/** What somebody says on the chat port, with our stamp. */
export function said({ clientId, handle, epoch }: Other, seq: number, content: string): StampedDatagram {
  return { client_id: clientId, handle, content, v: 1, epoch, seq, clock: [at, seq] };
}

/** A chat datagram as it would leave its author. */
export function bytesOf(datagram: ChatDatagram): Uint8Array {
  const encoded = encode(datagram);
  if (!encoded.ok) throw new Error(encoded.reason);
  return encoded.bytes;
}

/** Somebody's heartbeat; that of a person who has said nothing yet, unless it is said otherwise. */
export function heartbeatOf(
  { handle, epoch }: Other,
  more: Partial<Extract<ControlDraft, { readonly kind: 'heartbeat' }>> = {},
): ControlDraft {
  const presence = { handle, role: 'person', upMs: at - epoch, highest: 0 } as const;
  return { kind: 'heartbeat', ...presence, oldest: 0, held: [], ...more };
}

/** A control datagram of ours, and whom it is for. */
export interface Dispatched {
  readonly message: ControlMessage;
  readonly to: Destination;
}

/** Starts a session whose network is the test. */
export function sessionRig(input: Partial<SessionInput> = {}) {
  const clock = new SimulatedClock();
  const now = () => at + clock.now();
  const lan = new Subject<SessionEvent>();
  const interfaces = new Subject<SessionEvent>();
  const opened: Membership[] = [];
  let open = 0;
  const inHand: { bytes: Uint8Array; answer: (transmission: Transmission) => void }[] = [];
  const emitted: SessionEmitted[] = [];
  const dispatched: Dispatched[] = [];
  const actor = createActor(
    sessionMachine.provide({
      actors: {
        lan: fromEventObservable(
          ({ input: membership }) =>
            new Observable<SessionEvent>((subscriber) => {
              opened.push(membership);
              open += 1;
              subscriber.add(lan.subscribe(subscriber));
              subscriber.add(() => {
                open -= 1;
              });
            }),
        ),
        interfaces: fromEventObservable(() => interfaces),
        transmit: fromPromise(
          ({ input: bytes }) =>
            new Promise<Transmission>((resolve) => inHand.push({ bytes, answer: resolve })),
        ),
      },
    }),
    { clock, input: { ...sessionInput, now, upMs: () => now() - sessionInput.epoch, ...input } },
  );
  for (const type of ['taken', 'refused', 'heard', 'history.over'] as const)
    actor.on(type, (event) => emitted.push(event));
  actor.on('dispatch', ({ message, to }) => dispatched.push({ message, to }));
  actor.start();

  /** Answers for the datagram that the network has in hand, and waits until the machine knows. */
  async function answer(transmission: Transmission): Promise<Uint8Array> {
    const [next] = inHand.splice(0, 1);
    if (next === undefined) throw new Error('the session has handed over no datagram');
    next.answer(transmission);
    // The promise's own turn, and the one in which XState passes its result on.
    await Promise.resolve();
    await Promise.resolve();
    return next.bytes;
  }

  const hear = (...arrivals: readonly Arrival[]) => lan.next({ type: 'lan.heard', arrivals });

  return {
    actor,
    /** What the session has told, control datagrams aside. */
    emitted,
    /** The control datagrams that were to go out since this was asked last, in order. */
    dispatched: () => dispatched.splice(0),
    /** The memberships that were opened, in order. */
    opened,
    /** How many are open now. */
    openNow: () => open,
    /** Whether a datagram is in the network's hand. */
    transmitting: () => inHand.length > 0,
    tags: () => [...actor.getSnapshot().tags].toSorted(),
    context: () => actor.getSnapshot().context,
    /** Lets time pass, a millisecond at a time: a timer that sets another is not late. */
    pass: (ms: number) => {
      for (let passed = 0; passed < ms; passed += 1) clock.increment(1);
    },
    say: (text: string) => actor.send({ type: 'say', text, at: now() }),
    join: () => lan.next({ type: 'lan.joined', joined: [eth0], refused: [], receiveBufferBytes: 425_984 }),
    joinControl: () => lan.next({ type: 'control.joined', at: now() }),
    lose: (trouble: Trouble = portTaken) => lan.next({ type: 'lan.lost', trouble, at: now() }),
    /** Datagrams come in, all at once. */
    hear,
    /** The actor `lan` says this. */
    fromLan: (event: SessionEvent) => lan.next(event),
    /** Somebody says something on the chat port. */
    hearChat: (datagram: ChatDatagram, { source }: Pick<Other, 'source'> = bob, on?: string) =>
      hear({ kind: 'chat', datagram, bytes: bytesOf(datagram), source, on, at: now() }),
    /** Somebody says something on the control port. */
    hearControl: (from: Other, draft: ControlDraft, on?: string) =>
      hear({ kind: 'control', message: signControl(draft, from), source: from.source, on, at: now() }),
    changeInterfaces: (after: readonly NetworkInterface[]) =>
      interfaces.next({
        type: 'interfaces.changed',
        change: interfacesChange(actor.getSnapshot().context.network.interfaces, after),
      }),
    wake: (asleepMs: number) => interfaces.next({ type: 'woke', asleepMs }),
    take: (refused: readonly InterfaceTrouble[] = []) => answer({ at: now(), refused }),
    refuse: (trouble: Trouble = noRoute) => answer({ at: now(), trouble }),
  };
}

export type SessionRig = ReturnType<typeof sessionRig>;
