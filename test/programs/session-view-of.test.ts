// What the view is told of the session: in each state, of other people, of the network, and of who holds our latest line.
import { describe, expect, it } from 'vitest';
import { sessionViewOf } from '../../src/programs/session-view-of.js';
import type { NetworkInterface } from '../../src/net/transport.js';
import { defaultProtocolTiming } from '../../src/protocol-timing.js';
import type { Member } from '../../src/wire/control.js';
import {
  at,
  bob,
  carol,
  eth0,
  heartbeatOf,
  noRoute,
  type Other,
  portTaken,
  type SessionRig,
  said,
  sessionInput,
  sessionRig,
  wlan0,
} from '../support/session-rig.js';

const rows: readonly [string, (rig: SessionRig) => Promise<void> | void, object][] = [
  ['joining', () => undefined, { phase: 'joining', joined: [], waiting: 0, people: [] }],
  ['connected', (rig) => rig.join(), { phase: 'connected', joined: [eth0], group: '239.1.2.3', port: 7000 }],
  [
    'sending',
    (rig) => {
      rig.join();
      rig.say('hello');
    },
    { phase: 'sending', waiting: 1 },
  ],
  [
    'blocked, with the reason and the next attempt',
    async (rig) => {
      rig.join();
      rig.say('hello');
      await rig.refuse();
    },
    { phase: 'blocked', reason: noRoute.sentence, retryAt: at + 500, waiting: 1 },
  ],
  [
    'rebinding, with the reason',
    (rig) => {
      rig.join();
      rig.changeInterfaces([wlan0]);
    },
    { phase: 'rebinding', reason: 'eth0 is gone, wlan0 10.0.0.7 came' },
  ],
  [
    'leaving, while somebody is to be told',
    (rig) => {
      rig.join();
      rig.joinControl();
      // Until the first hello is out.
      rig.pass(1000);
      rig.hearControl(bob, heartbeatOf(bob));
      rig.actor.send({ type: 'quit' });
    },
    { phase: 'leaving' },
  ],
  [
    'error, with the reason and the next attempt',
    (rig) => rig.lose(),
    { phase: 'error', reason: portTaken.sentence, retryAt: at + 500 },
  ],
  ['closed', (rig) => rig.actor.send({ type: 'quit' }), { phase: 'closed' }],
];

function viewOf(rig: SessionRig) {
  return sessionViewOf(rig.actor.getSnapshot());
}

/** The session's view after it has joined these interfaces. */
function viewOn(interfaces: readonly NetworkInterface[]) {
  const rig = sessionRig({ interfaces, groups: ['239.1.2.3', 'ff12::ef01:203'] });
  rig.fromLan({ type: 'lan.joined', joined: interfaces, refused: [], receiveBufferBytes: 425_984 });
  return viewOf(rig);
}

const eth0v6: NetworkInterface = { ...eth0, address: 'fe80::1%eth0', family: 'IPv6', prefixLength: 64 };

describe('the phase', () => {
  it.each(rows)('is %s', async (_, arrive, expected) => {
    const rig = sessionRig();
    await arrive(rig);
    expect(viewOf(rig)).toMatchObject(expected);
  });

  it('has no reason when nothing is wrong', () => {
    const rig = sessionRig();
    rig.join();
    expect(viewOf(rig)).not.toHaveProperty('reason');
  });
});

