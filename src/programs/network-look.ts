// What is asked of the network only while somebody looks at it, and how it joins what the session knows. Asks nothing
// itself.
import type { SessionSnapshot } from '../../machines/session.machine.js';
import type { Bridge } from '../net/interfaces.js';
import type { SessionView } from '../view/session-view.js';
import { netViewOf } from './net-view-of.js';
import { sessionViewOf } from './session-view-of.js';

/** What the session does not know of its network. */
export interface NetworkLook {
  /** Datagrams that the system dropped on the chat's port; `undefined` where it does not say. */
  readonly kernelDrops: number | undefined;
  /** Devices that have turned out to be on one segment. */
  readonly bridges: readonly Bridge[];
}

/** The session as the view has it, with what has been seen of the network if somebody looked. */
export function lookedAt(snapshot: SessionSnapshot, look: NetworkLook | undefined): SessionView {
  const view = sessionViewOf(snapshot);
  if (look === undefined) return view;
  const { kernelDrops, bridges } = look;
  const net = netViewOf(snapshot.context, bridges);
  return { ...view, net: kernelDrops === undefined ? net : { ...net, kernelDrops } };
}
