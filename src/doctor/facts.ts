// Everything that the doctor has found out, before anybody judges it. Plain data; only shapes.
import type { SystemFacts } from '../net/system-facts.js';
import type { HeardComputer } from './heard-computers.js';
import type { PeerFacts } from './probe-log.js';

/** What became of opening a port and joining the group there. */
export interface PortFacts {
  readonly port: number;
  /** The sentence of what went wrong, and its tag; `undefined` when the port is open. */
  readonly trouble: { readonly tag: string; readonly sentence: string } | undefined;
  /** The receive buffer granted, in bytes, as the system reports it. */
  readonly receiveBufferBytes: number | undefined;
}

/** What one used interface did. */
export interface InterfaceFacts {
  readonly name: string;
  readonly address: string;
  readonly internal: boolean;
  /** The group of its family. */
  readonly group: string;
  /** Why it did not join the group: the system's code; `undefined` when it did. */
  readonly joinRefused: string | undefined;
  /** Probes that the system took. */
  readonly sent: number;
  /** Probes that it refused, by the system's code. */
  readonly refused: Readonly<Record<string, number>>;
  /** Of our own probes, how many came back to us. */
  readonly echoes: number;
}

/** What a chat that runs in the same program knows of its own sending. */
export interface ChatFacts {
  /** Why the network does not take what is said, in one sentence; `undefined` while it does. */
  readonly trouble: string | undefined;
}

export interface DoctorFacts {
  readonly group: string;
  readonly ttl: number;
  /** How long probes were sent: what was asked for, or less when it was interrupted. */
  readonly seconds: number;
  readonly system: SystemFacts;
  readonly chat: PortFacts;
  readonly control: PortFacts;
  /** The interfaces that are used. */
  readonly interfaces: readonly InterfaceFacts[];
  /** Other computers of which anything was heard, chat or control. */
  readonly heard: readonly HeardComputer[];
  /** `undefined` where the doctor runs by itself. */
  readonly runningChat: ChatFacts | undefined;
  /** Other doctors. */
  readonly peers: readonly PeerFacts[];
}
