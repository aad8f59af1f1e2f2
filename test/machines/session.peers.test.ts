// Which actors of peers there are: in shares that fill up one after the other, and have room again for who comes later.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesOf, valueOf } from '../../src/chat/persistent-map.js';
import { maxPeersPerShard } from '../../src/limits.js';
import { initialContext } from '../../machines/session.context.js';
import { beginPeer, endPeer, tellEachPeer, tellEvidence, tellPeer } from '../../machines/session.peers.js';
import { type Turn, turnOf } from '../../machines/session.turn.js';
import { at, sessionInput } from '../support/session-rig.js';

function begin(turn: Turn, clientId: string): void {
  beginPeer(turn, { clientId, kind: 'ours', members: 2, intervalMs: 2000 }, at);
}

/** Of each share, how many there are by what is known of each peer. */
function counts({ context: { actors } }: Turn): number[] {
  const found = actors.shards.map(() => 0);
  for (const [, { shard }] of entriesOf(actors.peers)) found[shard] = (found[shard] ?? 0) + 1;
  return found;
}

const step = fc.record({ index: fc.nat({ max: 3 * maxPeersPerShard }), isEnd: fc.boolean() });

describe('the actors of peers', () => {
  it('are in as few shares as have room for all', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 600, size: 'max' }), (steps) => {
        const turn = turnOf(initialContext(sessionInput));
        let most = 0;
        for (const { index, isEnd } of steps) {
          if (isEnd) endPeer(turn, `peer${index}`);
          else if (valueOf(turn.context.actors.peers, `peer${index}`) === undefined)
            begin(turn, `peer${index}`);
          most = Math.max(most, turn.context.actors.peers.size);
        }
        const { shards } = turn.context.actors;
        expect(shards).toEqual(counts(turn));
        expect(Math.max(0, ...shards)).toBeLessThanOrEqual(maxPeersPerShard);
        expect(shards).toHaveLength(Math.ceil(most / maxPeersPerShard));
        const begun = turn.consequences.flatMap((one) => (one.kind === 'shard.begin' ? [one.shard] : []));
        expect(begun).toEqual([...shards.keys()]);
      }),
    );
  });

  it('are told through the share that they are in, and not when there are none', () => {
    const turn = turnOf(initialContext(sessionInput));
    const crowd = Array.from({ length: maxPeersPerShard + 1 }, (_, index) => `peer${index}`);
    for (const clientId of crowd) begin(turn, clientId);
    const first = { kind: 'shard', shard: 0 };
    const last = { kind: 'shard', shard: 1 };
    const clientId = crowd.at(-1) ?? '';
    turn.consequences.length = 0;
    tellPeer(turn, 'peer0', { type: 'bye' });
    tellEvidence(turn, clientId, 2000, at + 1);
    tellPeer(turn, 'stranger', { type: 'bye' });
    tellEvidence(turn, 'stranger', 2000, at + 1);
    endPeer(turn, 'stranger');
    endPeer(turn, clientId);
    tellPeer(turn, clientId, { type: 'bye' });
    expect(turn.consequences).toEqual([
      { ...first, event: { type: 'peer.tell', clientId: 'peer0', event: { type: 'bye' } } },
      { ...last, event: { type: 'peer.tell', clientId, event: { type: 'evidence', intervalMs: 2000 } } },
      { ...last, event: { type: 'peer.end', clientId } },
    ]);
    turn.consequences.length = 0;
    tellEachPeer(turn, { type: 'deaf' });
    expect(turn.consequences).toHaveLength(maxPeersPerShard);
  });
});