describe('people', () => {
  it('are listed as gone once, however often they were started anew on one computer', () => {
    const rig = sessionRig();
    rig.join();
    rig.joinControl();
    const others: readonly Other[] = [
      { ...bob, clientId: 'b1b1b1b1b1' },
      { ...bob, clientId: 'b2b2b2b2b2' },
      { ...bob, clientId: 'b3b3b3b3b3', source: { address: '10.0.0.99', port: 50_000 } },
    ];
    for (const other of others) {
      rig.hearControl(other, heartbeatOf(other));
      rig.hearControl(other, { kind: 'bye', highest: 0 });
      rig.pass(defaultProtocolTiming.leaveGraceMs);
    }
    const listed = () =>
      viewOf(rig).people.map(({ name, presence, address }) => `${name} ${presence} ${address ?? ''}`);
    const far = 'bob#b3b3 gone 10.0.0.99';
    expect(listed()).toEqual([`bob#b2b2 gone ${bob.source.address}`, far]);
    rig.hearControl(bob, heartbeatOf(bob));
    expect(listed()).toEqual([far, `bob#b0b0 here ${bob.source.address}`]);
  });

  it('are others with their presence, where they are, and whether they use the original', () => {
    const rig = sessionRig();
    rig.join();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.hearControl(bob, { kind: 'bye', highest: 0 });
    rig.pass(10);
    rig.hearChat({ client_id: carol.clientId, handle: 'carol', content: 'hello' }, carol);
    expect(viewOf(rig).people).toEqual([
      {
        name: 'bob',
        handle: 'bob',
        presence: 'quiet',
        heardFirstAt: at,
        isOriginal: false,
        address: bob.source.address,
      },
      { name: 'carol', handle: 'carol', presence: 'here', heardFirstAt: at + 10, isOriginal: true },
    ]);
    rig.pass(defaultProtocolTiming.leaveGraceMs);
    expect(viewOf(rig).people[0]?.presence).toBe('gone');
  });

  it('of one handle are told apart, from us too', () => {
    const rig = sessionRig();
    rig.join();
    const others = [{ ...bob, handle: 'alice' }, carol, { ...bob, clientId: 'dada000000', handle: 'carol' }];
    for (const other of others) rig.hearControl(other, heartbeatOf(other));
    expect(viewOf(rig).people.map(({ name }) => name)).toEqual(['alice#b0b0', 'carol#ca40', 'carol#dada']);
    expect([...viewOf(rig).sharedHandles.keys()]).toEqual(['alice', 'carol']);
    expect(viewOf(rig).name).toBe(`alice#${rig.context().identity.clientId.slice(0, 4)}`);
  });

  it('are told apart from us who take a name of theirs, as they see it too', () => {
    const rig = sessionRig();
    rig.join();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.actor.send({ type: 'rename', handle: 'bob', at });
    const name = `bob#${rig.context().identity.clientId.slice(0, 4)}`;
    expect(viewOf(rig)).toMatchObject({ handle: 'bob', name, people: [{ name: 'bob#b0b0' }] });
  });

  it('are no programs in pipes', () => {
    const rig = sessionRig();
    rig.join();
    rig.hearControl(bob, heartbeatOf(bob, { role: 'program' }));
    expect(viewOf(rig).people).toEqual([]);
  });

  it.each([
    ['a person', heartbeatOf(bob), ['bob']],
    ['a program', heartbeatOf(bob, { role: 'program' }), []],
  ])('are not listed by their first line, before one of ours says that it is %s', (_, word, names) => {
    const rig = sessionRig();
    rig.join();
    rig.hearChat(said(bob, 1, 'first'), bob);
    expect(namesIn(rig)).toEqual([]);
    rig.hearControl(bob, word);
    expect(namesIn(rig)).toEqual(names);
  });

  it('are listed by the word of another, before their own', () => {
    const rig = sessionRig();
    rig.join();
    rig.joinControl();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.pass(defaultProtocolTiming.historyListenMs);
    const to = rig.context().identity.clientId;
    const members: Member[] = [[carol.clientId, carol.epoch, 'carol']];
    rig.hearControl(bob, { kind: 'roster', to, messages: 0, members });
    expect(namesIn(rig)).toEqual(['bob', 'carol']);
  });

  it('are listed when they go on speaking and their word of what they are is lost', () => {
    const rig = sessionRig();
    rig.join();
    rig.hearChat(said(bob, 1, 'first'), bob);
    rig.pass(defaultProtocolTiming.roleWaitMs - 1);
    rig.hearChat(said(bob, 2, 'second'), bob);
    expect(namesIn(rig)).toEqual([]);
    rig.pass(1);
    rig.hearChat(said(bob, 3, 'third'), bob);
    expect(namesIn(rig)).toEqual(['bob']);
    rig.hearControl(bob, heartbeatOf(bob, { role: 'program' }));
    expect(namesIn(rig)).toEqual([]);
  });

  it('are the same list while the roster is the same', () => {
    const rig = sessionRig();
    rig.join();
    rig.hearControl(bob, heartbeatOf(bob));
    const { people } = viewOf(rig);
    rig.say('hello');
    expect(viewOf(rig).people).toBe(people);
  });
});

