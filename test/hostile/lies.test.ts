// Lies in the name of honest people: what they say is heard all the same, what a lie has done is healed, and nobody is
// silenced or displaced for long.
import { describe, expect, it } from 'vitest';
import { defaultPort } from '../../src/config.js';
import { maxClockLeadMs } from '../../src/chat/hybrid-clock.js';
import type { Peer } from '../support/peers.js';
import { controlPort, countOf, heardFrom, idOf, nameOf, settlingMs, type Stage, stage } from './stage.js';

const most = Number.MAX_SAFE_INTEGER;

type Name = ReturnType<typeof nameOf>;

function chat({ clientId, epoch }: Name, seq: number, more: object = {}): object {
  const stamp = { v: 1, epoch, seq, clock: [1_700_000_000_500, 0] };
  return { client_id: clientId, handle: 'alice', content: `forged ${seq}`, ...stamp, ...more };
}

function says({ clientId, epoch }: Name, kind: string, fields: object): object {
  return { v: 1, kind, id: clientId, epoch, ...fields };
}

const presence = { handle: 'alice', role: 'person', upMs: 1000, highest: 1, oldest: 1, held: [] } as const;

const heartbeat = (name: Name, fields: object): object => says(name, 'heartbeat', { ...presence, ...fields });

const held = (name: Name, upTo: number) => ({ held: [[name.clientId, name.epoch, upTo]] });

const idNotices = (peer: Peer) => peer.shows().filter((line) => line.includes('another program uses our id'));

const eve: Name = { clientId: idOf(1), epoch: 1 };

/** Says some lines, and lets everybody hear them. */
async function say(here: Stage, speaker: Peer, count: number): Promise<string[]> {
  const lines = Array.from({ length: count }, (_, index) => `${speaker.handle} says ${index}`);
  for (const line of lines) {
    speaker.say(line);
    await here.pass(50);
  }
  await here.pass(settlingMs);
  return lines;
}

/** What somebody shows of all that alice has really said. */
function honestLines(here: Stage, listener = here.bob): string[] {
  const { identity, formerClientIds } = here.alice.session.getSnapshot().context;
  return heardFrom(listener, identity.clientId, ...formerClientIds).filter(
    (line) => !line.startsWith('forged'),
  );
}

interface Lie {
  readonly name: string;
  /** Told again and again, for half a minute. */
  readonly tell: (here: Stage, alice: Name, time: number) => void;
}

const lies: readonly Lie[] = [
  {
    name: 'her heartbeats claim that she has said everything there is',
    tell: (here, alice) => here.send(controlPort, heartbeat(alice, { highest: most })),
  },
  {
    name: 'a stranger claims to hold all that she will ever say',
    tell: (here, { clientId, epoch }) =>
      here.send(controlPort, says(eve, 'ack', { held: [[clientId, epoch, most]] })),
  },
  {
    name: 'pairs of lines far ahead are forged',
    tell: (here, alice, time) => {
      here.send(defaultPort, chat(alice, 1e6 + 5000 * time));
      here.send(defaultPort, chat(alice, 1e6 + 5000 * time + 1));
    },
  },
  {
    name: 'a line at the end of all numbers is forged',
    tell: (here, alice) => here.send(defaultPort, chat(alice, most)),
  },
  {
    name: 'she seems to leave',
    tell: (here, alice) => here.send(controlPort, says(alice, 'bye', { highest: most })),
  },
  {
    name: 'she seems to be somebody else all the time',
    tell: (here, { clientId }, time) =>
      here.send(controlPort, heartbeat({ clientId, epoch: time }, { handle: `a${time}` })),
  },
  {
    name: 'somebody asks for all that she has said',
    tell: (here, { clientId, epoch }) =>
      here.send(controlPort, says(eve, 'nack', { wanted: [[clientId, epoch, [[1, most]]]] })),
  },
  {
    name: 'old lines are repeated by somebody else',
    tell: (here, alice) => here.send(controlPort, says(eve, 'repair', { datagram: chat(alice, 1) })),
  },
];

