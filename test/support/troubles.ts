// What can happen to the only interface of a host: how it goes, how it comes back, and where the chat is then. For the tests
// that ask whether anything is lost, and for the benchmark that asks how long it takes.
import type { Host } from './lab.js';
import { connectedOn } from './status-patterns.js';

export interface Trouble {
  readonly name: string;
  /** Each resolves when the system has noticed. */
  readonly goes: (host: Host) => Promise<void>;
  readonly comes: (host: Host) => Promise<void>;
  /** What the status says when the chat has recovered. */
  readonly status: RegExp;
}

export const troubles = {
  addressChange: {
    name: 'address change',
    goes: async ({ card }: Host) => await card.removeAddress(),
    comes: async ({ card }: Host) => await card.addAddress('10.77.0.101'),
    status: connectedOn('eth0 10.77.0.101'),
  },
  linkFlap: {
    name: 'link down and up',
    goes: async ({ card }: Host) => await card.link('down'),
    comes: async ({ card }: Host) => await card.link('up'),
    status: connectedOn('eth0 10.77.0.1'),
  },
  cableFlap: {
    name: 'cable out and in',
    goes: async ({ card }: Host) => await card.cable('out'),
    comes: async ({ card }: Host) => await card.cable('in'),
    status: connectedOn('eth0 10.77.0.1'),
  },
  recreation: {
    name: 'interface removed and re-created',
    goes: async ({ card }: Host) => await card.remove(),
    comes: async ({ card }: Host) => await card.insert(),
    status: connectedOn('eth0 10.77.0.1'),
  },
  replacement: {
    name: 'interface replaced by one with another name and address',
    goes: async ({ card }: Host) => await card.remove(),
    comes: async ({ card }: Host) => await card.insert({ name: 'wlan0', address: '10.77.0.102' }),
    status: connectedOn('wlan0 10.77.0.102'),
  },
} as const satisfies Readonly<Record<string, Trouble>>;
