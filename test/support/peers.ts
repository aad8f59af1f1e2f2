// Whole peers on one in-memory LAN: the very sessions of production, with simulated time.
import { createSession, type Session } from '../../src/app.js';
import type { Entry } from '../../src/chat/entry.js';
import { slice } from '../../src/chat/transcript.js';
import { defaultGroup, defaultPort } from '../../src/config.js';
import { createMemoryLan, type MemoryLanOptions, type SentDatagram } from '../../src/net/memory-lan.js';
import { originalFate } from './original-rules.js';
import { timeLine } from './time-line.js';
import type { Role } from '../../src/wire/control.js';

export interface Peer {
  readonly handle: string;
  readonly session: Session;
  readonly host: ReturnType<ReturnType<typeof createMemoryLan>['attach']>;
  readonly say: (text: string) => void;
  /** What others and itself have said, as its transcript shows it: `handle: text`; and what is missing of it. */
  readonly shows: () => string[];
  /** What the program itself has said there. */
  readonly notices: () => string[];
  /** Its own lines and how far they have come. */
  readonly own: () => string[];
  readonly tags: () => string[];
}

/** In what somebody who joins differs from a person on a network that works. */
export interface Joining {
  readonly role?: Role;
  readonly isPlugged?: boolean;
}

function lineOf(entry: Entry): string {
  switch (entry.kind) {
    case 'message':
      return `${entry.handle}: ${entry.text}`;
    case 'hole':
      return `${entry.count} ${entry.isLost ? 'lost' : 'missing'} from ${entry.handle}`;
    case 'boundary':
      return '-- before --';
    case 'notice':
      return entry.text;
  }
}

/** A LAN in which time and chance are the test's. */
export function room(conditions: Omit<MemoryLanOptions, 'scheduler'>) {
  const time = timeLine();
  const lan = createMemoryLan({ ...conditions, scheduler: time.scheduler });
  const sent: SentDatagram[] = [];
  lan.sent.subscribe((datagram) => {
    // What the 2012 original hears; the control port it does not.
    if (datagram.port === defaultPort) sent.push(datagram);
  });
  let peers = 0;

  function joinAs(handle: string, { role = 'person', isPlugged = true }: Joining): Peer {
    peers += 1;
    const host = lan.attach({ address: `10.0.0.${peers}` });
    if (!isPlugged) host.unplug();
    const session = createSession(
      {
        settings: { group: defaultGroup, port: defaultPort, ttl: 1, handle },
        format: 'chat',
        role,
      },
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
        entries()
          .filter(({ kind }) => kind !== 'notice')
          .map(lineOf),
      notices: () =>
        entries()
          .filter(({ kind }) => kind === 'notice')
          .map(lineOf),
      own: () =>
        entries().flatMap((entry) =>
          entry.kind === 'message' && entry.delivery !== undefined ? `${entry.text} (${entry.delivery})` : [],
        ),
      tags: () => [...session.getSnapshot().tags].toSorted(),
    };
  }

  return {
    lan,
    join: (handle: string) => joinAs(handle, {}),
    joinAs,
    pass: time.pass,
    now: time.now,
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