describe.each(lies)('while $name', ({ tell }) => {
  it('what she says is heard once and in order, then and afterwards', async () => {
    const here = await stage(1);
    const alice = nameOf(here.alice);
    const expected = ['hello from alice'];
    for (let time = 1; time <= 30; time += 1) {
      tell(here, alice, time);
      await here.pass(200);
      const line = `in the midst of it ${time}`;
      expected.push(line);
      here.alice.say(line);
      await here.pass(800);
    }
    await here.pass(settlingMs);
    // Between two pairs of forged lines the first of hers may have to wait for its repair.
    expect(honestLines(here)).toEqual(expected);
    expected.push(...(await say(here, here.alice, 5)));
    expect(honestLines(here)).toEqual(expected);
    expect(here.bob.session.getSnapshot().status).toBe('active');
  });
});

describe('before somebody is heard for the first time', () => {
  it.each<[string, (here: Stage, alice: Name) => void]>([
    [
      'others claim that she has said everything there is',
      (here, { clientId, epoch }) =>
        here.send(controlPort, says(eve, 'ack', { held: [[clientId, epoch, most]] })),
    ],
    [
      'she herself seems to',
      (here, alice) => here.send(controlPort, heartbeat(alice, { highest: most, upMs: most })),
    ],
    [
      'she seems to, and to have come late',
      (here, alice) => here.send(controlPort, heartbeat(alice, { highest: most, upMs: 0 })),
    ],
    ['a line far ahead is forged', (here, alice) => here.send(defaultPort, chat(alice, 1e9))],
  ])('%s: she is heard all the same', async (_, tell) => {
    const here = await stage(2);
    const carol = here.join('carol');
    // Before its sockets are open it hears nothing, and right after that nobody has spoken.
    for (let time = 0; time < 20; time += 1) {
      tell(here, nameOf(here.alice));
      await here.pass(1);
    }
    await here.pass(settlingMs);
    const lines = await say(here, here.alice, 5);
    expect(honestLines(here, carol).filter((line) => lines.includes(line))).toEqual(lines);
  });
});

describe('a goodbye in the name of somebody who is there', () => {
  it('is contradicted at once, and nobody is told that anybody left', async () => {
    const here = await stage(3);
    await here.pass(60_000);
    const before = here.bob.shows();
    here.send(controlPort, says(nameOf(here.alice), 'bye', { highest: 1 }));
    await here.pass(100);
    expect(
      here.bob.session.getSnapshot().context.roster.peers.get(nameOf(here.alice).clientId)?.presence,
    ).toBe('here');
    await here.pass(20_000);
    expect(here.bob.shows()).toEqual(before);
  });
});

describe('receipts', () => {
  it('are not given by strangers', async () => {
    const here = await stage(4);
    here.send(controlPort, says(eve, 'ack', held(nameOf(here.alice), 1)));
    await here.pass(100);
    expect(here.alice.session.getSnapshot().context.receipts.messages.at(-1)).toMatchObject({
      heldBy: 1,
      of: 1,
    });
  });

  it('are not given for what has not been said yet', async () => {
    const here = await stage(5);
    here.send(controlPort, says(nameOf(here.bob), 'ack', held(nameOf(here.alice), most)));
    await here.pass(100);
    here.bob.host.unplug();
    here.alice.say('nobody hears this');
    await here.pass(1000);
    expect(here.alice.session.getSnapshot().context.receipts.messages.at(-1)).toMatchObject({
      heldBy: 0,
      of: 1,
    });
  });
});

describe('a roster that nobody has asked for', () => {
  it('brings nobody, and is told to nobody', async () => {
    const here = await stage(6);
    const before = here.bob.shows();
    const members = Array.from({ length: 16 }, (_, index) => [idOf(100 + index), 1, `nobody${index}`]);
    const { clientId: to } = nameOf(here.bob);
    here.send(controlPort, says(eve, 'roster', { to, messages: 3, members }));
    await here.pass(settlingMs);
    expect(here.bob.session.getSnapshot().context.roster.peers.size).toBe(1);
    expect(here.bob.shows()).toEqual(before);
  });

  it('that was asked for may lie: strangers in it are never told of, and are gone before long', async () => {
    const here = await stage(7);
    const late = here.join('late');
    const members = Array.from({ length: 16 }, (_, index) => [idOf(100 + index), 1, `nobody${index}`]);
    for (let time = 0; time < 100; time += 1) {
      for (const giver of here.honest) {
        const { clientId: to } = nameOf(late);
        here.send(controlPort, says(nameOf(giver), 'roster', { to, messages: 3, members }));
      }
      await here.pass(10);
    }
    expect(late.session.getSnapshot().context.roster.peers.size).toBeGreaterThan(2);
    await here.pass(120_000);
    expect(late.session.getSnapshot().context.roster.ours).toBe(2);
    expect(late.shows().filter((line) => line.includes('nobody'))).toEqual([]);
  });
});