describe('the group in the status line', () => {
  it.each([
    ['that of IPv4 where there is any', [eth0v6, wlan0], '239.1.2.3'],
    ['that of IPv6 where there is nothing else', [eth0v6], 'ff12::ef01:203'],
  ])('is %s', (_, interfaces, group) => {
    expect(viewOn(interfaces).group).toBe(group);
  });

  it('is the one that is about to be joined', () => {
    const rig = sessionRig({ interfaces: [eth0v6], groups: ['239.1.2.3', 'ff12::ef01:203'] });
    expect(viewOf(rig)).toMatchObject({ phase: 'joining', group: 'ff12::ef01:203' });
  });
});

describe('the interfaces in the status line', () => {
  it.each([
    ['each device once, by its IPv4 address', [eth0v6, eth0], [eth0]],
    ['a further address of a device not again', [eth0, { ...wlan0, name: 'eth0:1' }], [eth0]],
    ['a device of IPv6 alone by that', [eth0v6, wlan0], [eth0v6, wlan0]],
  ])('are %s', (_, interfaces, expected) => {
    expect(viewOn(interfaces).joined).toEqual(expected);
  });

  it('that refused come with the reason', () => {
    const rig = sessionRig();
    rig.fromLan({
      type: 'lan.joined',
      joined: [eth0],
      refused: [{ interface: wlan0, code: 'ENODEV' }],
      receiveBufferBytes: 1,
    });
    expect(viewOf(rig).refused).toEqual([{ name: 'wlan0', code: 'ENODEV' }]);
  });
});

