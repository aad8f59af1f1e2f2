// What a line costs the session that hears it, and the paint that shows it, when there is much around it, and what somebody
// costs who comes and leaves. One argument: a list of surroundings as JSON. For each of them prints a line of JSON: the
// processor time of each, in microseconds. All is in this process, and its time is simulated: no socket, no terminal.
import * as z from 'zod';
import { createSession, type Session } from '../../src/app.js';
import { defaultGroup, defaultPort, defaultTtl } from '../../src/config.js';
import { sessionViewOf } from '../../src/programs/session-view-of.js';
import { createProcessTime } from '../../src/simulation/process-time.js';
import { createTimeLine, type TimeLine } from '../../src/simulation/time-line.js';
import { composeFrame } from '../../src/view/compose-frame.js';
import type { Frame } from '../../src/view/frame.js';
import { emptyEditor } from '../../src/view/line-editor.js';
import { paint } from '../../src/view/painter.js';
import { compose } from '../../src/wire/compose.js';
import type { ControlDraft } from '../../src/wire/control.js';
import { encodeControl, signControl } from '../../src/wire/control-codec.js';
import { spokenLine } from '../speaker-order.js';
import { type GrowthCost, type GrowthSetting, growthSetting } from '../growth-setting.js';
import { summarise } from '../statistics.js';
import { createStubLan, type StubLan } from './stub-lan.js';

/** Between two lines, in simulated time: fast, and no flood that would be folded away. */
const lineMs = 10;

/** Between two peers who come: fewer a second than are let in. */
const arrivalMs = 40;

/** Compiles the code, in sessions that are then forgotten: it is compiled anew for the second, and is quick in the fourth. */
const warmUps = [4, 4, 4].map((peers) => ({ transcript: 4000, peers, interfaces: 1 }));

/** How often all of it is gone through, after a first time that does not count. */
const countedTimes = 3;

const countedLines = 1000;

/** People who come and go: so many that it is over before those who are here count as silent. */
const countedVisitors = 50;

/** Until it has been told that the last one has left. */
const untilToldMs = 3500;

const asked = z.array(growthSetting).parse(JSON.parse(process.argv[2] ?? ''));
for (const setting of warmUps) await costOf(setting);
for (const setting of asked) process.stdout.write(`${JSON.stringify(await usualCostOf(setting))}\n`);

/** The median, since a collection of all garbage falls into one time and not into the next. */
async function usualCostOf(setting: GrowthSetting): Promise<GrowthCost> {
  // What this one needs and the one before did not is yet to be compiled.
  await costOf(setting);
  const costs: GrowthCost[] = [];
  for (let time = 0; time < countedTimes; time += 1) costs.push(await costOf(setting));
  const medianOf = (what: keyof GrowthCost): number => summarise(costs.map((cost) => cost[what])).median;
  return {
    line: medianOf('line'),
    paint: medianOf('paint'),
    arrival: medianOf('arrival'),
    departure: medianOf('departure'),
  };
}

