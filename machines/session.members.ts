// Who is here: whom the session meets, who comes and goes, and what our own hello and heartbeat say. Pure functions on a
// turn; when something is said, and when somebody counts as gone, the actors decide.
import {
  type Gathered,
  hereSentence,
  joinedSentence,
  leftSentence,
  type Person,
  renamedSentence,
} from '../src/chat/announcements.js';
import { displayHandle } from '../src/chat/display-handle.js';
import type { Family, Peer, PeerFacts } from '../src/chat/peer.js';
import { oldestHeld } from '../src/chat/holdings.js';
import { valueOf } from '../src/chat/persistent-map.js';
import { left as leftAudience } from '../src/chat/receipts.js';
import { extentsHeld, notice } from '../src/chat/room.js';
import {
  becomeQuiet,
  displaced,
  leave,
  mayBeHeard,
  meet,
  type Roster,
  returned,
} from '../src/chat/roster.js';
import type { Destination, Source } from '../src/net/transport.js';
import { heartbeatIntervalMs } from '../src/protocol-timing.js';
import {
  type Control,
  type ControlDraft,
  type HelloReason,
  maxStreamsListed,
  type Role,
} from '../src/wire/control.js';
import { encodeControl, signControl } from '../src/wire/control-codec.js';
import { fitting } from '../src/wire/packed.js';
import { hearsNoIPv4, highestSent, ownStreamOf, type SessionContext } from './session.context.js';
import { beginPeer, endPeer, tellEachPeer, tellEvidence, tellPeer } from './session.peers.js';
import { noteReceipted } from './session.receipts.js';
import { afford, dispatch, follow, remember, type Turn } from './session.turn.js';

/** A peer is told of at most this often that it was heard: its actor wants to know no more than that. */
const evidencePauseMs = 500;

/** What IPv4 and UDP add to a datagram (RFC 791, RFC 768): it takes its share of the LAN too (RFC 3550 §6.3.3). */
const headerBytes = 28;

/** In a group of thousands it takes minutes until everybody has been heard; of so many each is told of, however late. */
const fewMembers = 16;

/** Of one handle: the one that is met, and another. */
const namesakes = 2;

/**
 * Streams that each heartbeat tells of, the latest active: whoever has just come may have heard our acknowledgement before it
 * knew of us. The others take turns for the room that these leave.
 */
const alwaysTold = 8;

/** Peers are told of a longer interval when it has grown by so much: till then they are only asked a little early. */
const toldGrowth = 1.25;

/** What a datagram tells of who sent it. */
export interface Introduction {
  readonly clientId: string;
  /** Sanitised. */
  readonly handle: string;
  readonly facts: Omit<PeerFacts, 'handle' | 'address' | 'family'>;
  /** Present when it says so: whether somebody sits there whose coming and going people want to know. */
  readonly role?: Role;
  /** How long it has been running; present when it says so. */
  readonly upMs?: number;
}

/** How many of our kind are here, ourselves included. */
export function membersOf({ roster }: SessionContext): number {
  return roster.ours + 1;
}

/**
 * Where we ask for everybody's repair: in both families only while somebody may hear one alone. That is who is heard over
 * IPv6 only, and we ourselves if we have heard nobody over IPv4 for some time.
 */
export function whereToAsk(context: SessionContext): Destination {
  return hearsNoIPv4(context) || context.roster.onIPv6Alone > 0 ? 'everyone' : 'segments';
}

/**
 * Where everybody's repair goes: also in both families for some time after somebody has asked over IPv6. That is no reason
 * to ask in both as well: one who does would be the reason for the next.
 */
export function whereToAnswer(context: SessionContext): Destination {
  const { settings, conversation } = context;
  const { widelyAskedAt = Number.NEGATIVE_INFINITY } = conversation;
  return settings.now() - widelyAskedAt < settings.protocol.widelyForMs ? 'everyone' : whereToAsk(context);
}

