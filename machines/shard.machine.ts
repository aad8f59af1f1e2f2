// A share of the peers: begins their actors, hands on what they are told, and ends them. Each peer's actor tells the session
// itself what it has to tell. XState copies the list of an actor's children for each that comes or goes: with all peers in
// the session's list, a thousand who leave would cost seconds, and so would leaving them.
import { assertEvent, enqueueActions, sendTo, setup, stopChild } from 'xstate';
import { type PeerInput, peerMachine } from './peer.machine.js';
import type { ShardEvent } from './shard.events.js';

/** What all peers' actors begin with. */
export type ShardInput = Pick<PeerInput, 'parent' | 'timing'>;

function actorIdOf({ clientId }: { readonly clientId: string }): string {
  return `peer/${clientId}`;
}

export const shardMachine = setup({
  types: {
    input: {} as ShardInput,
    context: {} as ShardInput,
    events: {} as ShardEvent,
  },
  actors: { peer: peerMachine },
  actions: {
    beginPeer: enqueueActions(({ context: { parent, timing }, event, enqueue }) => {
      assertEvent(event, 'peer.begin');
      const { type: _, ...about } = event;
      enqueue.spawnChild('peer', { id: actorIdOf(event), input: { parent, timing, ...about } });
    }),
    tellPeer: sendTo(
      ({ event }) => {
        assertEvent(event, 'peer.tell');
        return actorIdOf(event);
      },
      ({ event }) => {
        assertEvent(event, 'peer.tell');
        return event.event;
      },
    ),
    endPeer: stopChild(({ event }) => {
      assertEvent(event, 'peer.end');
      return actorIdOf(event);
    }),
  },
}).createMachine({
  id: 'shard',
  description: 'A share of the peers, so that nobody has too many children.',
  context: ({ input }) => input,
  on: {
    'peer.begin': { actions: 'beginPeer', description: 'An actor for this peer.' },
    'peer.tell': { actions: 'tellPeer', description: 'Handed on.' },
    'peer.end': { actions: 'endPeer', description: 'Its actor ends.' },
  },
});
