// Computers on an in-memory LAN whose time is the test's, and listeners that note what they hear.
import { VirtualTimeScheduler } from 'rxjs';
import type { BackchannelError } from '../../src/errors.js';
import type { MemoryHost } from '../../src/net/memory-host.js';
import { createMemoryLan, type MemoryLanOptions } from '../../src/net/memory-lan.js';
import type {
  Destination,
  Membership,
  NetworkInterface,
  Source,
  Transport,
} from '../../src/net/transport.js';
import type { Plane } from './listener.js';

/** The interface of the first computer. */
export const eth0: NetworkInterface = {
  name: 'eth0',
  address: '192.0.2.1',
  prefixLength: 24,
  family: 'IPv4',
  internal: false,
};

/** Where the chat is; the control plane is one port higher. */
export const chatPort = 6811;
export const controlPort = chatPort + 1;

/** A LAN, and a way to attach the computer `192.0.2.number` to it. */
export function memoryRig(options: Partial<MemoryLanOptions> = {}) {
  const scheduler = new VirtualTimeScheduler();
  const lan = createMemoryLan({ seed: 1, scheduler, ...options });
  return { lan, scheduler, attach: (number: number) => lan.attach({ address: `192.0.2.${number}` }) };
}

/** One computer that sends, and another. */
export function twoHosts(options: Partial<MemoryLanOptions> = {}) {
  const { lan, scheduler, attach } = memoryRig(options);
  return { lan, scheduler, sender: attach(1), other: attach(2) };
}

/** What a listener has heard: the texts, when, from whom and by which interface; and how it ended. */
export interface Heard {
  readonly texts: string[];
  readonly times: number[];
  readonly sources: Source[];
  readonly on: (NetworkInterface | undefined)[];
  readonly errors: BackchannelError[];
  leave(): void;
}

/** Joins the chat on all interfaces of a host. */
export function listen(
  { transport }: MemoryHost,
  scheduler: VirtualTimeScheduler,
  change: Partial<Membership> = {},
): Heard {
  const interfaces = interfacesOf(transport);
  return listenTo(transport, scheduler, { port: chatPort, interfaces, ...change });
}

/** Joins the control plane on all interfaces of a host. */
export function listenToControl(
  { transport }: MemoryHost,
  scheduler: VirtualTimeScheduler,
  change: Partial<Membership> = {},
): Heard {
  const interfaces = interfacesOf(transport);
  return listenTo(transport.control, scheduler, { port: controlPort, interfaces, ...change });
}

function listenTo(
  plane: Plane,
  scheduler: VirtualTimeScheduler,
  membership: Pick<Membership, 'port' | 'interfaces'>,
): Heard {
  const [texts, times, sources, on, errors]: [string[], number[], Source[], Heard['on'], BackchannelError[]] =
    [[], [], [], [], []];
  const subscription = plane.datagrams({ groups: ['224.6.8.11'], ttl: 1, ...membership }).subscribe({
    next: (event) => {
      if (event.type !== 'datagram') return;
      texts.push(Buffer.from(event.bytes).toString());
      times.push(scheduler.now());
      sources.push(event.source);
      on.push(event.on);
    },
    error: (error: BackchannelError) => errors.push(error),
  });
  return { texts, times, sources, on, errors, leave: () => subscription.unsubscribe() };
}

function interfacesOf(transport: Transport): readonly NetworkInterface[] {
  let interfaces: readonly NetworkInterface[] = [];
  transport
    .interfaces()
    .subscribe((change) => {
      interfaces = change.interfaces;
    })
    .unsubscribe();
  return interfaces;
}

export async function sendText(transport: Transport, text: string) {
  return transport.send(Buffer.from(text));
}

export function sendControl({ transport }: MemoryHost, text: string, to: Destination = 'everyone'): void {
  transport.control.send(Buffer.from(text), to);
}

/** Lets simulated time pass. */
export function advance(scheduler: VirtualTimeScheduler, byMs: number): void {
  scheduler.maxFrames = scheduler.frame + byMs;
  scheduler.schedule(() => {}, byMs);
  scheduler.flush();
  scheduler.maxFrames = Number.POSITIVE_INFINITY;
}