/** Somebody was heard, known or not. */
export function meetPeer(turn: Turn, introduction: Introduction, source: Source, at: number): void {
  const { clientId, facts, role, upMs: theirs } = introduction;
  const before = turn.context.roster;
  const known = before.peers.get(clientId);
  if (known === undefined && !afford(turn, 'strangers', 1, at)) return;
  // What waited somewhere was written under the handle of then: who has introduced themselves say who they are now.
  const handle = theirs === undefined && known?.role !== undefined ? known.handle : introduction.handle;
  const crowdedOut = displaced(before, clientId);
  const roster = meet(before, clientId, handle, at, {
    ...facts,
    ...(isSilentOfRole(turn.context, known, at) ? { isTakenForPerson: true } : {}),
    family: familyOf(source),
    ...(theirs === undefined ? {} : { startedMs: turn.context.settings.upMs() - theirs }),
    // Of a chat datagram it is a socket that nobody reads.
    ...(theirs === undefined || isLesserWay(source, known) ? {} : { address: source }),
  });
  changeRoster(turn, roster);
  if (crowdedOut !== undefined) endPeer(turn, crowdedOut.clientId);
  // Taken for one of the original's at first: its actor waits for words, not for heartbeats.
  if (known?.kind === 'original' && facts.kind === 'ours') endPeer(turn, clientId);
  keepPeerActor(turn, clientId, roster.peers.get(clientId)?.kind ?? 'ours', at);
  const isRenamed = role === 'person' && known?.role === 'person' && known.presence !== 'gone';
  if (isRenamed && known.handle !== handle && afford(turn, 'renames', 1, at)) {
    const sentence = renamedSentence(displayHandle(before, clientId), displayHandle(roster, clientId));
    remember(turn, { room: notice(turn.context.room, sentence, at) });
  }
  // People have been told that they left; and what says that they are back may say nothing of what they are.
  const isBack = known?.presence === 'gone';
  const isNews = known === undefined || isBack || known.role === undefined;
  if ((role ?? known?.role) === 'person' && isNews && !hasReplaced(turn, clientId, handle)) {
    const isFewHere = membersOf(turn.context) <= fewMembers;
    const wasHere = !isBack && theirs !== undefined && theirs > turn.context.settings.upMs();
    follow(turn, {
      kind: 'announcer',
      event: { type: 'came', person: { clientId, handle }, wasHere, isFewHere },
    });
  }
}

/** Whether somebody known has had the time to say what it is: its hellos, and the heartbeats behind a line, are lost. */
function isSilentOfRole({ settings }: SessionContext, known: Peer | undefined, at: number): boolean {
  if (known?.kind !== 'ours' || known.role !== undefined) return false;
  return at - known.firstHeardAt >= settings.protocol.roleWaitMs;
}

/** Everything comes in each family: the address is to stay one that people know, and not to change with each datagram. */
function isLesserWay(source: Source, known: Peer | undefined): boolean {
  return known?.address !== undefined && familyOf(source) === 'IPv6' && familyOf(known.address) === 'IPv4';
}

/** Whether it takes the place of somebody of its handle who is about to be gone: the program, started anew. Nobody is told. */
function hasReplaced(turn: Turn, clientId: string, handle: string): boolean {
  const { peers, handles } = turn.context.roster;
  if ((valueOf(handles, handle) ?? 0) < namesakes) return false;
  const namesake = [...peers.values()].find(
    (peer) => peer.handle === handle && peer.clientId !== clientId && peer.presence === 'quiet',
  );
  if (namesake === undefined) return false;
  tellPeer(turn, namesake.clientId, { type: 'replaced' });
  return true;
}

/** The interval at which everybody says that they are here. */
function intervalMs(context: SessionContext): number {
  const { settings, conversation } = context;
  return heartbeatIntervalMs(
    settings.protocol,
    membersOf(context),
    conversation.heartbeatBytes + headerBytes,
  );
}

function keepPeerActor(turn: Turn, clientId: string, kind: Peer['kind'], at: number): void {
  const { context } = turn;
  const toldAt = valueOf(context.actors.peers, clientId)?.toldAt;
  if (toldAt === undefined) {
    const [members, interval] = [membersOf(context), intervalMs(context)];
    beginPeer(turn, { clientId, kind, members, intervalMs: interval }, at);
    if (context.conversation.isDeaf) tellPeer(turn, clientId, { type: 'deaf' });
  } else if (at - toldAt >= evidencePauseMs || at < toldAt)
    tellEvidence(turn, clientId, intervalMs(context), at);
}

/** Nobody of our like can be heard any more: from now on nobody is judged by their silence. */
export function becomeDeaf(turn: Turn): void {
  tellPeers(turn, true);
}

/** They can be heard again: each has as much time to be heard as somebody who has just been. */
export function hearAgain(turn: Turn): void {
  tellPeers(turn, false);
  follow(turn, { kind: 'announcer', event: { type: 'joined' } });
}

function tellPeers(turn: Turn, isDeaf: boolean): void {
  const { conversation } = turn.context;
  if (conversation.isDeaf === isDeaf) return;
  remember(turn, { conversation: { ...conversation, isDeaf } });
  tellEachPeer(turn, { type: isDeaf ? 'deaf' : 'hearing' });
}

/** Nothing has been heard of a peer for long. */
export function peerQuiet(turn: Turn, clientId: string): void {
  changeRoster(turn, becomeQuiet(turn.context.roster, clientId));
}

/** It is here after all. */
export function peerReturned(turn: Turn, clientId: string): void {
  changeRoster(turn, returned(turn.context.roster, clientId));
}

/** It is gone, and its actor has ended. */
export function peerLeft(turn: Turn, clientId: string, silently: boolean): void {
  const peer = turn.context.roster.peers.get(clientId);
  changeRoster(turn, leave(turn.context.roster, clientId));
  endPeer(turn, clientId);
  noteReceipted(turn, leftAudience(turn.context.receipts, clientId));
  if (peer?.role === 'person' && !silently)
    follow(turn, { kind: 'announcer', event: { type: 'left', person: { clientId, handle: peer.handle } } });
}

