// When our presence speaks up, in simulated time.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import {
  type FromPresence,
  type PresenceEvent,
  presenceEvents,
  presenceTells,
} from '../../machines/presence.events.js';
import { presenceMachine } from '../../machines/presence.machine.js';
import { defaultProtocolTiming, enoughHelloAnswers, type ProtocolTiming } from '../../src/protocol-timing.js';
import { seededRandom } from '../../src/random.js';
import { chartSteps } from '../support/chart-steps.js';
import { type TimeLine, timeLine } from '../support/time-line.js';
import { toldParent } from '../support/told-parent.js';

const announce: PresenceEvent = { type: 'announce', why: 'joined' };
const helloHeard: PresenceEvent = { type: 'hello.heard', from: 'bob' };
const heartbeatHeard: PresenceEvent = { type: 'heartbeat.heard', from: 'bob' };
const queried: PresenceEvent = { type: 'queried' };
const spoke: PresenceEvent = { type: 'spoke' };

/** Hellos at exact moments, and no heartbeat by the timer for so long that it is in nobody's way. */
const timing: ProtocolTiming = { ...defaultProtocolTiming, helloSpreadMs: 0, heartbeatMinMs: 1e7 };

/** After this the hello ladder is over. */
const ladderMs = 1000;

function presence(changes: Partial<ProtocolTiming> = {}, seed = 1, time = timeLine()) {
  const parent = toldParent<FromPresence>(time);
  const actor = createActor(presenceMachine, {
    clock: time.clock,
    input: { parent: parent.ref, timing: { ...timing, ...changes }, seed },
  }).start();
  /** When something was told, in whole milliseconds. */
  const timesOf = (type: FromPresence['type']) =>
    parent.told.filter(([, event]) => event.type === type).map(([at]) => Math.round(at));
  return {
    time,
    told: parent.told,
    pass: time.pass,
    send: (...events: readonly PresenceEvent[]) => {
      for (const event of events) actor.send(event);
    },
    hellos: () => timesOf('presence.hello'),
    heartbeats: () => timesOf('presence.heartbeat'),
  };
}

/** The same event of so many others. */
function ofOthers(count: number, event: PresenceEvent): PresenceEvent[] {
  return Array.from({ length: count }, (_, number) => Object.assign({}, event, { from: `peer${number}` }));
}

/** A presence that has said its hellos, at the time {@link ladderMs}. */
async function settled(changes: Partial<ProtocolTiming> = {}, seed = 1) {
  const rig = presence(changes, seed);
  rig.send(announce);
  await rig.pass(ladderMs);
  return rig;
}

describe('announcing', () => {
  it('says hello at each step of the ladder, and why', async () => {
    const rig = presence();
    rig.send({ type: 'announce', why: 'woke' });
    await rig.pass(10_000);
    expect(rig.hellos()).toEqual([0, 250, 750]);
    expect(rig.told[0]?.[1]).toEqual({ type: 'presence.hello', why: 'woke' });
  });

  it('begins anew, for the latest reason', async () => {
    const rig = presence();
    rig.send(announce);
    await rig.pass(300);
    rig.send({ type: 'announce', why: 'moved' });
    await rig.pass(10_000);
    expect(rig.hellos()).toEqual([0, 250, 300, 550, 1050]);
    expect(rig.told.at(-1)?.[1]).toEqual({ type: 'presence.hello', why: 'moved' });
  });

  it.each([
    ['answers', heartbeatHeard],
    ['hellos of others', helloHeard],
  ])('says no more hellos after enough %s', async (_, event) => {
    const rig = presence();
    rig.send(announce);
    await rig.pass(100);
    rig.send(...ofOthers(enoughHelloAnswers, event));
    await rig.pass(10_000);
    expect(rig.hellos()).toEqual([0]);
  });

  it('says all of them while too few answer', async () => {
    const rig = presence();
    rig.send(announce);
    await rig.pass(100);
    rig.send(...ofOthers(enoughHelloAnswers - 1, heartbeatHeard));
    await rig.pass(10_000);
    expect(rig.hellos()).toEqual([0, 250, 750]);
  });

  it('says all of them whatever comes of one, however often', async () => {
    const rig = presence();
    rig.send(announce);
    await rig.pass(100);
    rig.send(...Array.from({ length: 2 * enoughHelloAnswers }, () => heartbeatHeard), helloHeard, helloHeard);
    await rig.pass(10_000);
    expect(rig.hellos()).toEqual([0, 250, 750]);
  });

  it('waits a random time before each, so that not all who start together speak', async () => {
    const spread = 1000;
    const firsts = await Promise.all(
      [1, 2, 3, 4, 5].map(async (seed) => {
        const rig = presence({ helloSpreadMs: spread }, seed);
        rig.send(announce);
        await rig.pass(spread);
        return rig.hellos()[0] ?? Number.NaN;
      }),
    );
    expect(new Set(firsts).size).toBe(firsts.length);
    expect(Math.max(...firsts)).toBeLessThanOrEqual(spread);
  });
});

