// What becomes of a peer that is heard, or not, in simulated time.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { type FromPeer, type PeerEvent, peerEvents, peerTells } from '../../machines/peer.events.js';
import { type PeerInput, peerMachine } from '../../machines/peer.machine.js';
import { defaultProtocolTiming as timing } from '../../src/protocol-timing.js';
import { chartSteps } from '../support/chart-steps.js';
import { timeLine } from '../support/time-line.js';
import { toldParent } from '../support/told-parent.js';

const intervalMs = timing.heartbeatMinMs;
const silenceMs = timing.quietAfterIntervals * intervalMs;
const clientId = 'b0b0b0b0b0';
const evidence: PeerEvent = { type: 'evidence', intervalMs };

/** The longest wait before a question. */
const questionMs = timing.queryMs * 1.5;

/** More than it takes from the last evidence until a peer is gone. */
const untilGoneMs = silenceMs + intervalMs + questionMs * (timing.maxQueries + 1) + timing.leaveGraceMs;

function peer(input: Partial<PeerInput> = {}) {
  const time = timeLine();
  const parent = toldParent<FromPeer>(time);
  const actor = createActor(peerMachine, {
    clock: time.clock,
    input: { parent: parent.ref, clientId, kind: 'ours', timing, seed: 1, members: 5, intervalMs, ...input },
  }).start();
  const types = () => parent.told.map(([, { type }]) => type);
  return {
    send: (event: PeerEvent) => actor.send(event),
    pass: time.pass,
    told: parent.told,
    /** What the parent was told, in short. */
    types,
    count: (type: FromPeer['type']) => types().filter((each) => each === type).length,
    state: () => JSON.stringify(actor.getSnapshot().value),
    isGone: () => actor.getSnapshot().status === 'done',
  };
}

type Rig = ReturnType<typeof peer>;

/** Takes a fresh peer to each state. */
const arrive: Readonly<Record<string, (rig: Rig) => Promise<void> | void>> = {
  present: () => undefined,
  'quiet, asking': (rig) => rig.pass(silenceMs + 1),
  'quiet, listening': (rig) => rig.pass(timing.originalQuietMs + 1),
  'leaving, silent': (rig) => rig.pass(untilGoneMs - timing.leaveGraceMs),
  'leaving, by bye': (rig) => rig.send({ type: 'bye' }),
};

/** Takes a fresh peer to each state in which we ourselves hear nobody. */
const arriveDeaf: typeof arrive = {
  present: (rig) => rig.send({ type: 'deaf' }),
  'quiet, asking': async (rig) => {
    await rig.pass(silenceMs + 1);
    rig.send({ type: 'deaf' });
  },
  'leaving, silent': async (rig) => {
    await rig.pass(untilGoneMs - timing.leaveGraceMs);
    rig.send({ type: 'deaf' });
  },
};

async function arrived(state: string): Promise<Rig> {
  const rig = peer({ kind: state === 'quiet, listening' ? 'original' : 'ours' });
  await arrive[state]?.(rig);
  return rig;
}

const states = Object.keys(arrive);

describe('in every state', () => {
  it.each(states)('%s: whoever is replaced is gone, and people are not told', async (state) => {
    const rig = await arrived(state);
    rig.send({ type: 'replaced' });
    expect(rig.isGone()).toBe(true);
    expect(rig.told.at(-1)?.[1]).toEqual({ type: 'peer.left', clientId, silently: true });
  });

  it.each(states)('%s: evidence makes it present, for as long as ever', async (state) => {
    const rig = await arrived(state);
    rig.send(evidence);
    expect(rig.state()).toBe('"present"');
    await rig.pass(silenceMs);
    expect(rig.state()).toBe('"present"');
    expect(rig.count('peer.left')).toBe(0);
  });

  it.each(states)('%s: it has left a while after its bye', async (state) => {
    const rig = await arrived(state);
    rig.send({ type: 'bye' });
    expect(rig.isGone()).toBe(false);
    await rig.pass(timing.leaveGraceMs);
    expect(rig.told.at(-1)?.[1]).toEqual({ type: 'peer.left', clientId, silently: false });
    expect(rig.isGone()).toBe(true);
  });
});