describe('our own id in the mouth of somebody else', () => {
  it.each<[string, (here: Stage, name: Name) => void]>([
    [
      'on the control port',
      (here, { clientId }) => here.send(controlPort, heartbeat({ clientId, epoch: 5 }, {})),
    ],
    ['on the chat port', (here, { clientId }) => here.send(defaultPort, chat({ clientId, epoch: 5 }, 1))],
    [
      "in the original's words",
      (here, { clientId }) =>
        here.send(defaultPort, { client_id: clientId, handle: 'alice', content: 'it is me' }),
    ],
  ])('%s: another id is taken now and then, not each time', async (_, forge) => {
    const here = await stage(8);
    const first = nameOf(here.alice).clientId;
    for (let time = 0; time < 600; time += 1) {
      forge(here, nameOf(here.alice));
      await here.pass(100);
    }
    expect(nameOf(here.alice).clientId).not.toBe(first);
    expect(idNotices(here.alice).length).toBeLessThanOrEqual(3);
    const lines = await say(here, here.alice, 3);
    expect(heardFrom(here.bob, nameOf(here.alice).clientId).filter((line) => lines.includes(line))).toEqual(
      lines,
    );
    expect(here.alice.session.getSnapshot().status).toBe('active');
  });

  it('does not keep us from saying that we are here while something still waits under the former one', async () => {
    const here = await stage(9);
    here.alice.host.failSends('EPERM');
    for (let line = 0; line < 5; line += 1) here.alice.say(`waits ${line}`);
    await here.pass(100);
    here.send(controlPort, heartbeat({ clientId: nameOf(here.alice).clientId, epoch: 5 }, {}));
    await here.pass(100);
    here.alice.host.failSends(undefined);
    here.sentSince();
    await here.pass(30_000);
    const sent = here.sentSince().filter(({ message }) => message?.id === nameOf(here.alice).clientId);
    expect(countOf(sent, 'heartbeat')).toBeGreaterThan(3);
    const waited = here.bob.shows().filter((line) => line.startsWith('alice: waits'));
    expect(waited).toEqual(Array.from({ length: 5 }, (_, line) => `alice: waits ${line}`));
  });

  it('with our epoch is taken for our echo', async () => {
    const here = await stage(10);
    const before = here.alice.shows();
    here.send(defaultPort, chat(nameOf(here.alice), 2));
    here.send(controlPort, heartbeat(nameOf(here.alice), { handle: 'mallory' }));
    await here.pass(1000);
    expect(here.alice.shows()).toEqual(before);
  });
});

describe('clocks', () => {
  it('far in the future do not move ours, and what is said by them stands where it was heard', async () => {
    const here = await stage(11);
    here.send(defaultPort, chat(eve, 1, { handle: 'eve', clock: [most, 65_535] }));
    await here.pass(1000);
    const [ms] = here.bob.session.getSnapshot().context.room.clock;
    const now = 1_700_000_000_000 + 2 * settlingMs + 1000;
    expect(ms).toBeLessThanOrEqual(now);
    const lines = await say(here, here.alice, 2);
    expect(here.bob.shows().slice(-3)).toEqual(['eve: forged 1', ...lines.map((line) => `alice: ${line}`)]);
  });

  it('a little ahead move ours no further than the bound', async () => {
    const here = await stage(12);
    const now = 1_700_000_000_000 + 2 * settlingMs;
    for (let seq = 1; seq <= 50; seq += 1) {
      here.send(defaultPort, chat(eve, seq, { clock: [now + maxClockLeadMs - 1000 + seq * 100, 0] }));
      await here.pass(10);
    }
    const [ms] = here.bob.session.getSnapshot().context.room.clock;
    expect(ms).toBeLessThanOrEqual(now + 50 * 10 + maxClockLeadMs);
  });

  it('in the past put what is said there', async () => {
    const here = await stage(13);
    here.send(defaultPort, chat(eve, 1, { handle: 'eve', clock: [0, 0] }));
    await here.pass(1000);
    expect(here.bob.shows()[0]).toBe('eve: forged 1');
  });
});