describe('without sockets', () => {
  it('tells nothing, whatever happens', async () => {
    const rig = presence({ heartbeatMinMs: 2000 });
    rig.send(spoke, helloHeard, heartbeatHeard, queried, { type: 'group.size', members: 9, bytes: 150 });
    await rig.pass(60_000);
    expect(rig.told).toEqual([]);
  });

  it('stops at once when they are closed', async () => {
    const rig = presence({ heartbeatMinMs: 2000 });
    rig.send(announce, spoke, helloHeard);
    await rig.pass(50);
    rig.send({ type: 'silent' });
    const before = rig.told.length;
    await rig.pass(60_000);
    expect(rig.told).toHaveLength(before);
    rig.send(announce);
    await rig.pass(0);
    expect(rig.told).toHaveLength(before + 1);
  });
});

describe('beating', () => {
  const beating: Partial<ProtocolTiming> = { heartbeatMinMs: 2000 };
  const runMs = 10 * 60_000;

  it.each([
    { members: 1, bytes: 150, meanMs: 2000 },
    { members: 20, bytes: 150, meanMs: 2000 },
    { members: 200, bytes: 150, meanMs: 11_100 },
    { members: 1000, bytes: 150, meanMs: 55_600 },
  ])('$members members: a heartbeat every $meanMs ms on average', async ({ members, bytes, meanMs }) => {
    const rigs = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => presence(beating, seed));
    for (const rig of rigs) {
      rig.send(announce, { type: 'group.size', members, bytes });
      await rig.pass(runMs);
    }
    const beats = rigs.reduce((sum, rig) => sum + rig.heartbeats().length, 0);
    expect((rigs.length * runMs) / beats / meanMs).toBeGreaterThan(0.85);
    expect((rigs.length * runMs) / beats / meanMs).toBeLessThan(1.15);
  });

  it('never beats in step with others', async () => {
    const rigs = [presence(beating, 1), presence(beating, 2)];
    for (const rig of rigs) {
      rig.send(announce);
      await rig.pass(runMs);
    }
    const [first = new Set<number>(), second = new Set<number>()] = rigs.map(
      (rig) => new Set(rig.heartbeats()),
    );
    const together = [...first].filter((at) => second.has(at));
    expect(together.length / first.size).toBeLessThan(0.05);
  });

  it('waits the rest when the group has grown since the wait began', async () => {
    const rig = await settled(beating);
    rig.send({ type: 'group.size', members: 2000, bytes: 150 });
    await rig.pass(20_000);
    expect(rig.heartbeats()).toEqual([]);
    await rig.pass(120_000);
    expect(rig.heartbeats().length).toBeGreaterThan(0);
  });

  it('does not wait for as long as a group asked for that is not there any more', async () => {
    const rig = presence(beating);
    rig.send({ type: 'group.size', members: 2000, bytes: 150 }, announce);
    await rig.pass(ladderMs);
    rig.send({ type: 'group.size', members: 2, bytes: 150 });
    await rig.pass(6000);
    expect(rig.heartbeats().length).toBeGreaterThan(0);
  });

  it('beats though the group shrinks all the time', async () => {
    const rig = presence(beating);
    rig.send({ type: 'group.size', members: 2000, bytes: 150 }, announce);
    for (let members = 2000; members > 20; members -= 1) {
      await rig.pass(10);
      rig.send({ type: 'group.size', members, bytes: 150 });
    }
    await rig.pass(6000);
    expect(rig.heartbeats().length).toBeGreaterThan(0);
  });

  it('need not beat soon after a heartbeat for another reason', async () => {
    const rig = await settled(beating);
    for (let count = 0; count < 20; count += 1) {
      await rig.pass(700);
      rig.send(queried);
    }
    expect(rig.heartbeats()).toEqual(Array.from({ length: 20 }, (_, index) => ladderMs + 700 * (index + 1)));
  });
});

