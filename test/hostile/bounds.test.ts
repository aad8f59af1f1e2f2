// Floods of each kind with ever new ids, epochs, streams and handles: nothing grows beyond its bound, and afterwards honest
// people are heard as before.
import { describe, expect, it } from 'vitest';
import { defaultPort } from '../../src/config.js';
import { excesses } from './footprint.js';
import { controlPort, heardFrom, idOf, nameOf, settlingMs, stage } from './stage.js';

/** More than the streams that are remembered and the strangers that are met at once, and few enough to be quick. */
const flood = 400;

/** So many in each millisecond: faster than any actor's timer. */
const atOnce = 10;

interface Flood {
  readonly name: string;
  readonly port: number;
  readonly make: (index: number, victim: ReturnType<typeof nameOf>) => object;
}

const presence = { role: 'person', upMs: 1, highest: 0 } as const;
const stamp = { v: 1, epoch: 1, clock: [1_700_000_000_000, 0] } as const;
const control = (index: number) => ({ v: 1, id: idOf(index), epoch: index });

function line(index: number, seq: number, more: object = {}): object {
  return { client_id: idOf(index), handle: `h${index}`, content: `line ${index}`, ...stamp, seq, ...more };
}

const floods: readonly Flood[] = [
  {
    name: 'hello of ever new people',
    port: controlPort,
    make: (index) => ({ ...control(index), kind: 'hello', handle: `h${index}`, ...presence, why: 'joined' }),
  },
  {
    name: 'heartbeats that tell of ever new streams',
    port: controlPort,
    make: (index, { clientId, epoch }) => ({
      ...control(index),
      kind: 'heartbeat',
      handle: `h${index}`,
      ...presence,
      oldest: 1,
      held: [
        [clientId, epoch, Number.MAX_SAFE_INTEGER],
        ...Array.from({ length: 20 }, (_, one) => [idOf(index * 20 + one), index, 2 ** 50]),
      ],
    }),
  },
  {
    name: 'people who claim to have said a lot',
    port: controlPort,
    make: (index) => ({
      ...control(index),
      kind: 'hello',
      handle: `h${index}`,
      role: 'person',
      upMs: 1,
      why: 'joined',
      highest: Number.MAX_SAFE_INTEGER,
    }),
  },
  {
    name: 'acknowledgements of ever new people',
    port: controlPort,
    make: (index, { clientId, epoch }) => ({
      ...control(index),
      kind: 'ack',
      held: [[clientId, epoch, 1]],
    }),
  },
  {
    name: 'rosters full of strangers',
    port: controlPort,
    make: (index, { clientId }) => ({
      ...control(index),
      kind: 'roster',
      to: clientId,
      messages: 200,
      members: Array.from({ length: 16 }, (_, one) => [idOf(index * 16 + one), one, `h${one}`]),
    }),
  },
  {
    name: 'people who want history',
    port: controlPort,
    make: (index, { clientId }) => ({
      ...control(index),
      kind: 'ask-history',
      to: clientId,
      messages: 200,
      bytes: 65_536,
    }),
  },
  {
    name: 'histories that nobody has asked for',
    port: controlPort,
    make: (index, { clientId }) => ({
      ...control(index),
      kind: 'history',
      to: clientId,
      number: 1 + (index % 200),
      count: 200,
      datagram: line(index, 1 + (index % 2000)),
    }),
  },
  {
    name: 'nacks',
    port: controlPort,
    make: (index, { clientId, epoch }) => ({
      ...control(index),
      kind: 'nack',
      wanted: [[clientId, epoch, Array.from({ length: 32 }, () => [1, Number.MAX_SAFE_INTEGER])]],
    }),
  },
  {
    name: 'repairs of ever new streams',
    port: controlPort,
    make: (index) => ({ ...control(index), kind: 'repair', datagram: line(index, 5) }),
  },
  { name: 'lines of ever new streams', port: defaultPort, make: (index) => line(index, 600) },
  {
    name: 'lines of one stream with a hole after each',
    port: defaultPort,
    make: (index) => line(0, 1 + 2 * index),
  },
  {
    name: 'lines of one stream, each far from the one before',
    port: defaultPort,
    make: (index) => line(0, 1 + 5000 * Math.floor(index / 2) + (index % 2)),
  },
  {
    name: 'beginnings of long messages',
    port: defaultPort,
    make: (index) => line(index, 5, { content: 'x'.repeat(700), part: [1, 16, 1] }),
  },
  {
    name: 'lines of people with the original program',
    port: defaultPort,
    make: (index) => ({ client_id: `${index}/${index}`, handle: `h${index}`, content: 'x' }),
  },
  {
    name: 'restarts of one process',
    port: defaultPort,
    make: (index) => line(0, 2, { epoch: index }),
  },
  {
    name: 'new names of one person',
    port: controlPort,
    make: (index) => ({ ...control(0), kind: 'hello', handle: `h${index}`, ...presence, why: 'moved' }),
  },
];

describe.each(floods)('after a flood of $name', ({ port, make }) => {
  it('nothing is larger than it may be, and honest people are heard', async () => {
    const here = await stage(7);
    const { alice, bob } = here;
    const victim = nameOf(alice);
    const found: string[] = [];
    for (let index = 0; index < flood; index += 1) {
      here.send(port, make(index, victim), { from: { address: `10.0.0.${index % 250}`, port: 40_000 } });
      if (index % atOnce === 0) await here.pass(1);
      if (index % (flood / 4) === 0) found.push(...excesses(bob.session));
    }
    found.push(...here.honest.flatMap(({ session }) => excesses(session)));
    await here.pass(settlingMs);
    const lines = Array.from({ length: 5 }, (_, index) => `after the flood ${index}`);
    for (const text of lines) {
      alice.say(text);
      await here.pass(20);
    }
    await here.pass(settlingMs);
    expect(heardFrom(bob, victim.clientId)).toEqual(['hello from alice', ...lines]);
    expect([...found, ...here.honest.flatMap(({ session }) => excesses(session))]).toEqual([]);
    expect(here.honest.map(({ session }) => session.getSnapshot().status)).toEqual(['active', 'active']);
    expect(here.harm()).toEqual([]);
  });
});
