// Whole peers on one in-memory LAN: the very sessions of production, with simulated time.
import { createSession, type Session } from '../../src/app.js';
import { slice } from '../../src/chat/transcript.js';
import { defaultGroup, defaultPort } from '../../src/config.js';
import { createMemoryLan, type MemoryLanOptions, type SentDatagram } from '../../src/net/memory-lan.js';
import { originalFate } from './original-rules.js';
import { timeLine } from './time-line.js';

export interface Peer {
  readonly handle: string;
  readonly session: Session;
  readonly host: ReturnType<ReturnType<typeof createMemoryLan>['attach']>;
  readonly say: (text: string) => void;
  /** What its transcript shows: `handle: text`, notices without a handle. */
  readonly shows: () => string[];
  /** Its own lines and how far they have come. */
  readonly own: () => string[];
  readonly tags: () => string[];
}

/** A LAN in which time and chance are the test's. */
export function room(conditions: Omit<MemoryLanOptions, 'scheduler'>) {
  const time = timeLine();
  const lan = createMemoryLan({ ...conditions, scheduler: time.scheduler });
  const sent: SentDatagram[] = [];
  lan.sent.subscribe((datagram) => sent.push(datagram));
  let peers = 0;

  function join(handle: string): Peer {
    peers += 1;
    const host = lan.attach({ address: `10.0.0.${peers}` });
    const session = createSession(
      { settings: { group: defaultGroup, port: defaultPort, ttl: 1, handle }, format: 'chat' },
      {
        transport: host.transport,
        now: time.now,
        seed: conditions.seed * 1000 + peers,
        scheduler: time.scheduler,
        clock: time.clock,
      },
    );
    session.start();
    const entries = () => {
      const { transcript } = session.getSnapshot().context.room;
      return slice(transcript, 0, transcript.length);
    };
    return {
      handle,
      session,
      host,
      say: (text) => session.send({ type: 'say', text, at: time.now() }),
      shows: () =>
        entries().map((entry) => (entry.kind === 'message' ? `${entry.handle}: ${entry.text}` : entry.text)),
      own: () =>
        entries().flatMap((entry) =>
          entry.kind === 'message' && entry.delivery !== undefined ? `${entry.text} (${entry.delivery})` : [],
        ),
      tags: () => [...session.getSnapshot().tags].toSorted(),
    };
  }

  return {
    lan,
    join,
    pass: time.pass,
    /** Datagrams that would have killed the 2012 original, or that it would have drawn twice. */
    harm: () => {
      const seen = new Set<string>();
      return sent.flatMap(({ bytes }) => {
        const fate = originalFate(bytes);
        const text = Buffer.from(bytes).toString();
        const isRepeated = seen.has(text);
        seen.add(text);
        return fate.alive && !isRepeated ? [] : [{ text, fate, isRepeated }];
      });
    },
  };
}