describe('tailing', () => {
  it('follows a message with heartbeats, less and less often', async () => {
    const rig = await settled();
    rig.send(spoke);
    await rig.pass(60_000);
    expect(rig.heartbeats()).toEqual(timing.tailLadderMs.map((ms) => ladderMs + ms));
  });

  it('begins anew with each message', async () => {
    const rig = await settled();
    rig.send(spoke);
    await rig.pass(250);
    rig.send(spoke);
    await rig.pass(250);
    expect(rig.heartbeats().map((at) => at - ladderMs)).toEqual([100, 200, 350, 450]);
  });

  it('says nothing while the next message comes before it', async () => {
    const rig = await settled();
    for (let count = 0; count < 50; count += 1) {
      rig.send(spoke);
      await rig.pass(50);
    }
    expect(rig.heartbeats()).toEqual([]);
  });
});

describe('answering', () => {
  it('answers a hello within its time', async () => {
    const rig = await settled();
    rig.send(helloHeard);
    await rig.pass(timing.helloAnswerMs);
    expect(rig.heartbeats()).toHaveLength(1);
  });

  it('gives one answer to all who come meanwhile', async () => {
    const rig = await settled();
    rig.send(helloHeard, helloHeard, helloHeard);
    await rig.pass(60_000);
    expect(rig.heartbeats()).toHaveLength(1);
  });

  it.each([
    { others: enoughHelloAnswers - 1, answers: 1 },
    { others: enoughHelloAnswers, answers: 0 },
  ])('after $others answers of others: $answers of ours', async ({ others, answers }) => {
    const rig = await settled();
    rig.send(helloHeard, ...ofOthers(others, heartbeatHeard));
    await rig.pass(60_000);
    expect(rig.heartbeats()).toHaveLength(answers);
  });

  it('takes a heartbeat that left for another reason for the answer', async () => {
    const rig = await settled();
    rig.send(helloHeard, queried);
    await rig.pass(60_000);
    expect(rig.heartbeats()).toEqual([ladderMs]);
  });

  it('answers the next newcomer too', async () => {
    const rig = await settled();
    for (let newcomer = 0; newcomer < 3; newcomer += 1) {
      rig.send(helloHeard);
      await rig.pass(1000);
    }
    expect(rig.heartbeats()).toHaveLength(3);
  });

  it('leaves it to its own hello while that is not said', async () => {
    const rig = presence();
    rig.send(announce, helloHeard);
    await rig.pass(60_000);
    expect(rig.heartbeats()).toEqual([]);
    expect(rig.hellos()).toHaveLength(3);
  });
});

describe('replying', () => {
  it('replies at once, but not to a flood of questions', async () => {
    const rig = await settled();
    for (let question = 0; question < 100; question += 1) {
      rig.send(queried);
      await rig.pass(timing.queryMs / 50);
    }
    expect(rig.heartbeats().map((at) => at - ladderMs)).toEqual([0, timing.queryMs]);
  });
});

describe('sending', () => {
  it('is done once for all who want it in the same moment', async () => {
    const rig = await settled();
    rig.send(spoke);
    await rig.pass(100);
    rig.send(queried);
    await rig.pass(timing.heartbeatPauseMs);
    expect(rig.heartbeats()).toEqual([ladderMs + 100]);
  });
});

/** How many datagrams a LAN of this many sees in each second from their start, within one second and with loss. */
async function startTogether(members: number, loss: number, seconds: number): Promise<number[]> {
  const time: TimeLine = timeLine();
  const random = seededRandom(members);
  const bytes = 155;
  const stepMs = 5;
  const startsAt = Array.from({ length: members }, () => random() * 1000);
  const rigs = startsAt.map((_, seed) => presence(defaultProtocolTiming, seed * 7919, time));
  const known = rigs.map(() => new Set<number>());
  const isStarted = rigs.map(() => false);
  const perSecond = Array.from<number>({ length: seconds }).fill(0);
  for (let at = 0; at < seconds * 1000; at += stepMs) {
    for (const [index, rig] of rigs.entries()) {
      if (isStarted[index] === true || (startsAt[index] ?? 0) > at) continue;
      isStarted[index] = true;
      rig.send(announce);
    }
    const before = rigs.map(({ told }) => told.length);
    await time.pass(stepMs);
    for (const [speaker, { told }] of rigs.entries())
      for (const [when, { type }] of told.slice(before[speaker])) {
        const second = Math.min(seconds - 1, Math.floor(when / 1000));
        perSecond[second] = (perSecond[second] ?? 0) + 1;
        for (const [listener, rig] of rigs.entries()) {
          if (listener === speaker || isStarted[listener] !== true || random() < loss) continue;
          const others = known[listener]?.add(speaker).size ?? 0;
          rig.send({ type: 'group.size', members: others + 1, bytes });
          const from = String(speaker);
          rig.send({ type: type === 'presence.hello' ? 'hello.heard' : 'heartbeat.heard', from });
        }
      }
  }
  return perSecond;
}

