// How far a history goes: of each stream, up to where whoever gives it holds it without a hole. What comes after that, a
// late joiner has to ask for, and without this would take it for history if it had missed it. Pure functions on a turn.
import { coverStream } from '../src/chat/hearing.js';
import { heldWhole } from '../src/chat/reception.js';
import type { Room } from '../src/chat/room.js';
import { participants } from '../src/chat/roster.js';
import { beginningOf, latestActive, streamKey, streamOf } from '../src/chat/streams.js';
import { maxMembersTold } from '../src/limits.js';
import type { Control, Extent } from '../src/wire/control.js';
import { signControl } from '../src/wire/control-codec.js';
import { packed } from '../src/wire/packed.js';
import { highestSent, type SessionContext } from './session.context.js';
import { heardHolders } from './session.losses.js';
import { heardExtents, isOwnStream, takeHearsay } from './session.repair.js';
import { follow, type Turn } from './session.turn.js';

/** How far the history goes that we could give now, in as many datagrams as it takes. */
export function coverage(context: SessionContext): readonly Control<'ack'>[] {
  const { identity, roster, room } = context;
  const extents = new Map<string, Extent>();
  const add = (clientId: string, epoch: number, upTo: number | undefined): void => {
    if (upTo !== undefined) extents.set(streamKey(clientId, epoch), [clientId, epoch, upTo]);
  };
  for (const { clientId, epoch, reception } of latestActive(room.streams))
    add(clientId, epoch, heldWhole(reception));
  for (const { clientId, epoch } of participants(roster).slice(0, maxMembersTold)) {
    if (epoch !== undefined) add(clientId, epoch, knownUpTo(room, streamKey(clientId, epoch)));
  }
  const own: Extent = [identity.clientId, identity.epoch, highestSent(context)];
  const compose = (held: readonly Extent[]) => signControl({ kind: 'ack', held: [own, ...held] }, identity);
  return extents.size === 0 ? [compose([])] : packed([...extents.values()], compose);
}

/** Somebody says how far it holds streams; from whoever gives us history, also how far that goes. */
export function heardAck(turn: Turn, { id, held }: Control<'ack'>, at: number): void {
  const { giver } = turn.context.conversation;
  heardExtents(turn, id, held, at);
  heardHolders(turn, id, held, at);
  // Nobody acknowledges what it has said itself: an extent of its own marks what goes with a history.
  const isCoverage = held.some(([clientId]) => clientId === id);
  if (typeof giver === 'string' || giver.clientId !== id || !isCoverage) return;
  follow(turn, { kind: 'history', event: { type: 'covered', from: id } });
  for (const extent of held) {
    const [clientId, epoch] = extent;
    if (!isOwnStream(turn, streamKey(clientId, epoch)))
      takeHearsay(turn, streamKey(clientId, epoch), coverStream(turn.context.room, extent, at), at);
  }
}

/** Up to where nothing of a stream is missing here; of one that has said nothing since we came, up to where it had come. */
function knownUpTo({ streams }: Room, key: string): number | undefined {
  const live = streamOf(streams, key);
  if (live !== undefined) return heldWhole(live.reception);
  const beginning = beginningOf(streams, key);
  return beginning === undefined ? undefined : beginning.first - 1;
}