/** Tells people who came and went. */
export function announce(turn: Turn, { here, joined, left }: Gathered, at: number): void {
  const { roster } = turn.context;
  const names = (people: readonly Person[]) =>
    people.map(({ clientId, handle }) => displayHandle(roster, clientId, handle));
  const sentences = [
    ...(here.length > 0 ? [hereSentence(names(here))] : []),
    ...(joined.length > 0 ? [joinedSentence(names(joined))] : []),
    ...(left.length > 0 ? [leftSentence(names(left))] : []),
  ];
  for (const sentence of sentences) remember(turn, { room: notice(turn.context.room, sentence, at) });
}

/** A change of the roster; our presence and the peers' actors go by how many we are. */
export function changeRoster(turn: Turn, roster: Roster): void {
  const { roster: before } = turn.context;
  if (roster === before) return;
  remember(turn, { roster });
  if (roster.ours !== before.ours) tellGroupSize(turn);
}

/** Everybody beats at another pace now. */
function tellGroupSize(turn: Turn): void {
  const { conversation } = turn.context;
  const members = membersOf(turn.context);
  const bytes = conversation.heartbeatBytes + headerBytes;
  follow(turn, { kind: 'presence', event: { type: 'group.size', members, bytes } });
  const interval = intervalMs(turn.context);
  if (interval < conversation.toldIntervalMs * toldGrowth) return;
  remember(turn, { conversation: { ...conversation, toldIntervalMs: interval } });
  tellEachPeer(turn, { type: 'group.size', members, intervalMs: interval });
}

/** Says hello. */
export function sayHello(turn: Turn, why: HelloReason): void {
  remember(turn, { conversation: { ...turn.context.conversation, isAnnounced: true } });
  dispatch(turn, { kind: 'hello', ...presenceOf(turn.context), why }, 'everyone');
}

/** Says that we are here, and how far we have heard others: those who spoke last, and of the others as many as fit in turn. */
export function sayHeartbeat(turn: Turn): void {
  const { context } = turn;
  const { room, identity, conversation } = context;
  const extents = extentsHeld(room);
  const latest = extents.slice(0, alwaysTold);
  const others = extents.slice(alwaysTold);
  const first = others.length === 0 ? 0 : conversation.digestFrom % others.length;
  const inTurn = [...latest, ...others.slice(first), ...others.slice(0, first)].slice(0, maxStreamsListed);
  const compose = (held: Control<'heartbeat'>['held']): ControlDraft & { readonly kind: 'heartbeat' } => ({
    kind: 'heartbeat',
    ...presenceOf(context),
    oldest: oldestHeld(room.holdings, ownStreamOf(context)) ?? 0,
    held,
  });
  const fits = fitting(inTurn, (held) => signControl(compose(held), identity));
  const draft = compose(inTurn.slice(0, fits));
  const heartbeatBytes = encodeControl(signControl(draft, identity))?.length ?? conversation.heartbeatBytes;
  remember(turn, {
    conversation: {
      ...conversation,
      isAnnounced: true,
      heartbeatBytes,
      digestFrom: first + Math.max(0, fits - latest.length),
    },
  });
  dispatch(turn, draft, 'everyone');
  if (heartbeatBytes !== conversation.heartbeatBytes) tellGroupSize(turn);
}

/** Asks a peer that has been silent for long whether it is there. */
export function query(turn: Turn, clientId: string, at: number): void {
  if (afford(turn, 'queries', 1, at)) dispatch(turn, { kind: 'query', to: clientId }, 'everyone');
}

/**
 * How many goodbyes are to be said. Where somebody is there who may have heard of us, as many as make sure that one is heard; where
 * nobody is known, one, which takes no time: who has heard our hello may not have answered yet. Who has said nothing has
 * nothing to take back.
 */
export function goodbyesDue(context: SessionContext): number {
  const { settings, conversation, roster } = context;
  const { isAnnounced } = conversation;
  if (!mayBeHeard(roster)) return isAnnounced ? 1 : 0;
  return isAnnounced || highestSent(context) > 0 ? settings.protocol.byeLadderMs.length : 0;
}

/** The wait before the next goodbye, in milliseconds; 0 after the last, since Node warns of a negative one. */
export function byeGapMs({ settings, conversation: { byes } }: SessionContext): number {
  const { byeLadderMs } = settings.protocol;
  const next = byeLadderMs[byes];
  return next === undefined ? 0 : next - (byeLadderMs[byes - 1] ?? 0);
}

/** Says that we leave. */
export function sayBye(turn: Turn): void {
  const { conversation } = turn.context;
  remember(turn, { conversation: { ...conversation, byes: conversation.byes + 1 } });
  dispatch(turn, { kind: 'bye', highest: highestSent(turn.context) }, 'everyone');
}

function presenceOf(context: SessionContext): Omit<Control<'hello'>, 'v' | 'id' | 'epoch' | 'kind' | 'why'> {
  const { identity, settings } = context;
  return {
    handle: identity.handle,
    role: settings.role,
    upMs: settings.upMs(),
    highest: highestSent(context),
  };
}

/** The family of an address. */
export function familyOf({ address }: Source): Family {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}
