// Which interfaces of this host have turned out to be on one LAN segment although their prefixes differ: what was sent
// on one of them was heard on another. Plain bookkeeping; knows no sockets and no time.
import { type Bridge, deviceOf, isSameSet } from './interfaces.js';
import type { NetworkInterface } from './transport.js';

/**
 * After so many datagrams that left everywhere and were heard across none the bridge is forgotten: the two were connected,
 * and are no more. Higher: what is said goes out on one of them only for longer; lower: on a LAN that loses much, the
 * bridge is forgotten while it is there, and a line goes out on both.
 */
const maxUnheard = 8;

/** The bridges that one transport knows. */
export interface Bridges {
  /** Those known now: the same array until that changes. */
  readonly current: () => readonly Bridge[];
  /** What was sent on one interface was heard on another. Forged, it silences one segment until it is forgotten. */
  readonly heardAcross: (one: NetworkInterface, other: NetworkInterface) => void;
  /** One more datagram has left on every interface, so that bridges can prove themselves. */
  readonly sentEverywhere: () => void;
  /** Sockets are opened on these interfaces: on others than before, what was known of them is in doubt. */
  readonly openedOn: (interfaces: readonly NetworkInterface[]) => void;
}

export function createBridges(): Bridges {
  let known: readonly Bridge[] = [];
  let opened: readonly NetworkInterface[] = [];
  /** How many datagrams have left since each was heard across last. */
  const unheard = new Map<Bridge, number>();
  const forget = (isForgotten: (bridge: Bridge) => boolean) => {
    for (const bridge of known.filter(isForgotten)) unheard.delete(bridge);
    if (unheard.size < known.length) known = [...unheard.keys()];
  };

  return {
    current: () => known,
    heardAcross: (one, other) => {
      const [device, otherDevice] = [deviceOf(one), deviceOf(other)];
      if (device === otherDevice) return;
      const before = known.find((bridge) => bridge.includes(device) && bridge.includes(otherDevice));
      const bridge: Bridge = before ?? [device, otherDevice];
      unheard.set(bridge, 0);
      if (before === undefined) known = [...known, bridge];
    },
    sentEverywhere: () => {
      for (const [bridge, times] of unheard) unheard.set(bridge, times + 1);
      forget((bridge) => (unheard.get(bridge) ?? 0) > maxUnheard);
    },
    openedOn: (interfaces) => {
      if (!isSameSet(interfaces, opened)) forget(() => true);
      opened = interfaces;
    },
  };
}
