// A session machine on a bench: its actors are in the test's hands, its time is simulated.
import { Observable, Subject } from 'rxjs';
import { createActor, fromEventObservable, fromPromise, SimulatedClock } from 'xstate';
import type { SessionInput } from '../../machines/session.context.js';
import type { SessionEmitted, SessionEvent } from '../../machines/session.events.js';
import { sessionMachine, type Transmission } from '../../machines/session.machine.js';
import type { Trouble } from '../../src/errors.js';
import { interfacesChange } from '../../src/net/interfaces.js';
import type { InterfaceTrouble, Membership, NetworkInterface } from '../../src/net/transport.js';
import { defaultSessionTiming } from '../../src/timing.js';

export const eth0: NetworkInterface = {
  name: 'eth0',
  address: '10.0.0.1',
  prefixLength: 24,
  family: 'IPv4',
  internal: false,
};
export const wlan0: NetworkInterface = { ...eth0, name: 'wlan0', address: '10.0.0.7' };

export const sessionInput: SessionInput = {
  group: '239.1.2.3',
  port: 7000,
  ttl: 1,
  format: 'chat',
  handle: 'alice',
  epoch: 1_700_000_000_000,
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

/** A moment after the epoch, for events that say when they happened. */
export const at = sessionInput.epoch + 1000;

/** Starts a session whose network is the test. */
export function sessionRig(input: Partial<SessionInput> = {}) {
  const clock = new SimulatedClock();
  const lan = new Subject<SessionEvent>();
  const interfaces = new Subject<SessionEvent>();
  const opened: Membership[] = [];
  let open = 0;
  const inHand: { bytes: Uint8Array; answer: (transmission: Transmission) => void }[] = [];
  const emitted: SessionEmitted[] = [];
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
    { clock, input: { ...sessionInput, ...input } },
  );
  for (const type of ['taken', 'refused', 'heard'] as const) actor.on(type, (event) => emitted.push(event));
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

  return {
    actor,
    clock,
    emitted,
    /** The memberships that were opened, in order. */
    opened,
    /** How many are open now. */
    openNow: () => open,
    /** Whether a datagram is in the network's hand. */
    transmitting: () => inHand.length > 0,
    tags: () => [...actor.getSnapshot().tags].toSorted(),
    context: () => actor.getSnapshot().context,
    say: (text: string) => actor.send({ type: 'say', text, at }),
    join: () => lan.next({ type: 'lan.joined', joined: [eth0], refused: [], receiveBufferBytes: 425_984 }),
    lose: (trouble: Trouble = portTaken) => lan.next({ type: 'lan.lost', trouble, at }),
    hear: (event: SessionEvent) => lan.next(event),
    changeInterfaces: (after: readonly NetworkInterface[]) =>
      interfaces.next({
        type: 'interfaces.changed',
        change: interfacesChange(actor.getSnapshot().context.network.interfaces, after),
      }),
    wake: (asleepMs: number) => interfaces.next({ type: 'woke', asleepMs }),
    take: (refused: readonly InterfaceTrouble[] = []) => answer({ at, refused }),
    refuse: (trouble: Trouble = noRoute) => answer({ at, trouble }),
  };
}

export type SessionRig = ReturnType<typeof sessionRig>;
