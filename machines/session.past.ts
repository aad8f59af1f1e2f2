// What was said before somebody came, as the session works it out: asking for it, taking it in, and giving it to those
// who come later. Pure functions on a turn; when to ask whom and at what pace to give, the actors decide.
import { boundary, hearHistory, historyOf, historyOver } from '../src/chat/history.js';
import { isPicked } from '../src/chat/acknowledgers.js';
import { present } from '../src/chat/roster.js';
import { streamKey } from '../src/chat/streams.js';
import { maxGroupHistoryGivers, maxHistoriesServed, maxMembersTold } from '../src/limits.js';
import type { Source } from '../src/net/transport.js';
import { type Control, maxHistoryBytes, maxHistoryMessages, type Member } from '../src/wire/control.js';
import { signControl } from '../src/wire/control-codec.js';
import { decode } from '../src/wire/decode.js';
import { packed } from '../src/wire/packed.js';
import { sanitiseHandle } from '../src/wire/sanitise.js';
import type { FromHistory } from './history.events.js';
import { coverage } from './session.coverage.js';
import type { SessionContext } from './session.context.js';
import { meetPeer } from './session.members.js';
import { takeHeard } from './session.repair.js';
import { afford, bytesOf, dispatch, follow, isPlausible, remember, type Turn } from './session.turn.js';

/** Asks one peer, or if none is named everybody, what was said before we came. */
export function askHistory(
  turn: Turn,
  giver: { readonly clientId: string; readonly address: Source } | undefined,
): void {
  const draft = { kind: 'ask-history', messages: maxHistoryMessages, bytes: maxHistoryBytes } as const;
  const { conversation } = turn.context;
  remember(turn, { conversation: { ...conversation, giver: giver ?? 'anybody' } });
  if (giver === undefined) dispatch(turn, draft, 'everyone');
  else dispatch(turn, { ...draft, to: giver.clientId }, giver.address);
}

/** A late joiner asks: it is told at once who is here, and what was said is handed to the historian. */
export function heardAsk(
  turn: Turn,
  { id, to, messages, bytes }: Control<'ask-history'>,
  source: Source,
  at: number,
): void {
  const { room, identity, conversation } = turn.context;
  const { gifts } = conversation;
  // Whoever asks again while being served is still being served, and the numbers must not shift.
  if (gifts.has(id) || gifts.size >= maxHistoriesServed) return;
  const isForUs = to === undefined ? isAmongGivers(turn.context, id) : to === identity.clientId;
  if (!isForUs || !isPlausible(turn.context, source)) return;
  const items = historyOf(room, messages, bytes);
  // Who is still asking itself would tell everybody that nothing was said.
  if (to === undefined && items.length === 0 && !room.knowsPast) return;
  const covered = coverage(turn.context);
  const telling = rosterFor(turn.context, id, items.length);
  // How far it goes is said twice.
  const about = [...covered, ...covered, ...telling].map(bytesOf);
  const cost = [...items.map(({ datagram }) => datagram.length), ...about].reduce(sum, 0);
  // An address is easily forged: its owner gets no more of us than this, whoever asks.
  if (!afford(turn, 'histories', cost, at)) return;
  remember(turn, {
    conversation: {
      ...turn.context.conversation,
      gifts: new Map(gifts).set(id, { address: source, items, coverage: covered }),
    },
  });
  // Before the roster: with that, a history without a message is complete.
  for (const message of covered) dispatch(turn, message, source);
  for (const message of telling) dispatch(turn, message, source);
  follow(turn, { kind: 'historian', event: { type: 'request', to: id, items: items.length } });
}

/** Whether we are one of the few who answer somebody that asks the whole group. */
function isAmongGivers({ identity, roster }: SessionContext, joiner: string): boolean {
  return isPicked(identity.clientId, joiner, roster.ring, maxGroupHistoryGivers);
}

function sum(one: number, other: number): number {
  return one + other;
}

