// One computer on an in-memory LAN, with the knobs by which a scenario makes life hard for it. Must not know what
// crosses the cable.
import { BehaviorSubject, Subject } from 'rxjs';
import type { ErrorTag } from '../errors.js';
import { segments } from './interfaces.js';
import type { Cable, HostBasis, HostState, MemorySender } from './memory-cable.js';
import { createMemoryTransport } from './memory-transport.js';
import type { NetworkInterface, Source, Transport } from './transport.js';

/** A computer on an in-memory LAN. */
export interface MemoryHost {
  /** The network as the first program on this computer sees it. */
  readonly transport: Transport;
  /** The network as one more program on this computer sees it. */
  addProgram(): Transport;
  /**
   * Pulls the cable: the interfaces disappear, nothing comes in or goes out, what is on its way in is lost. Sending still
   * succeeds, as it does on real systems, and programs on this computer still hear each other.
   */
  unplug(): void;
  /** Puts the cable back. */
  plug(): void;
  /**
   * Pulls the cable, and what has been sent and is on its way dies too, as when the power fails. The programs are the
   * scenario's to end, before that; for whoever starts one again, `plug`.
   */
  crash(): void;
  /**
   * Stops the computer's ears, as when it is too busy to read: what arrives is kept unread.
   *
   * @param keeps how many datagrams the system keeps for each membership; what arrives beyond that is lost
   */
  pause(keeps?: number): void;
  /** Reads at once what was kept, in the order of arrival, and goes on. */
  resume(): void;
  /**
   * Gives the computer these interfaces. Memberships stay with interfaces that keep their name; sending from an address
   * that is gone fails with `ENETUNREACH`.
   */
  setInterfaces(interfaces: readonly NetworkInterface[]): void;
  /** Makes each send fail with this system code, as `EPERM` of a firewall, until called with `undefined`. */
  failSends(code: string | undefined): void;
  /** Makes each attempt to open a membership fail in this way, until called with `undefined`. */
  failOpening(tag: ErrorTag | undefined): void;
  /** Ends all open memberships with `socket-lost`. */
  loseSockets(code: string): void;
  /** Sends whatever bytes, as no program of ours would, under the conditions that hold for this computer. */
  inject(bytes: Uint8Array, injection: Injection): void;
}

/** Where bytes are injected. */
export interface Injection {
  readonly port: number;
  /** A group, or the address of one host; if left out, every group that somebody listens to on the port. */
  readonly address?: string;
  /** Where they claim to come from; the truth if left out. */
  readonly from?: Source;
}

/** What a buffer of 4 MiB keeps of datagrams of 1 KB on Linux. */
const usuallyKept = 3640;

/** What all programs on a computer share. */
interface Basis extends HostBasis {
  readonly socketsLost: Subject<string>;
}

/** A computer with these interfaces that is well. */
export function createHostBasis(interfaces: readonly NetworkInterface[]): Basis {
  return {
    state: new BehaviorSubject<HostState>({
      isPlugged: true,
      keepsWhilePaused: undefined,
      configured: interfaces,
      sendFailure: undefined,
      openingFailure: undefined,
    }),
    socketsLost: new Subject<string>(),
    reception: { isInBurst: false },
  };
}

/** Attaches a computer to the cable. */
export function createMemoryHost(cable: Cable, basis: Basis): MemoryHost {
  const { state, socketsLost } = basis;
  const addProgram = () => createMemoryTransport(cable, basis);
  const change = (part: Partial<HostState>) => state.next({ ...state.value, ...part });

  return {
    transport: addProgram(),
    addProgram,
    unplug: () => change({ isPlugged: false }),
    plug: () => change({ isPlugged: true }),
    crash() {
      change({ isPlugged: false });
      cable.dropFrom(basis);
    },
    pause: (keeps = usuallyKept) => change({ keepsWhilePaused: keeps }),
    resume: () => change({ keepsWhilePaused: undefined }),
    setInterfaces: (configured) => change({ configured }),
    failSends: (sendFailure) => change({ sendFailure }),
    failOpening: (openingFailure) => change({ openingFailure }),
    loseSockets: (code) => socketsLost.next(code),
    inject: injector(cable, basis),
  };
}

/** A way to send around every program. */
function injector(cable: Cable, host: HostBasis): MemoryHost['inject'] {
  const sender: MemorySender = { host, ttl: 1 };
  let ownPort: number | undefined;
  return (given, { port, address, from }) => {
    ownPort ??= cable.freePort();
    const bytes = Uint8Array.from(given);
    for (const [on] of segments(host.state.value.configured)) {
      const source = from ?? { address: on.address, port: ownPort };
      for (const each of address === undefined ? cable.groupsOn(port) : [address]) {
        cable.carry({ from: sender, on, source, to: { address: each, port }, bytes });
      }
    }
  };
}
