// What our programs have sent: counted by kind, and watched for what must never leave. Knows no peers, only datagrams.
import { defaultPort } from '../config.js';
import { repairBurstBytes } from '../limits.js';
import type { SentDatagram } from '../net/memory-lan.js';
import { defaultProtocolTiming } from '../protocol-timing.js';
import { fullBucket, take, type TokenBucket } from '../token-bucket.js';
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
  /** Bytes of those that say no more than that somebody is there, with the headers of IPv4 and UDP. */
  readonly presenceBytes: number;
}

/** Watches a LAN. */
export interface TrafficWatch {
  readonly traffic: () => Traffic;
  readonly see: (datagram: SentDatagram) => void;
}

/** What a control datagram is, by the key that all of ours have near the front; no need to read the rest. */
const kindOf = /"kind":"([a-z-]+)"/u;

/** What tells of nothing but presence. */
const presenceKinds: ReadonlySet<string> = new Set(['hello', 'heartbeat', 'query', 'bye']);

/** RFC 791 and RFC 768: the budget of heartbeats counts them (RFC 3550 §6.3.3). */
const headerBytes = 28;

/** What stands before the chat datagram that a repair carries, and after it. */
const beforeCarried = '"datagram":';
const afterCarried = 1;

/** What the repairs of one process may take. Its clock may be set forth once in so short a time, which fills its budget. */
const repairBudget = {
  rate: defaultProtocolTiming.repairBytesPerSecond,
  burst: 2 * repairBurstBytes,
};

/**
 * @param harm told of what kills the original, or is drawn by it twice, and of repairs beyond their budget
 */
export function watchTraffic(harm: (what: string, text: string) => void): TrafficWatch {
  let [chat, chatBytes, control, controlBytes, presenceBytes] = [0, 0, 0, 0, 0];
  const kinds = new Map<string, number>();
  const kindBytes = new Map<string, number>();
  const sentBefore = new Set<string>();
  const repairs = new Map<string, TokenBucket>();

  const seeChat = (bytes: Uint8Array): void => {
    const fate = originalFate(bytes);
    const text = Buffer.from(bytes).toString();
    if (!fate.alive) harm(`the original dies of ${fate.cause}`, text);
    else if (fate.garbled) harm('the original draws garbage', text);
    if (sentBefore.has(text)) harm('the original draws it twice', text);
    sentBefore.add(text);
  };

  const seeRepair = (process: string, text: string, at: number): void => {
    const carried = text.length - text.indexOf(beforeCarried) - beforeCarried.length - afterCarried;
    const before = repairs.get(process) ?? fullBucket(at, repairBudget);
    const { bucket, ok } = take(before, carried, at, repairBudget);
    repairs.set(process, bucket);
    if (!ok) harm('more is repeated than may be', `by ${process}`);
  };

  return {
    traffic: () => ({ chat, chatBytes, control, controlBytes, kinds, kindBytes, presenceBytes }),
    see({ port, bytes, source, at }) {
      if (port === defaultPort) {
        chat += 1;
        chatBytes += bytes.length;
        return seeChat(bytes);
      }
      control += 1;
      controlBytes += bytes.length;
      // A character a byte.
      const text = Buffer.from(bytes).toString('latin1');
      const kind = kindOf.exec(text)?.[1] ?? 'unknown';
      if (presenceKinds.has(kind)) presenceBytes += bytes.length + headerBytes;
      if (kind === 'repair') seeRepair(`${source.address}:${source.port}`, text, at);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      kindBytes.set(kind, (kindBytes.get(kind) ?? 0) + bytes.length);
    },
  };
}
