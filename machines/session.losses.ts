// What has been given up, as the session works it out: whose word makes it likely that somebody holds it after all, since a
// network that was split is one again. Pure functions on a turn; whether to ask once more, the stream's actor decides.
import { seek } from '../src/chat/hearing.js';
import { isPresent } from '../src/chat/peer.js';
import { minus, noRanges, type Ranges, union, within } from '../src/chat/ranges.js';
import { firstKept, streamKey, streamOf } from '../src/chat/streams.js';
import type { Control, Extent, Range } from '../src/wire/control.js';
import { takeHeard, watch } from './session.repair.js';
import { afford, follow, type Turn } from './session.turn.js';

/**
 * Somebody says how far they hold streams, and what they lack of it. Not believed: whoever has not said that they are here,
 * and that anybody holds what is older than anybody keeps.
 */
export function heardHolders(turn: Turn, from: string, extents: readonly Extent[], at: number): void {
  const peer = turn.context.roster.peers.get(from);
  if (peer?.kind !== 'ours' || !isPresent(peer)) return;
  // Each stream once, however often it is listed.
  const claims = new Map(extents.map((extent) => [streamKey(extent[0], extent[1]), extent]));
  for (const [stream, [, , upTo, lacks = noRanges]] of claims)
    mayBeHeld(turn, stream, [firstKept(upTo), upTo], lacks, at);
}

/** The author itself says what it still holds of what it has said. */
export function heardAuthor(
  turn: Turn,
  { id, epoch, oldest, highest }: Control<'heartbeat'>,
  at: number,
): void {
  if (oldest > 0)
    mayBeHeld(turn, streamKey(id, epoch), [Math.max(oldest, firstKept(highest)), highest], noRanges, at);
}

function mayBeHeld(turn: Turn, stream: string, range: Range, lacks: Ranges, at: number): void {
  const reception = streamOf(turn.context.room.streams, stream)?.reception;
  if (reception === undefined || reception.lost.length === 0) return;
  // To look is work, and everybody can make us look; who is right says it again.
  if (!afford(turn, 'seeks', 1, at)) return;
  const known = minus(within(reception.lost, range), reception.sought);
  const ranges = minus(known, union(noRanges, lacks));
  if (ranges.length === 0 || !watch(turn, stream, false, at)) return;
  follow(turn, { kind: 'stream', stream, event: { type: 'held.elsewhere', ranges, at } });
}

/** What was lost is asked for once more. */
export function seekAgain(turn: Turn, stream: string, ranges: readonly Range[], at: number): void {
  takeHeard(turn, seek(turn.context.room, stream, ranges, at), at);
}
