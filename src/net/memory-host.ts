// One computer on an in-memory LAN, with the knobs by which a scenario makes life hard for it. Must not know what
// crosses the cable.
import { BehaviorSubject, Subject } from 'rxjs';
import type { ErrorTag } from '../errors.js';
import type { Cable, HostState } from './memory-cable.js';
import { createMemoryTransport } from './memory-transport.js';
import type { NetworkInterface, Transport } from './transport.js';

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
}

/** Attaches a computer with these interfaces to the cable. */
export function createMemoryHost(cable: Cable, interfaces: readonly NetworkInterface[]): MemoryHost {
  const state = new BehaviorSubject<HostState>({
    isPlugged: true,
    configured: interfaces,
    sendFailure: undefined,
    openingFailure: undefined,
  });
  const socketsLost = new Subject<string>();
  const basis = { state, socketsLost };
  const addProgram = () => createMemoryTransport(cable, basis);
  const change = (part: Partial<HostState>) => state.next({ ...state.value, ...part });

  return {
    transport: addProgram(),
    addProgram,
    unplug: () => change({ isPlugged: false }),
    plug: () => change({ isPlugged: true }),
    setInterfaces: (configured) => change({ configured }),
    failSends: (sendFailure) => change({ sendFailure }),
    failOpening: (openingFailure) => change({ openingFailure }),
    loseSockets: (code) => socketsLost.next(code),
  };
}