describe('a peer that falls silent', () => {
  it('is quiet, asked so often, and then left', async () => {
    const rig = peer();
    await rig.pass(untilGoneMs);
    const queries = Array.from<string>({ length: timing.maxQueries }).fill('peer.query');
    expect(rig.types()).toEqual(['peer.quiet', ...queries, 'peer.left']);
    expect(rig.isGone()).toBe(true);
  });

  it('is quiet when nothing was heard for so many intervals, and at most one more', async () => {
    const rig = peer();
    await rig.pass(intervalMs / 2);
    rig.send(evidence);
    await rig.pass(silenceMs - 1);
    expect(rig.types()).toEqual([]);
    await rig.pass(intervalMs);
    expect(rig.types()[0]).toBe('peer.quiet');
  });

  it('is asked at a pace that lets it answer', async () => {
    const rig = peer();
    await rig.pass(untilGoneMs);
    const asked = rig.told.filter(([, { type }]) => type === 'peer.query').map(([at]) => at);
    const gaps = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(timing.queryMs);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(questionMs);
  });

  it('need not be asked by us when others ask', async () => {
    const rig = peer();
    await rig.pass(silenceMs);
    for (let count = 0; count < timing.maxQueries; count += 1) rig.send({ type: 'query.heard' });
    await rig.pass(untilGoneMs);
    expect(rig.types()).toEqual(['peer.quiet', 'peer.left']);
  });

  it('is asked anew the next time', async () => {
    const rig = peer();
    await rig.pass(silenceMs + questionMs);
    rig.send(evidence);
    await rig.pass(untilGoneMs);
    expect(rig.count('peer.quiet')).toBe(2);
    expect(rig.count('peer.query')).toBeGreaterThan(timing.maxQueries);
  });
});

describe('a peer that is heard', () => {
  it('never is quiet while it beats', async () => {
    const rig = peer();
    for (let beat = 0; beat < 100; beat += 1) {
      await rig.pass(intervalMs * 1.2);
      rig.send(evidence);
    }
    expect(rig.told).toEqual([]);
  });

  it('is given longer when the group has grown', async () => {
    const rig = peer();
    await rig.pass(silenceMs - intervalMs);
    rig.send({ type: 'group.size', members: 2000, intervalMs: intervalMs * 20 });
    await rig.pass(silenceMs * 15);
    expect(rig.told).toEqual([]);
    await rig.pass(silenceMs * 10);
    expect(rig.types()[0]).toBe('peer.quiet');
  });

  it.each(['quiet, asking', 'quiet, listening', 'leaving, silent', 'leaving, by bye'])(
    'is told of as returned from: %s',
    async (state) => {
      const rig = await arrived(state);
      rig.send(evidence);
      expect(rig.told.at(-1)?.[1]).toEqual({ type: 'peer.returned', clientId });
    },
  );
});

describe("a peer of the original's kind", () => {
  it('is quiet after long, never asked, and dropped without a word much later', async () => {
    const rig = peer({ kind: 'original' });
    await rig.pass(timing.originalQuietMs - 1);
    expect(rig.told).toEqual([]);
    await rig.pass(1);
    expect(rig.types()).toEqual(['peer.quiet']);
    await rig.pass(timing.originalGoneMs);
    expect(rig.told.slice(1).map(([, event]) => event)).toEqual([
      { type: 'peer.left', clientId, silently: true },
    ]);
  });
});

describe.each(Object.keys(arriveDeaf))('while we hear nobody, from: %s', (state) => {
  async function deaf(): Promise<Rig> {
    const rig = peer();
    await arriveDeaf[state]?.(rig);
    return rig;
  }

  it('is neither judged by its silence nor asked', async () => {
    const rig = await deaf();
    const before = rig.types();
    await rig.pass(10 * untilGoneMs);
    expect(rig.types()).toEqual(before);
    expect(rig.isGone()).toBe(false);
  });

  it('has as much time again when we can hear, and is asked as often as ever', async () => {
    const rig = await deaf();
    await rig.pass(untilGoneMs);
    rig.send({ type: 'hearing' });
    const before = rig.told.length;
    await rig.pass(timing.queryMs * timing.maxQueries);
    expect(rig.isGone()).toBe(false);
    await rig.pass(untilGoneMs);
    expect(rig.isGone()).toBe(true);
    const asked = rig.types().slice(before);
    expect(asked.filter((type) => type === 'peer.query')).toHaveLength(timing.maxQueries);
  });

  it('is not judged when it is heard on the chat port alone, either', async () => {
    const rig = await deaf();
    rig.send(evidence);
    await rig.pass(10 * untilGoneMs);
    expect(rig.isGone()).toBe(false);
    expect(rig.types().at(-1)).toBe(state === 'present' ? undefined : 'peer.returned');
  });

  it('leaves by its goodbye', async () => {
    const rig = await deaf();
    rig.send({ type: 'bye' });
    await rig.pass(timing.leaveGraceMs);
    expect(rig.isGone()).toBe(true);
  });
});

