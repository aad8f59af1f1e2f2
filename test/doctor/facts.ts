// Facts of a sound computer, from which each test takes what it wants otherwise.
import type { DoctorFacts, InterfaceFacts, PortFacts } from '../../src/doctor/facts.js';
import type { HeardComputer } from '../../src/doctor/heard-computers.js';
import type { PeerFacts } from '../../src/doctor/probe-log.js';
import type { SystemFacts } from '../../src/net/system-facts.js';

export const soundSystem: SystemFacts = {
  platform: 'linux',
  wsl: undefined,
  container: undefined,
  vpnInterfaces: [],
  interfaces: [
    { name: 'eth0', address: '10.0.0.7', internal: false, use: 'used' },
    { name: 'lo', address: '127.0.0.1', internal: true, use: 'loopback' },
  ],
  memberships: new Map([['eth0', ['224.6.8.11', '224.0.0.1']]]),
  routes: [{ interface: 'eth0', destination: '0.0.0.0', mask: '0.0.0.0' }],
  udpSockets: [
    { address: '224.6.8.11', port: 6811, user: 1000, drops: 0 },
    { address: '224.6.8.11', port: 6812, user: 1000, drops: 0 },
  ],
  maxReceiveBufferBytes: 4_194_304,
};

export const soundInterface: InterfaceFacts = {
  name: 'eth0',
  address: '10.0.0.7',
  internal: false,
  group: '224.6.8.11',
  joinRefused: undefined,
  sent: 30,
  refused: {},
  echoes: 30,
};

export const loopback: InterfaceFacts = {
  ...soundInterface,
  name: 'lo',
  address: '127.0.0.1',
  internal: true,
};

export const soundPeer: PeerFacts = {
  address: '10.0.0.2',
  heard: 30,
  expected: 30,
  answered: 29,
  asked: 30,
  hearsUs: true,
  roundTripMs: { min: 0.21, median: 0.5, max: 2 },
};

/** The computer of that peer, on which somebody chats. */
export const heardComputer: HeardComputer = {
  addresses: ['10.0.0.2', 'fe80::2'],
  on: 'eth0',
  what: ['chat'],
  programs: ['chat b0b0b0b0b0'],
};

/** A peer that we hear and that hears nothing of us. */
export const deafPeer: PeerFacts = { ...soundPeer, answered: 0, hearsUs: false, roundTripMs: undefined };

/** A peer that hears us and of which we hear nothing but answers. */
export const mutePeer: PeerFacts = { ...soundPeer, heard: 0 };

export const openPort: PortFacts = { port: 6811, trouble: undefined, receiveBufferBytes: 8_388_608 };

export const soundFacts: DoctorFacts = {
  group: '224.6.8.11',
  ttl: 1,
  seconds: 3,
  system: soundSystem,
  chat: openPort,
  control: { ...openPort, port: 6812 },
  interfaces: [soundInterface],
  heard: [],
  runningChat: undefined,
  peers: [],
};

/** A port that another program has. */
export const takenPort: PortFacts = {
  port: 6811,
  trouble: {
    tag: 'bind',
    sentence: 'port 6811 is taken by a program that does not share it (EADDRINUSE): end that program',
  },
  receiveBufferBytes: undefined,
};

/** What a port is like where there is no interface. */
export const noNetworkPort: PortFacts = {
  port: 6811,
  trouble: { tag: 'no-network', sentence: 'no network' },
  receiveBufferBytes: undefined,
};