async function costOf({ transcript: before, peers: count, interfaces }: GrowthSetting): Promise<GrowthCost> {
  const line = createTimeLine();
  const lan = createStubLan(interfaces, line.scheduler);
  const session = startSession(lan, line);
  await line.pass(arrivalMs);
  const everybody = Array.from({ length: count }, (_, index) => createPeer(index, line));
  const each = async (people: readonly Person[], says: (person: Person) => Uint8Array): Promise<void> => {
    for (const person of people) {
      lan.control(says(person), person.source);
      await line.pass(arrivalMs);
    }
  };
  await each(everybody, (peer) => peer.heartbeat());
  let spoken = 0;
  const next = (at: number) => {
    const peer = everybody[spoken % count];
    spoken += 1;
    if (peer === undefined) throw new Error('there has to be a peer at least');
    return { bytes: peer.line(spokenLine(spoken), at), source: peer.source };
  };
  const hear = async ({ bytes, source }: ReturnType<typeof next>): Promise<void> => {
    lan.say(bytes, source);
    await line.pass(lineMs);
  };
  for (let said = 0; said < before; said += 1) await hear(next(line.now()));

  // Composing is not what is measured, and the processor's clock is dear to read: so it is read once for all lines.
  const show = createPainter(session, line.now);
  const microsecondsALine = async (afterwards: () => void): Promise<number> => {
    const lines = Array.from({ length: countedLines }, (_, at) => next(line.now() + at * lineMs));
    return await microsecondsOf(countedLines, async () => {
      for (const said of lines) {
        await hear(said);
        afterwards();
      }
    });
  };
  const unseen = await microsecondsALine(() => undefined);
  show();
  const seen = await microsecondsALine(show);
  const visitors = Array.from({ length: countedVisitors }, (_, index) => createPeer(count + index, line));
  const arrival = await microsecondsOf(countedVisitors, async () => {
    await each(visitors, (visitor) => visitor.heartbeat());
  });
  const departure = await microsecondsOf(countedVisitors, async () => {
    await each(visitors, (visitor) => visitor.bye());
    await line.pass(untilToldMs);
  });
  session.stop();
  return { line: unseen, paint: seen - unseen, arrival, departure };
}

/** The processor time of each of so many, in microseconds. */
async function microsecondsOf(count: number, work: () => Promise<void>): Promise<number> {
  const begun = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / count;
}

type Person = ReturnType<typeof createPeer>;

function startSession({ transport }: StubLan, line: TimeLine): Session {
  const { now, scheduler, clock } = createProcessTime(line);
  const settings = { group: defaultGroup, port: defaultPort, ttl: defaultTtl, handle: 'me' };
  const session = createSession(
    { settings, format: 'chat', role: 'person' },
    // Whatever comes is read: how much one sender may say is not the question.
    { transport, now, seed: 1, scheduler, clock, door: { admits: () => true, refused: 0 } },
  );
  session.start();
  return session;
}

/** Somebody who was there before us. */
function createPeer(index: number, { now }: TimeLine) {
  const sender = { clientId: index.toString(16).padStart(10, '0'), epoch: now() - 60_000 };
  const handle = `peer${index}`;
  const source = { address: `10.0.${Math.floor(index / 250)}.${2 + (index % 250)}`, port: 50_000 };
  let seq = 0;
  const control = (draft: ControlDraft): Uint8Array => {
    const bytes = encodeControl(signControl(draft, sender));
    if (bytes === undefined) throw new Error(`a ${draft.kind} that cannot be said`);
    return bytes;
  };
  return {
    source,
    heartbeat(): Uint8Array {
      const presence = { handle, role: 'person', upMs: now() - sender.epoch, highest: 0 } as const;
      return control({ kind: 'heartbeat', ...presence, oldest: 0, held: [] });
    },
    bye: (): Uint8Array => control({ kind: 'bye', highest: seq }),
    line(text: string, at: number): Uint8Array {
      seq += 1;
      const { clientId, epoch } = sender;
      const composed = compose(text, { client_id: clientId, handle, epoch, seq, clock: [at, 0] });
      const [bytes] = composed.ok ? composed.datagrams : [];
      if (bytes === undefined) throw new Error('a line that cannot be said');
      return bytes;
    },
  };
}

// The same ones each time, as in the chat: rows that were drawn before are then taken as they were.
function formatTime(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

function formatDay(ms: number): string {
  return new Date(ms).toUTCString().slice(0, 16);
}

/** Paints what the session holds into a window of 80 × 24, as far as bytes. */
function createPainter(session: Session, now: () => number): () => void {
  let shown: Frame | undefined;
  return () => {
    const frame = composeFrame({
      session: sessionViewOf(session.getSnapshot()),
      screen: { mode: 'typing', editor: emptyEditor, isAway: false, showsPeople: false },
      size: { columns: 80, rows: 24 },
      now: now(),
      formatTime,
      formatDay,
    });
    const bytes = paint(shown, frame, { depth: 'truecolour', theme: 'dark' });
    if (shown !== undefined && bytes === '') throw new Error('a line was not painted');
    shown = frame;
  };
}
