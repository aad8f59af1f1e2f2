// What a session still held back when it ended: what came after a hole that it was asking for. Pure.
import type { SessionContext } from '../../machines/session.context.js';
import type { HeardMessage } from '../../machines/session.events.js';
import { displayHandle } from '../chat/display-handle.js';
import { passOver } from '../chat/hearing.js';
import { outsideOf } from '../chat/holes.js';
import { type Room, wantedOf } from '../chat/room.js';
import { latestActive, streamKey } from '../chat/streams.js';

export interface LeftOver {
  /** In the order of each stream. */
  readonly heard: readonly HeardMessage[];
  /** Who said what is missing, and how many datagrams. */
  readonly missing: readonly { readonly handle: string; readonly count: number }[];
}

/** @param at now, own clock, milliseconds since 1970 */
export function leftOver({ room, roster }: SessionContext, at: number): LeftOver {
  let rest: Room = room;
  const heard: HeardMessage[] = [];
  const missing: { handle: string; count: number }[] = [];
  for (const stream of latestActive(room.streams)) {
    const { clientId, epoch, handle } = stream;
    const key = streamKey(clientId, epoch);
    const wanted = wantedOf(room, key);
    if (wanted.length === 0) continue;
    const shown = passOver(rest, key, Number.POSITIVE_INFINITY, at);
    rest = shown.room;
    const from = roster.peers.get(clientId)?.address?.address;
    for (const message of shown.messages) heard.push({ message, from, isPast: false });
    const ranges = outsideOf(rest.partials.values(), wanted, stream);
    const count = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
    const name = displayHandle(roster, clientId, handle === '' ? undefined : handle);
    if (count > 0) missing.push({ handle: name, count });
  }
  return { heard, missing };
}
