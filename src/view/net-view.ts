// What the view wants to know of the network, for `/net`: plain data, as it is now. Only shapes.

/** One address of an interface. */
export interface AddressView {
  /** Without a scope: `10.0.0.7`, `fe80::1`. */
  readonly address: string;
  /** The LAN segment that it is on: a prefix such as `10.0.0.0/24`; `link-local` in IPv6, `loopback` in this computer. */
  readonly segment: string;
  /** Whether it is a member of its group. */
  readonly joined: boolean;
  /** The system's code for why it did not join. */
  readonly joinRefused?: string;
  /** The system's code for why it did not take the latest datagram. */
  readonly sendRefused?: string;
  /** Who speaks on this segment: this very address, or another that leads to the same people; absent when none does. */
  readonly speaker?: { readonly name: string; readonly address: string };
}

/** A network interface with all its addresses. */
export interface DeviceView {
  readonly name: string;
  /** Loopback: only programs on this computer can be heard. */
  readonly internal: boolean;
  readonly addresses: readonly AddressView[];
  /** When anything of others was last heard on it, in milliseconds since 1970; absent: never. */
  readonly heardAt?: number;
}

/** A port of ours. */
export interface PortView {
  readonly port: number;
  readonly open: boolean;
  /** Why it is not open, in one sentence without a full stop. */
  readonly reason?: string;
  /** Datagrams that could not be read, by reason. */
  readonly unreadable: Readonly<Record<string, number>>;
}

export interface NetView {
  /** The preferred one first. */
  readonly groups: readonly string[];
  readonly ttl: number;
  readonly devices: readonly DeviceView[];
  /** Whether nothing is heard over IPv4, in which the chat is, though others are heard over IPv6. */
  readonly isIPv4Silent: boolean;
  readonly chat: PortView;
  readonly control: PortView;
  /** What the system holds for us while we are busy, in bytes; absent while no socket is open. */
  readonly receiveBufferBytes?: number;
  /** Datagrams that the system dropped because we were too slow; absent where it does not say. */
  readonly kernelDrops?: number;
  /** Datagrams that we did not read because their senders sent too many. */
  readonly notAdmitted: number;
}
