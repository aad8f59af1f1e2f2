// When we say what we hold, in simulated time.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import {
  acknowledgingEvents,
  acknowledgingTells,
  type FromAcknowledging,
} from '../../machines/acknowledging.events.js';
import { acknowledgingMachine } from '../../machines/acknowledging.machine.js';
import { defaultProtocolTiming as timing } from '../../src/protocol-timing.js';
import { maxStreamsListed } from '../../src/wire/control.js';
import { chartSteps } from '../support/chart-steps.js';
import { timeLine } from '../support/time-line.js';
import { toldParent } from '../support/told-parent.js';

const [leastMs, greatestMs] = timing.ackMs;

function acknowledgingRig(seed = 7) {
  const time = timeLine();
  const parent = toldParent<FromAcknowledging>(time);
  const actor = createActor(acknowledgingMachine, {
    clock: time.clock,
    input: { parent: parent.ref, timing, seed },
  }).start();
  return {
    pass: time.pass,
    hold: (stream: string) => actor.send({ type: 'held', streams: [stream] }),
    value: () => actor.getSnapshot().value,
    told: parent.told,
  };
}

describe('acknowledging', () => {
  it('says nothing when there is nothing to say', async () => {
    const rig = acknowledgingRig();
    await rig.pass(10 * greatestMs);
    expect(rig.told).toEqual([]);
  });

  it('waits a moment and says it all at once, each stream once', async () => {
    const rig = acknowledgingRig();
    for (const stream of ['a/1', 'b/1', 'a/1']) rig.hold(stream);
    expect(rig.value()).toBe('collecting');
    await rig.pass(leastMs - 1);
    expect(rig.told).toEqual([]);
    await rig.pass(greatestMs - leastMs + 1);
    expect(rig.told.map(([, event]) => event)).toEqual([{ type: 'acknowledge', streams: ['a/1', 'b/1'] }]);
    expect(rig.value()).toBe('idle');
  });

  it('does not put off the first for the sake of later ones', async () => {
    const rig = acknowledgingRig();
    for (let elapsedMs = 0; elapsedMs < greatestMs; elapsedMs += 10) {
      rig.hold('a/1');
      await rig.pass(10);
    }
    expect(rig.told[0]?.[0]).toBeLessThanOrEqual(greatestMs);
  });

  it('begins anew afterwards', async () => {
    const rig = acknowledgingRig();
    rig.hold('a/1');
    await rig.pass(greatestMs);
    rig.hold('b/1');
    await rig.pass(greatestMs);
    expect(rig.told.map(([, { streams }]) => streams)).toEqual([['a/1'], ['b/1']]);
  });

  it('spreads the answers of many over its time', async () => {
    const delays = await Promise.all(
      Array.from({ length: 50 }, async (_, seed) => {
        const rig = acknowledgingRig(seed);
        rig.hold('a/1');
        await rig.pass(greatestMs);
        return rig.told[0]?.[0] ?? 0;
      }),
    );
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(leastMs);
    expect(Math.max(...delays)).toBeLessThanOrEqual(greatestMs);
    expect(new Set(delays).size).toBeGreaterThan(30);
  });

  it('says it at once when one datagram lists no more, and forgets nothing', async () => {
    const rig = acknowledgingRig();
    const streams = Array.from({ length: maxStreamsListed + 1 }, (_, index) => `${index}/1`);
    for (const stream of streams) rig.hold(stream);
    expect(rig.told).toEqual([[0, { type: 'acknowledge', streams: streams.slice(0, maxStreamsListed) }]]);
    await rig.pass(greatestMs);
    expect(rig.told.flatMap(([, event]) => event.streams)).toEqual(streams);
  });
});

describe('the chart itself', () => {
  const steps = chartSteps(acknowledgingMachine, {
    input: { parent: toldParent<FromAcknowledging>(timeLine()).ref, timing, seed: 1 },
    events: [
      { type: 'held', streams: ['a/1'] },
      { type: 'held', streams: ['b/1', 'c/1'] },
      { type: 'xstate.after.ackDelay.acknowledging.collecting' },
    ],
    identify: ({ value, context }) => [value, [...context.streams]],
    stopWhen: () => false,
  });

  it('takes and tells exactly the events of the catalogue', () => {
    expect(acknowledgingMachine.events.filter((type) => !type.startsWith('xstate.'))).toEqual(
      Object.keys(acknowledgingEvents),
    );
    expect(Object.keys(acknowledgingTells)).toEqual(['acknowledge']);
  });

  it('is idle exactly when there is nothing to say', () => {
    for (const { to } of steps) expect(to.matches('idle')).toBe(to.context.streams.size === 0);
    expect(new Set(steps.map(({ to }) => to.value))).toEqual(new Set(['idle', 'collecting']));
  });
});
