// How much a session remembers, child actors included, beside what `limits.ts` allows. Reads, and changes nothing.
import type { AnyActorRef } from 'xstate';
import type { Session } from '../../src/app.js';
import { entriesOf } from '../../src/chat/persistent-map.js';
import type { Reception } from '../../src/chat/reception.js';
import * as limits from '../../src/limits.js';
import { exceededBound } from '../../src/simulation/memory-bounds.js';
import { maxStreamsListed, maxHistoryMessages } from '../../src/wire/control.js';

/** So many ranges at most, since no two touch: those of all numbers that are told apart. */
const maxRanges = (limits.maxAheadPerStream + limits.maxBehindPerStream) / 2;

interface Size {
  readonly of: string;
  readonly most: number;
  readonly is: number;
}

/** What is larger than it may be, each in words; nothing if all is well. */
export function excesses(session: Session): string[] {
  const ofContext = exceededBound(session.getSnapshot().context);
  const others = [...ofRoom(session), ...ofConversation(session), ...ofActors(session)].flatMap(
    ({ of, most, is }) => (is > most ? [`${of}: ${is}, and ${most} are allowed`] : []),
  );
  return ofContext === undefined ? others : [ofContext, ...others];
}

function ofRoom(session: Session): Size[] {
  const { room, formerClientIds, roster, discarded, network } = session.getSnapshot().context;
  const streams = Array.from(entriesOf(room.streams.live), ([, stream]) => stream);
  const places = streams.flatMap(({ reception, elsewhere }) =>
    elsewhere === undefined ? [reception] : [reception, elsewhere],
  );
  const most = (of: (reception: Reception<unknown>) => number): number => Math.max(0, ...places.map(of));
  return [
    { of: 'missing ranges', most: maxRanges, is: most(({ missing }) => missing.length) },
    { of: 'lost ranges', most: maxRanges, is: most(({ lost }) => lost.length) },
    { of: 'early ranges', most: maxRanges, is: most(({ early }) => early.length) },
    { of: 'held back', most: limits.maxAheadPerStream, is: most(({ ahead }) => ahead.size) },
    {
      of: 'held back where the stream was before',
      most: 0,
      is: Math.max(0, ...streams.map(({ elsewhere }) => elsewhere?.ahead.size ?? 0)),
    },
    { of: 'holes', most: maxRanges, is: Math.max(0, ...streams.map(({ holes }) => holes.length)) },
    {
      of: 'unshown ranges',
      most: maxRanges,
      is: Math.max(0, ...streams.map(({ unshown }) => unshown.length)),
    },
    { of: 'former ids', most: limits.maxFormerClientIds, is: formerClientIds.length },
    { of: 'handles', most: limits.maxPeers + 1, is: roster.handles.size },
    {
      of: 'families',
      most: 2,
      is: Math.max(0, ...[...roster.peers.values()].map((peer) => peer.families.length)),
    },
    { of: 'reasons', most: 20, is: Object.keys({ ...discarded.chat, ...discarded.control }).length },
    { of: 'interfaces heard on', most: network.interfaces.length, is: network.heardOn.size },
  ];
}

function ofConversation(session: Session): Size[] {
  const { conversation } = session.getSnapshot().context;
  const gifts = [...conversation.gifts.values()];
  return [
    {
      of: 'datagrams of a gift',
      most: maxHistoryMessages,
      is: Math.max(0, ...gifts.map(({ items }) => items.length)),
    },
  ];
}

/** What each kind of child actor may remember, by the key in its context. */
const listsOfActors: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  announcer: { here: limits.maxPeers, joined: limits.maxPeers, left: limits.maxPeers },
  acknowledging: { streams: maxStreamsListed },
  history: {
    candidates: limits.maxHistoryCandidates,
    known: limits.maxHistoryCandidates,
    numbers: maxHistoryMessages,
  },
  historian: { requests: limits.maxHistoriesServed, served: limits.maxServedRemembered },
  stream: {
    asking: limits.maxAskedPerStream,
    due: limits.maxAnsweredPerStream,
    quiet: limits.maxAnsweredPerStream,
  },
};

/** The actors that a session always has: presence, announcer, and the like. */
const maxStandingActors = 10;

function ofActors(session: Session): Size[] {
  const children: Readonly<Record<string, AnyActorRef | undefined>> = session.getSnapshot().children;
  const ids = Object.keys(children);
  const standing = ids.filter((id) => !id.includes('/'));
  const inShards = ids.filter((id) => id.startsWith('shard/')).map((id) => childrenOf(children[id]));
  const counts: Size[] = [
    { of: 'actors of peers', most: limits.maxPeers, is: inShards.reduce((sum, count) => sum + count, 0) },
    { of: 'actors of peers in a share', most: limits.maxPeersPerShard, is: Math.max(0, ...inShards) },
    { of: 'shares of peers', most: limits.maxPeers / limits.maxPeersPerShard, is: inShards.length },
    {
      of: 'actors of streams',
      most: limits.maxStreams,
      is: ids.filter((id) => id.startsWith('stream/')).length,
    },
    { of: 'standing actors', most: maxStandingActors, is: standing.length },
  ];
  const lists = ids.flatMap((id) => listsIn(id, children[id]));
  return [...counts, ...lists];
}

function childrenOf(actor: AnyActorRef | undefined): number {
  const snapshot: unknown = actor?.getSnapshot();
  if (!isRecord(snapshot) || !isRecord(snapshot['children']))
    throw new Error('a share of the peers has no children: mend this measure');
  return Object.keys(snapshot['children']).length;
}

function listsIn(id: string, actor: AnyActorRef | undefined): Size[] {
  const allowed = listsOfActors[id.split('/')[0] ?? ''];
  if (allowed === undefined || actor === undefined) return [];
  const snapshot: unknown = actor.getSnapshot();
  const context = isRecord(snapshot) && isRecord(snapshot['context']) ? snapshot['context'] : {};
  const found = new Map(sizesIn(context));
  return Object.entries(allowed).map(([key, most]) => {
    const is = found.get(key);
    if (is === undefined) throw new Error(`the actor ${id} has no list "${key}" any more: mend this measure`);
    return { of: `${key} of ${id}`, most, is };
  });
}

/** Every list, set and map in the context, and in the plain objects in it. */
function sizesIn(context: Record<string, unknown>): [string, number][] {
  return Object.entries(context).flatMap(([key, value]): [string, number][] => {
    if (Array.isArray(value)) return [[key, value.length]];
    if (value instanceof Map || value instanceof Set) return [[key, value.size]];
    return isRecord(value) && Object.getPrototypeOf(value) === Object.prototype ? sizesIn(value) : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