/** Who is here, in as many datagrams as it takes. */
function rosterFor(
  { roster, identity }: SessionContext,
  joiner: string,
  items: number,
): readonly Control<'roster'>[] {
  const members = present(roster)
    .filter(({ clientId }) => clientId !== joiner)
    // Only who is here for all we know, and has said so to us: a word passed on from one to the next would outlive them.
    .filter(({ presence, role }) => presence === 'here' && role !== undefined)
    .slice(0, maxMembersTold)
    .map(({ clientId, epoch = 0, handle }): Member => [clientId, epoch, handle]);
  const own: Member = [identity.clientId, identity.epoch, identity.handle];
  const compose = (part: readonly Member[]) =>
    signControl({ kind: 'roster', to: joiner, messages: items, members: part }, identity);
  return packed([own, ...members], compose);
}

/** Gives one datagram of a history. */
export function give(turn: Turn, to: string, number: number): void {
  const gift = turn.context.conversation.gifts.get(to);
  const item = gift?.items[number - 1];
  if (gift === undefined || item === undefined) return;
  const { datagram, clock } = item;
  // Once more, since the LAN may have lost it; and before the last one, with which it is complete.
  if (number === gift.items.length)
    for (const message of gift.coverage) dispatch(turn, message, gift.address);
  const count = gift.items.length;
  dispatch(
    turn,
    { kind: 'history', to, number, count, ...(clock === undefined ? {} : { clock }), datagram },
    gift.address,
  );
}

/** A late joiner has had everything. */
export function given(turn: Turn, to: string): void {
  const { conversation } = turn.context;
  const gifts = new Map(conversation.gifts);
  gifts.delete(to);
  remember(turn, { conversation: { ...conversation, gifts } });
}

/** Who is here, by the word of one of them; each will speak for itself before long. */
export function heardRoster(
  turn: Turn,
  { id, to, messages, members }: Control<'roster'>,
  source: Source,
  at: number,
): void {
  const { identity, conversation } = turn.context;
  const { giver } = conversation;
  // What nobody was asked for is no answer: else each lie would bring as many strangers as a datagram lists.
  if (to !== identity.clientId || giver === 'nobody') return;
  if (giver !== 'anybody' && giver.clientId !== id) return;
  // Of those who answer when everybody was asked, the first one.
  if (giver === 'anybody') remember(turn, { conversation: { ...conversation, giver: { clientId: id } } });
  follow(turn, { kind: 'history', event: { type: 'roster', from: id, messages } });
  for (const [clientId, epoch, handle] of members) {
    if (clientId === turn.context.identity.clientId || turn.context.roster.peers.has(clientId)) continue;
    // Whoever tells us of them has not heard their goodbye yet.
    if (turn.context.conversation.goodbyes.has(streamKey(clientId, epoch))) continue;
    // Nothing is known of where it is: hearsay is no sign of life of its own.
    const facts = { kind: 'ours', epoch, isTakenForPerson: true } as const;
    meetPeer(turn, { clientId, handle: sanitiseHandle(handle), facts }, source, at);
  }
}

/** One datagram of what was said before we came. */
export function heardHistory(turn: Turn, message: Control<'history'>, at: number): void {
  const { id, to, number, count, clock, datagram: bytes } = message;
  if (to !== turn.context.identity.clientId) return;
  follow(turn, { kind: 'history', event: { type: 'part', from: id, number, count } });
  const read = decode(bytes);
  if (!read.ok) return;
  const { room } = turn.context;
  takeHeard(turn, hearHistory(room, read.datagram, bytes, clock, at), at, { isRepeated: true });
}

/** What the actor says when it has ended. */
type HistoryDone = Omit<Extract<FromHistory, { readonly type: 'history.done' }>, 'type'>;

/** All that can be had of it is here. */
export function historyDone(turn: Turn, { from, lost = 0, isCovered }: HistoryDone, at: number): void {
  const end = { knowsPast: isCovered || from === undefined, lost };
  takeHeard(turn, historyOver(turn.context.room, end, at), at);
  const { room, conversation } = turn.context;
  remember(turn, { room: boundary(room, at), conversation: { ...conversation, giver: 'nobody' } });
  follow(turn, { kind: 'emit', event: { type: 'history.over' } });
}
