// What our programs have sent: counted by kind, and watched for what must never leave. Knows no peers, only datagrams.
import { defaultPort } from '../config.js';
import type { SentDatagram } from '../net/memory-lan.js';
import { originalFate } from './original-rules.js';

/** Counts since the beginning. */
export interface Traffic {
  /** Datagrams on the chat port. */
  readonly chat: number;
  readonly chatBytes: number;
  readonly control: number;
  readonly controlBytes: number;
  /** Control datagrams by their kind. */
  readonly kinds: ReadonlyMap<string, number>;
  /** And their bytes. */
  readonly kindBytes: ReadonlyMap<string, number>;
}

/** Watches a LAN. */
export interface TrafficWatch {
  readonly traffic: () => Traffic;
  readonly see: (datagram: SentDatagram) => void;
}

/** What a control datagram is, by the key that all of ours have near the front; no need to read the rest. */
const kindOf = /"kind":"([a-z-]+)"/u;

/**
 * @param harm told of what kills the original, or is drawn by it twice
 */
export function watchTraffic(harm: (what: string, text: string) => void): TrafficWatch {
  let [chat, chatBytes, control, controlBytes] = [0, 0, 0, 0];
  const kinds = new Map<string, number>();
  const kindBytes = new Map<string, number>();
  const sentBefore = new Set<string>();

  const seeChat = (bytes: Uint8Array): void => {
    const fate = originalFate(bytes);
    const text = Buffer.from(bytes).toString();
    if (!fate.alive) harm(`the original dies of ${fate.cause}`, text);
    else if (fate.garbled) harm('the original draws garbage', text);
    if (sentBefore.has(text)) harm('the original draws it twice', text);
    sentBefore.add(text);
  };

  return {
    traffic: () => ({ chat, chatBytes, control, controlBytes, kinds, kindBytes }),
    see({ port, bytes }) {
      if (port === defaultPort) {
        chat += 1;
        chatBytes += bytes.length;
        return seeChat(bytes);
      }
      control += 1;
      controlBytes += bytes.length;
      const kind = kindOf.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? 'unknown';
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      kindBytes.set(kind, (kindBytes.get(kind) ?? 0) + bytes.length);
    },
  };
}
