// A LAN within this process: for scenarios of whole peers on simulated time, and for demonstrations without a network.
// The cable: who hears whom, when, and how often. Time and chance come in; it has no clock or timer of its own.
import { type Observable, type SchedulerLike, Subject } from 'rxjs';
import { isSameNetwork } from './interfaces.js';
import {
  drawPassages,
  type LanConditions,
  type Passage,
  perfectConditions,
  untouched,
} from './lan-conditions.js';
import type { Cable, MemoryMember } from './memory-cable.js';
import { createMemoryHost, type MemoryHost } from './memory-host.js';
import { seededRandom } from '../random.js';
import type { NetworkInterface, Source } from './transport.js';

/** What an in-memory LAN is made of; conditions that are left out are perfect. */
export interface MemoryLanOptions extends Partial<LanConditions> {
  /** Decides all that is left to chance: equal seeds and equal use give equal runs. */
  readonly seed: number;
  /** The time line of all delays: `asyncScheduler`, or virtual time for simulations. */
  readonly scheduler: SchedulerLike;
}

/** A datagram as it left a host, before anything happened to it. */
export interface SentDatagram {
  /** When, in milliseconds on the scheduler's time line. */
  readonly at: number;
  readonly source: Source;
  readonly group: string;
  readonly port: number;
  readonly bytes: Uint8Array;
}

/** How a computer is attached to the LAN. */
export interface Attachment {
  readonly address: string;
  /** The interface's name; `eth0` if left out. */
  readonly name?: string;
  /** 24 if left out. */
  readonly prefixLength?: number;
}

/** A LAN to attach computers to. Interfaces with one network prefix are on one segment of it and hear each other. */
export interface MemoryLan {
  /** Plugs one more computer in. */
  attach(attachment: Attachment): MemoryHost;
  /** Changes the conditions from now on; what is on its way keeps its own. */
  configure(change: Partial<LanConditions>): void;
  /** Every datagram that a host sends, once for each segment it goes out on, at the time of sending. */
  readonly sent: Observable<SentDatagram>;
  /** How many memberships are open on all hosts: 0 again once everybody has left. */
  memberships(): number;
}

/** The length of most LANs' network prefixes, in bits. */
const usualPrefixLength = 24;

/** The first of the ports that systems give to sockets which ask for none (RFC 6335 §6). */
const firstEphemeralPort = 49_152;

/** How many such ports there are: one may be given again after all others. */
const ephemeralPorts = 2 ** 16 - firstEphemeralPort;

/** Makes a LAN without computers. */
export function createMemoryLan({ seed, scheduler, ...given }: MemoryLanOptions): MemoryLan {
  const random = seededRandom(seed);
  const members = new Set<MemoryMember>();
  const sent = new Subject<SentDatagram>();
  let conditions: LanConditions = { ...perfectConditions, ...given };

  /** The copies that arrive of a datagram sent on one interface and heard, perhaps, on another. */
  const passages = (
    from: MemoryMember,
    on: NetworkInterface,
    to: MemoryMember,
    hearing: NetworkInterface,
  ): readonly Passage[] => {
    // The system itself hands a host's datagrams to the members on that host, on the interface they leave by.
    if (to.host === from.host) return hearing.name === on.name ? [untouched] : [];
    const isConnected = from.host.state.value.isPlugged && isSameNetwork(hearing, on);
    return isConnected && from.membership.ttl > 0 ? drawPassages(conditions, random) : [];
  };

  /** Carries a datagram from one member's interface to whoever listens, its own host included. */
  const transmit = (from: MemoryMember, on: NetworkInterface, bytes: Uint8Array): void => {
    const { group, port } = from.membership;
    const source = { address: on.address, port: from.sourcePort };
    sent.next({ at: scheduler.now(), source, group, port, bytes });
    for (const to of members) {
      if (to.membership.group !== group || to.membership.port !== port) continue;
      for (const hearing of to.joined) {
        for (const passage of passages(from, on, to, hearing)) {
          to.receive({ from, on: hearing, bytes, source, ...passage });
        }
      }
    }
  };

  let portsGiven = 0;
  const cable: Cable = {
    scheduler,
    members,
    transmit,
    freePort: () => firstEphemeralPort + (portsGiven++ % ephemeralPorts),
  };

  return {
    attach: ({ address, name = 'eth0', prefixLength = usualPrefixLength }) =>
      createMemoryHost(cable, [{ name, address, prefixLength, family: 'IPv4', internal: false }]),
    configure: (change) => {
      conditions = { ...conditions, ...change };
    },
    sent: sent.asObservable(),
    memberships: () => members.size,
  };
}
