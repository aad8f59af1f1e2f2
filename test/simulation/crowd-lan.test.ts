// The LAN of a crowd: what becomes of what one sends, in simulated time.
import { expect, it } from 'vitest';
import { type LanConditions, perfectConditions } from '../../src/net/lan-conditions.js';
import { seededRandom } from '../../src/random.js';
import { createCrowdLan } from '../../src/simulation/crowd-lan.js';
import { timeLine } from '../support/time-line.js';

/** Everybody is there who is named by a number below `members`; what arrives is written down. */
function lanOf(members: number, conditions: Partial<LanConditions> = {}) {
  const line = timeLine();
  const arrived: { to: number; packet: number; at: number }[] = [];
  const lan = createCrowdLan<number>({
    members,
    conditions: { ...perfectConditions, ...conditions },
    line,
    random: seededRandom(7),
    arrive: (to, packet) => arrived.push({ to, packet, at: line.scheduler.now() }),
  });
  return { send: lan.send, pass: line.pass, arrived };
}

it('brings what one sends to all the others, in the time it takes', async () => {
  const { send, pass, arrived } = lanOf(4, { delayMs: [2, 2] });
  send(1, 5);
  expect(arrived).toEqual([]);
  await pass(10);
  expect(arrived).toEqual([0, 2, 3].map((to) => ({ to, packet: 5, at: 2 })));
});

it('loses at each receiver by itself', async () => {
  const { send, pass, arrived } = lanOf(1001, { loss: 0.3 });
  send(0, 1);
  send(0, 2);
  await pass(10);
  const heard = (packet: number) =>
    new Set(arrived.flatMap((each) => (each.packet === packet ? [each.to] : [])));
  const [first, second] = [heard(1), heard(2)];
  for (const { size } of [first, second]) expect(size / 1000).toBeCloseTo(0.7, 1);
  expect([...first].filter((to) => second.has(to)).length / 1000).toBeCloseTo(0.7 ** 2, 1);
});

it.each([
  { what: 'keeps the order of one sender', reordering: 0, isOvertaken: false },
  { what: 'lets some overtake others', reordering: 1, isOvertaken: true },
])('$what', async ({ reordering, isOvertaken }) => {
  const { send, pass, arrived } = lanOf(50, { delayMs: [0, 30], reordering });
  for (let packet = 0; packet < 10; packet += 1) {
    send(0, packet);
    await pass(1);
  }
  await pass(100);
  const orders = Array.from({ length: 49 }, (_, index) =>
    arrived.flatMap(({ to, packet }) => (to === index + 1 ? [packet] : [])),
  );
  expect(orders.map(({ length }) => length)).toEqual(orders.map(() => 10));
  expect(orders.some((order) => order.some((packet, at) => packet < (order[at - 1] ?? 0)))).toBe(isOvertaken);
});
