// Two sockets of one program hear each datagram twice; this tells the first copy from the second. A program without
// numbers in its datagrams, such as the 2012 original, would else be heard twice. Pure but for what it remembers.
import { datagramKey } from './datagram-key.js';
import type { LanEvent } from './transport.js';

type Socket = 'old' | 'new';

/** Which copy of each datagram comes first, from whichever of two sockets. */
export interface Copies {
  /** Whether this is the first copy; the second, from the other socket, is not. */
  isFirst(from: Socket, event: LanEvent): boolean;
  /** The old socket brings nothing more: nobody will have a copy of what the new one brings first. */
  closeOld(): void;
}

export function copiesOfTwo(): Copies {
  /** How many first copies of a datagram each socket has brought of which the other's copy has not come. */
  const unmatched: Readonly<Record<Socket, Map<string, number>>> = { old: new Map(), new: new Map() };
  let isOldClosed = false;
  return {
    isFirst(from, event) {
      if (event.type !== 'datagram') return true;
      const key = datagramKey(event);
      const others = unmatched[from === 'old' ? 'new' : 'old'];
      const matching = others.get(key) ?? 0;
      if (matching > 0) {
        if (matching > 1) others.set(key, matching - 1);
        else others.delete(key);
        return false;
      }
      if (!isOldClosed) unmatched[from].set(key, (unmatched[from].get(key) ?? 0) + 1);
      return true;
    },
    closeOld: () => {
      isOldClosed = true;
    },
  };
}
