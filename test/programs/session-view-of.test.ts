// What the view is told of the session in each state.
import { describe, expect, it } from 'vitest';
import { sessionViewOf } from '../../src/programs/session-view-of.js';
import { at, eth0, noRoute, portTaken, type SessionRig, sessionRig, wlan0 } from '../support/session-rig.js';

const rows: readonly [string, (rig: SessionRig) => Promise<void> | void, object][] = [
  ['joining', () => undefined, { phase: 'joining', joined: [], waiting: 0, heard: 0 }],
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
    'error, with the reason and the next attempt',
    (rig) => rig.lose(),
    { phase: 'error', reason: portTaken.sentence, retryAt: at + 500 },
  ],
  ['closed', (rig) => rig.actor.send({ type: 'quit' }), { phase: 'closed' }],
];

describe('sessionViewOf', () => {
  it.each(rows)('%s', async (_, arrive, expected) => {
    const rig = sessionRig();
    await arrive(rig);
    expect(sessionViewOf(rig.actor.getSnapshot())).toMatchObject(expected);
  });

  it('has no reason when nothing is wrong', () => {
    const rig = sessionRig();
    rig.join();
    expect(sessionViewOf(rig.actor.getSnapshot())).not.toHaveProperty('reason');
  });
});
