// A LAN within this process: for scenarios of whole peers on simulated time, and for demonstrations without a network.
// The cable: who hears whom, when, and how often. Time and chance come in; it has no clock or timer of its own.
import { type Observable, type SchedulerLike, Subject } from 'rxjs';
import { seededRandom } from '../random.js';
import {
  drawPassages,
  isLostForAll,
  type LanConditions,
  type Passage,
  perfectConditions,
  untouched,
} from './lan-conditions.js';
import { createLanFaults } from './lan-faults.js';
import { createAudience, type Ear } from './memory-audience.js';
import type { Cable, HostBasis, Packet } from './memory-cable.js';
import { createHostBasis, createMemoryHost, type MemoryHost } from './memory-host.js';
import { createInFlight } from './memory-in-flight.js';
import type { Source } from './transport.js';

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
  /** The group that it was sent to, or for unicast the host. */
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
  /**
   * Splits the LAN into groups of computers that hear only their own group; those in none are one more group together.
   * Takes the place of an earlier partition. What is on its way arrives.
   */
  partition(groups: readonly (readonly MemoryHost[])[]): void;
  /** Keeps all that one computer sends from another; what the other sends still arrives, as does what is on its way. */
  blockPath(from: MemoryHost, to: MemoryHost): void;
  /** Ends the partition, and opens every blocked path. */
  heal(): void;
  /** Every datagram that a program sends, once for each interface it goes out on, at the time of sending. */
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
  const audience = createAudience();
  const inFlight = createInFlight(scheduler, audience.has);
  const faults = createLanFaults<HostBasis>();
  const sent = new Subject<SentDatagram>();
  let conditions: LanConditions = { ...perfectConditions, ...given };

  /** The copies that arrive at one ear. */
  const passages = (packet: Packet, ear: Ear, isLost: boolean): readonly Passage[] => {
    const [from, to] = [packet.from.host, ear.member.host];
    // The system itself hands a host's datagrams to the members on that host, on the interface they leave by.
    if (to === from) return ear.on.name === packet.on.name ? [untouched] : [];
    const isCarried =
      ear.segment === audience.segmentOf(packet.on) &&
      from.state.value.isPlugged &&
      (packet.from.ttl > 0 || !ear.isMulticast) &&
      faults.hasPath(from, to);
    return isCarried && !isLost ? drawPassages(conditions, random, to.reception) : [];
  };

  const carry = (packet: Packet): void => {
    const isLost = isLostForAll(conditions, random);
    for (const ear of audience.earsFor(packet.to)) {
      const arrival = { packet, to: ear.member, on: ear.on, isMulticast: ear.isMulticast };
      for (const passage of passages(packet, ear, isLost)) inFlight.add(arrival, passage);
    }
  };

  let portsGiven = 0;
  const cable: Cable = {
    scheduler,
    enter: audience.enter,
    leave: audience.leave,
    groupsOn: audience.groupsOn,
    freePort: () => firstEphemeralPort + (portsGiven++ % ephemeralPorts),
    carry,
    transmit(packet) {
      const { source, to, bytes } = packet;
      sent.next({ at: scheduler.now(), source, group: to.address, port: to.port, bytes });
      carry(packet);
    },
    dropFrom: inFlight.dropFrom,
  };

  const bases = new WeakMap<MemoryHost, HostBasis>();
  const basisOf = (host: MemoryHost): HostBasis => {
    const basis = bases.get(host);
    if (basis === undefined) throw new Error('the host is on another LAN');
    return basis;
  };

  return {
    attach({ address, name = 'eth0', prefixLength = usualPrefixLength }) {
      const basis = createHostBasis([{ name, address, prefixLength, family: 'IPv4', internal: false }]);
      const host = createMemoryHost(cable, basis);
      bases.set(host, basis);
      return host;
    },
    configure: (change) => {
      conditions = { ...conditions, ...change };
    },
    partition: (groups) => faults.partition(groups.map((hosts) => hosts.map(basisOf))),
    blockPath: (from, to) => faults.blockPath(basisOf(from), basisOf(to)),
    heal: faults.heal,
    sent: sent.asObservable(),
    memberships: audience.size,
  };
}