/** A guard against hanging: with 2,000 members half a million events are dealt with. */
const largeGroupMs = 120_000;

describe('many who start together', () => {
  it.each([
    { members: 20, loss: 0.3, most: 30 },
    { members: 200, loss: 0, most: 60 },
    { members: 200, loss: 0.3, most: 70 },
    { members: 2000, loss: 0, most: 50 },
    { members: 2000, loss: 0.3, most: 60 },
  ])(
    '$members, with a loss of $loss: at most $most datagrams a second in all',
    async ({ members, loss, most }) => {
      const perSecond = await startTogether(members, loss, 3);
      expect(Math.max(...perSecond)).toBeLessThanOrEqual(most);
      expect(Math.min(...perSecond)).toBeGreaterThan(0);
    },
    largeGroupMs,
  );
});

describe('the chart itself', () => {
  const events = [
    announce,
    { type: 'silent' },
    spoke,
    helloHeard,
    ...ofOthers(enoughHelloAnswers, heartbeatHeard),
    queried,
    { type: 'group.size', members: 1, bytes: 150 },
    { type: 'group.size', members: 2000, bytes: 150 },
    { type: 'xstate.after.helloDue.saying' },
    { type: 'xstate.after.beatDue.presence.heard.beating.waiting' },
    { type: 'xstate.after.tailDue.presence.heard.tailing.climbing' },
    { type: 'xstate.after.answerDue.presence.heard.answering.holdingBack' },
    { type: 'xstate.after.replyPause.presence.heard.replying.resting' },
    { type: 'xstate.after.heartbeatPause.presence.heard.sending.pausing' },
  ];
  const steps = chartSteps(presenceMachine, {
    input: {
      parent: toldParent<FromPresence>(timeLine()).ref,
      timing: { ...timing, helloLadderMs: [0, 250], tailLadderMs: [100, 200] },
      seed: 1,
    },
    events,
    identify: ({ value, context: { hello, group, tailStep } }) => [
      value,
      hello.step,
      Math.min(hello.heard.length, enoughHelloAnswers),
      group.members,
      tailStep,
    ],
    stopWhen: ({ context }) => context.hello.heard.length > enoughHelloAnswers,
  });

  it('takes exactly the events of the catalogue', () => {
    const own = presenceMachine.events.filter((type) => !type.startsWith('xstate.'));
    expect(own.toSorted()).toEqual(Object.keys(presenceEvents).toSorted());
    expect(Object.keys(presenceTells)).toEqual(['presence.hello', 'presence.heartbeat']);
  });

  it('answers every event somewhere', () => {
    const moving = new Set(steps.filter(({ from, to }) => from !== to).map(({ event }) => event.type));
    expect(events.map(({ type }) => type).filter((type) => !moving.has(type))).toEqual([]);
  });

  it('reaches every state of every region', () => {
    const reached = new Set(
      steps.flatMap(({ to: { value } }) =>
        typeof value === 'string'
          ? [value]
          : Object.entries(value.heard).map(([region, state]) => `${region}.${state}`),
      ),
    );
    expect([...reached].toSorted()).toEqual(
      [
        'unheard',
        'announcing.saying',
        'announcing.said',
        'beating.waiting',
        'tailing.idle',
        'tailing.climbing',
        'answering.idle',
        'answering.holdingBack',
        'replying.ready',
        'replying.resting',
        'sending.free',
        'sending.pausing',
      ].toSorted(),
    );
  });

  it('no event of one region starts another anew', () => {
    const disturbed = steps.filter(
      ({ from, event, to }) =>
        event.type === 'spoke' &&
        from.matches('heard') &&
        (from.context.beat !== to.context.beat || from.context.hello !== to.context.hello),
    );
    expect(disturbed).toEqual([]);
    expect(steps.length).toBeGreaterThan(100);
  });
});
