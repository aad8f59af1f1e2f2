// Whoever means ill: what it sends is random, damaged, or a lie, but always within what a host on the LAN can do.
import { defaultPort } from '../config.js';
import type { SentDatagram } from '../net/memory-lan.js';
import { between, pick, type World } from './world.js';

/** What was overheard is kept up to this many datagrams, to be sent again damaged. */
const overheardDatagrams = 200;

/** A way to make something hostile to send, and the port that it is for. */
type Trick = (world: World, overheard: readonly SentDatagram[]) => Uint8Array | undefined;

/** A host that floods both ports without ever using anybody's name; what comes back sends one datagram. */
export function makeNoise(world: World): () => void {
  return disturber(world, [
    randomBytes,
    truncatedCopy,
    strangerHello,
    strangerHeartbeat,
    wantEverything,
    strangerLine,
  ]);
}

/** A host that speaks in others' names; what comes back sends one datagram. */
export function forge(world: World): () => void {
  return disturber(world, [flippedCopy, replayed, forgedLine, forgedHeartbeat, forgedBye, wantEverything]);
}

function disturber(world: World, tricks: readonly Trick[]): () => void {
  const { host } = world.addHost();
  const overheard: SentDatagram[] = [];
  world.lan.sent.subscribe((datagram) => {
    overheard.push(datagram);
    if (overheard.length > overheardDatagrams) overheard.shift();
  });
  return () => {
    const bytes = pick(world.random, tricks)?.(world, overheard);
    const port = world.random() < 1 / 2 ? defaultPort : defaultPort + 1;
    if (bytes !== undefined) host.inject(bytes, { port });
  };
}

const randomBytes: Trick = ({ random }) =>
  Uint8Array.from({ length: Math.floor(random() * 1500) }, () => Math.floor(random() * 256));

const truncatedCopy: Trick = ({ random }, overheard) => {
  const bytes = pick(random, overheard)?.bytes;
  return bytes?.slice(0, Math.floor(random() * bytes.length));
};

/** Still JSON now and then, and then something else than what was said. */
const flippedCopy: Trick = ({ random }, overheard) => {
  const bytes = pick(random, overheard)?.bytes.slice();
  if (bytes === undefined || bytes.length === 0) return undefined;
  bytes[Math.floor(random() * bytes.length)] = 32 + Math.floor(random() * 95);
  return bytes;
};

const replayed: Trick = ({ random }, overheard) => pick(random, overheard)?.bytes;

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

/** Ten hexadecimal digits that nobody else has drawn. */
function strangerId({ random }: World): string {
  return Math.floor(random() * 2 ** 40)
    .toString(16)
    .padStart(10, '0');
}

/** A wall clock that may be anything. */
function anyTime({ random, line }: World): number {
  const draws = [0, Number.MAX_SAFE_INTEGER, line.now(), line.now() + between(random, [-1e9, 1e9])];
  return Math.floor(pick(random, draws) ?? 0);
}

function anySequence({ random }: World): number {
  return Math.floor(pick(random, [1, 2, 500, 2000, Number.MAX_SAFE_INTEGER, random() * 1000]) ?? 1) || 1;
}

const strangerHello: Trick = (world) => {
  const [id, epoch] = [strangerId(world), anyTime(world)];
  return json({ v: 1, kind: 'hello', id, epoch, ...presence(world), why: 'joined' });
};

const strangerHeartbeat: Trick = (world) => {
  const held = Array.from({ length: 8 }, () => [strangerId(world), anyTime(world), anySequence(world)]);
  const [id, epoch] = [strangerId(world), anyTime(world)];
  return json({ v: 1, kind: 'heartbeat', id, epoch, ...presence(world), oldest: 1, held });
};

function presence(world: World): object {
  const upMs = anyTime(world);
  return { handle: 'nobody', role: 'person', upMs, highest: anySequence(world) };
}

/** Asks for all that anybody has said, in one datagram. */
const wantEverything: Trick = (world) => {
  const streams = world.processes.slice(-20).map(({ session }) => {
    const { clientId, epoch } = session.getSnapshot().context.identity;
    return [clientId, epoch, [[1, Number.MAX_SAFE_INTEGER]]];
  });
  return json({ v: 1, kind: 'nack', id: strangerId(world), epoch: anyTime(world), wanted: streams });
};

const strangerLine: Trick = (world) => {
  const stamp = { v: 1, epoch: anyTime(world), seq: anySequence(world), clock: [anyTime(world), 0] };
  return json({ client_id: strangerId(world), handle: 'nobody', content: 'psst', ...stamp });
};

/** Somebody's name and epoch. */
function victim(world: World): { clientId: string; epoch: number } {
  const identity = pick(world.random, world.processes)?.session.getSnapshot().context.identity;
  return identity ?? { clientId: strangerId(world), epoch: 0 };
}

const forgedLine: Trick = (world) => {
  const { clientId: client_id, epoch } = victim(world);
  const stamp = { v: 1, epoch, seq: anySequence(world), clock: [anyTime(world), 0] };
  return json({ client_id, handle: 'nobody', content: 'it was me', ...stamp });
};

const forgedHeartbeat: Trick = (world) => {
  const { clientId: id, epoch } = victim(world);
  return json({ v: 1, kind: 'heartbeat', id, epoch, ...presence(world), oldest: 1, held: [] });
};

const forgedBye: Trick = (world) => {
  const { clientId: id, epoch } = victim(world);
  return json({ v: 1, kind: 'bye', id, epoch, highest: anySequence(world) });
};