describe('the network', () => {
  it('has each device with all its addresses, who speaks there, and when others were heard on it', () => {
    const rig = sessionRig({ interfaces: [eth0, eth0v6], groups: ['239.1.2.3', 'ff12::ef01:203'] });
    rig.fromLan({ type: 'lan.joined', joined: [eth0, eth0v6], refused: [], receiveBufferBytes: 425_984 });
    rig.hearChat(said(bob, 1, 'hello'), bob, 'eth0');
    expect(viewOf(rig).net).toMatchObject({
      groups: ['239.1.2.3', 'ff12::ef01:203'],
      ttl: 1,
      receiveBufferBytes: 425_984,
      devices: [
        {
          name: 'eth0',
          internal: false,
          heardAt: at,
          addresses: [
            {
              address: '10.0.0.1',
              segment: '10.0.0.0/24',
              joined: true,
              speaker: { name: 'eth0', address: '10.0.0.1' },
            },
            {
              address: 'fe80::1',
              segment: 'link-local',
              joined: true,
              speaker: { name: 'eth0', address: '10.0.0.1' },
            },
          ],
        },
      ],
    });
  });

  it('knows loopback by what it is', () => {
    const lo: NetworkInterface = {
      ...eth0,
      name: 'lo',
      address: '127.0.0.1',
      prefixLength: 8,
      internal: true,
    };
    expect(viewOn([lo]).net.devices).toMatchObject([{ addresses: [{ segment: 'loopback' }] }]);
  });

  it('tells when others were heard on a further address of a device', () => {
    const alias = { ...wlan0, name: 'eth0:1' };
    const rig = sessionRig({ interfaces: [eth0, alias] });
    rig.fromLan({ type: 'lan.joined', joined: [eth0, alias], refused: [], receiveBufferBytes: 1 });
    rig.hearChat(said(bob, 1, 'hello'), bob, 'eth0');
    rig.pass(3000);
    rig.hearChat(said(bob, 2, 'hello'), bob, 'eth0:1');
    expect(viewOf(rig).net.devices).toMatchObject([{ name: 'eth0', heardAt: at + 3000 }]);
  });

  it('has the reason of an address that did not join, or did not take the latest datagram', async () => {
    const rig = sessionRig({ interfaces: [eth0, wlan0, eth0v6] });
    rig.fromLan({
      type: 'lan.joined',
      joined: [eth0, wlan0],
      refused: [{ interface: eth0v6, code: 'ENODEV' }],
      receiveBufferBytes: 1,
    });
    rig.say('hello');
    await rig.take([{ interface: wlan0, code: 'EPERM' }]);
    expect(viewOf(rig).net.devices).toMatchObject([
      { name: 'eth0', addresses: [{ joined: true }, { joined: false, joinRefused: 'ENODEV' }] },
      { name: 'wlan0', addresses: [{ joined: true, sendRefused: 'EPERM' }] },
    ]);
  });

  it('counts what could not be read, port by port, and what was not read at all', () => {
    const rig = sessionRig();
    rig.join();
    rig.hear({ kind: 'unreadable-chat', reason: 'not-json' });
    rig.hear({ kind: 'unreadable-control', reason: 'other-kind' });
    rig.fromLan({ type: 'turned.away', datagrams: 12 });
    expect(viewOf(rig).net).toMatchObject({
      chat: { port: 7000, open: true, unreadable: { 'not json': 1 } },
      control: { port: 7001, open: true, unreadable: { 'other kind': 1 } },
      notAdmitted: 12,
    });
  });

  it('tells why the side channel is not open, when the chat is', () => {
    const rig = sessionRig();
    rig.join();
    rig.fromLan({ type: 'control.lost', trouble: portTaken });
    expect(viewOf(rig).net).toMatchObject({
      chat: { open: true },
      control: { open: false, reason: portTaken.sentence },
    });
  });

  it('tells why nothing is open', () => {
    const rig = sessionRig();
    rig.lose();
    const { net } = viewOf(rig);
    expect(net.chat).toEqual({ port: 7000, open: false, reason: portTaken.sentence, unreadable: {} });
    expect(net).not.toHaveProperty('receiveBufferBytes');
  });
});

/** Says something that goes out while these are here. */
async function tellTo(others: readonly Other[]): Promise<SessionRig> {
  const rig = sessionRig();
  rig.join();
  for (const other of others) rig.hearControl(other, heartbeatOf(other));
  rig.say('who has it?');
  await rig.take();
  rig.pass(sessionInput.timing.paceMs);
  return rig;
}

describe('the latest receipt', () => {
  it('names who has our latest line and who has not', async () => {
    const rig = await tellTo([bob, carol]);
    const { clientId, epoch } = rig.context().identity;
    expect(viewOf(rig).latestReceipt).toEqual({ text: 'who has it?', heldBy: [], missing: ['bob', 'carol'] });
    rig.hearControl(carol, { kind: 'ack', held: [[clientId, epoch, 1]] });
    expect(viewOf(rig).latestReceipt).toEqual({
      text: 'who has it?',
      heldBy: ['carol'],
      missing: ['bob'],
    });
  });

  it('is none when nobody was here who would say so', async () => {
    expect(viewOf(await tellTo([]))).not.toHaveProperty('latestReceipt');
  });

  it('is none before anything has gone out', () => {
    const rig = sessionRig();
    rig.join();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.say('waiting');
    expect(viewOf(rig)).not.toHaveProperty('latestReceipt');
  });
});

function namesIn(rig: SessionRig): readonly string[] {
  return viewOf(rig).people.map(({ name }) => name);
}