describe('many who miss the same peer', () => {
  it.each([2, 20, 200])('%i of them ask little more often than one would', async (members) => {
    const time = timeLine();
    const watchers = Array.from({ length: members }, (_, seed) => {
      const { ref, told } = toldParent<FromPeer>(time);
      const input = {
        parent: ref,
        clientId,
        kind: 'ours',
        timing,
        seed: seed * 7919,
        members,
        intervalMs,
      } as const;
      const actor = createActor(peerMachine, { clock: time.clock, input }).start();
      return { actor, asked: () => told.filter(([, { type }]) => type === 'peer.query').length };
    });
    /** On a LAN everybody else hears a question after some milliseconds. */
    const latencyMs = 3;
    let questions = 0;
    for (let ms = 0; ms < untilGoneMs; ms += latencyMs) {
      const before = watchers.map(({ asked }) => asked());
      await time.pass(latencyMs);
      const justAsked = watchers.filter(({ asked }, index) => asked() !== before[index]);
      questions += justAsked.length;
      for (const asker of justAsked)
        for (const watcher of watchers) if (watcher !== asker) watcher.actor.send({ type: 'query.heard' });
    }
    expect(watchers.every(({ actor }) => actor.getSnapshot().status === 'done')).toBe(true);
    expect(questions).toBeGreaterThan(0);
    expect(questions).toBeLessThanOrEqual(timing.maxQueries * 3);
  });
});

describe('the chart itself', () => {
  const events = [
    evidence,
    { type: 'group.size', members: 9, intervalMs },
    { type: 'query.heard' },
    { type: 'bye' },
    { type: 'deaf' },
    { type: 'hearing' },
    { type: 'replaced' },
    { type: 'xstate.after.look.peer.present' },
    { type: 'xstate.after.ask.peer.quiet.asking' },
    { type: 'xstate.after.originalGone.peer.quiet.listening' },
    { type: 'xstate.after.leaveGrace.peer.leaving' },
    { type: 'xstate.after.leaveGrace.peer.quiet.unanswering' },
  ];
  const steps = (['ours', 'original'] as const).flatMap((kind) =>
    chartSteps(peerMachine, {
      input: {
        parent: toldParent<FromPeer>(timeLine()).ref,
        clientId,
        kind,
        timing: { ...timing, maxQueries: 2 },
        seed: 1,
        members: 5,
        intervalMs,
      },
      events,
      identify: ({ value, context: { isHeard, silentMs, questions } }) => [
        value,
        isHeard,
        silentMs,
        questions,
      ],
      stopWhen: ({ context }) => context.questions > 3,
    }),
  );

  it('takes exactly the events of the catalogue', () => {
    const own = peerMachine.events.filter((type) => !type.startsWith('xstate.'));
    expect(own.toSorted()).toEqual(Object.keys(peerEvents).toSorted());
    expect(Object.keys(peerTells)).toEqual(['peer.query', 'peer.quiet', 'peer.returned', 'peer.left']);
  });

  it('reaches every state', () => {
    const reached = new Set(steps.map(({ to }) => JSON.stringify(to.value)));
    expect([...reached].toSorted()).toEqual([
      '"gone"',
      '"leaving"',
      '"present"',
      '"unheard"',
      '{"quiet":"asking"}',
      '{"quiet":"listening"}',
      '{"quiet":"unanswering"}',
      '{"quiet":"unasked"}',
    ]);
  });

  it('answers every event somewhere', () => {
    const moving = new Set(steps.filter(({ from, to }) => from !== to).map(({ event }) => event.type));
    expect(events.map(({ type }) => type).filter((type) => !moving.has(type))).toEqual([]);
  });

  it('costs nothing to be heard twice in one interval', () => {
    const again = steps.filter(
      ({ from, event }) => event.type === 'evidence' && from.matches('present') && from.context.isHeard,
    );
    expect(again.length).toBeGreaterThan(0);
    for (const { from, to } of again) expect(to).toBe(from);
  });
});
