// A share of the peers: their actors begin, are told and end, and tell their parent themselves. In simulated time.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import type { FromPeer, PeerEvent } from '../../machines/peer.events.js';
import { shardMachine } from '../../machines/shard.machine.js';
import { defaultProtocolTiming as timing } from '../../src/protocol-timing.js';
import { timeLine } from '../support/time-line.js';
import { toldParent } from '../support/told-parent.js';

function shardRig() {
  const time = timeLine();
  const parent = toldParent<FromPeer>(time);
  const actor = createActor(shardMachine, {
    clock: time.clock,
    input: { parent: parent.ref, timing },
  }).start();
  return {
    pass: time.pass,
    begin: (clientId: string) =>
      actor.send({ type: 'peer.begin', clientId, kind: 'ours', seed: 1, members: 3, intervalMs: 2000 }),
    tell: (clientId: string, event: PeerEvent) => actor.send({ type: 'peer.tell', clientId, event }),
    end: (clientId: string) => actor.send({ type: 'peer.end', clientId }),
    children: () => Object.keys(actor.getSnapshot().children),
    told: () => parent.told.map(([, event]) => event),
  };
}

describe('a share of the peers', () => {
  it('has an actor for each that was begun and has not been ended', () => {
    const rig = shardRig();
    rig.begin('bob');
    rig.begin('carol');
    expect(rig.children()).toEqual(['peer/bob', 'peer/carol']);
    rig.end('bob');
    expect(rig.children()).toEqual(['peer/carol']);
  });

  it('hands on what is for one of them, which answers the session itself', async () => {
    const rig = shardRig();
    rig.begin('bob');
    rig.begin('carol');
    rig.tell('bob', { type: 'bye' });
    await rig.pass(timing.leaveGraceMs);
    expect(rig.told()).toContainEqual({ type: 'peer.left', clientId: 'bob', silently: false });
    expect(rig.told()).not.toContainEqual(expect.objectContaining({ clientId: 'carol' }));
    rig.end('bob');
    expect(rig.children()).toEqual(['peer/carol']);
  });

  it('lets one that is ended say nothing more', async () => {
    const rig = shardRig();
    rig.begin('bob');
    rig.tell('bob', { type: 'bye' });
    rig.end('bob');
    await rig.pass(2 * timing.leaveGraceMs);
    expect(rig.told()).toEqual([]);
  });
});
