// What becomes of each kind of control datagram, and of what the session's actors want. Routes; the work is done beside.
import { followsOn } from '../src/chat/hearing-runs.js';
import { meetStream } from '../src/chat/hearing.js';
import { becomeQuiet } from '../src/chat/roster.js';
import { streamKey } from '../src/chat/streams.js';
import { maxGoodbyesRemembered } from '../src/limits.js';
import type { InterfaceTrouble, Source } from '../src/net/transport.js';
import { isStamped, type StampedDatagram } from '../src/wire/chat-datagram.js';
import type { Control, ControlMessage } from '../src/wire/control.js';
import { sanitiseHandle } from '../src/wire/sanitise.js';
import {
  countedIgnored,
  countedUnreadable,
  heardIn,
  heardOn,
  isSelf,
  mayRenewId,
  newClientId,
  ownStreamOf,
  type SessionContext,
  taken,
} from './session.context.js';
import type { Arrival } from './session.events.js';
import { changeRoster, familyOf, hearAgain, type Introduction, meetPeer } from './session.members.js';
import { heardAsk, heardHistory, heardRoster } from './session.past.js';
import { meetListener, sentMessage } from './session.receipts.js';
import { heardAck } from './session.coverage.js';
import {
  echo,
  heardExtents,
  heardNack,
  heardRepair,
  takeHeard,
  takeIn,
  takeRunIn,
} from './session.repair.js';
import { heardAuthor, heardHolders } from './session.losses.js';
import { follow, keepTime, remember, type Turn, turnOf } from './session.turn.js';

type Came<Kind extends Arrival['kind']> = Extract<Arrival, { readonly kind: Kind }>;

/** Takes in what came from the LAN, in the order in which it came. */
export function heardArrivals(context: SessionContext, arrivals: readonly Arrival[]): Turn {
  const turn = turnOf(context);
  for (const heard of inRuns(arrivals)) {
    if ('kind' in heard) heardArrival(turn, heard);
    else heardRun(turn, heard);
  }
  if (turn.held.size > 0)
    follow(turn, { kind: 'acknowledging', event: { type: 'held', streams: [...turn.held] } });
  return turn;
}

type StampedArrival = Came<'chat'> & { readonly datagram: StampedDatagram };

/** What one process says in one go, together; everything else by itself. */
function inRuns(arrivals: readonly Arrival[]): readonly (Arrival | readonly StampedArrival[])[] {
  const found: (Arrival | StampedArrival[])[] = [];
  let run: StampedArrival[] = [];
  for (const arrival of arrivals) {
    const previous = run.at(-1);
    if (!isStampedArrival(arrival)) {
      found.push(arrival);
      run = [];
    } else if (previous !== undefined && goesOn(previous, arrival)) {
      run.push(arrival);
    } else {
      run = [arrival];
      found.push(run);
    }
  }
  return found;
}

function isStampedArrival(arrival: Arrival): arrival is StampedArrival {
  return arrival.kind === 'chat' && isStamped(arrival.datagram);
}

function goesOn(previous: StampedArrival, next: StampedArrival): boolean {
  const { address, port } = previous.source;
  return (
    followsOn(previous.datagram, next.datagram) &&
    next.source.address === address &&
    next.source.port === port &&
    next.on === previous.on
  );
}

function heardArrival(turn: Turn, arrival: Arrival): void {
  switch (arrival.kind) {
    case 'chat': {
      const { datagram, bytes, source, at } = arrival;
      if (heardSpeaker(turn, arrival, at)) takeIn(turn, datagram, bytes, at, 'chat', source.address);
      return;
    }
    case 'control':
      return heardControl(turn, arrival);
    case 'unreadable-chat':
      return remember(turn, countedUnreadable(turn.context, arrival.reason));
    case 'unreadable-control':
      return remember(turn, countedIgnored(turn.context, arrival.reason));
  }
}

function heardRun(turn: Turn, run: readonly StampedArrival[]): void {
  const [first] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined) return;
  if (heardSpeaker(turn, first, last.at)) takeRunIn(turn, run, last.at, first.source.address);
}

/**
 * Notes who speaks on the chat's port; our own id from somebody else costs us the id.
 *
 * @returns whether what they say is to be taken in: our own echo is nothing new
 */
function heardSpeaker(turn: Turn, { datagram, source, on }: Came<'chat'>, at: number): boolean {
  const { context } = turn;
  const isOwnId = datagram.client_id === context.identity.clientId;
  const stamped = isStamped(datagram) ? datagram : undefined;
  if (isSelf(context, datagram.client_id, stamped?.epoch)) return false;
  noteHeard(turn, source, on, at);
  if (isOwnId && !mayRenewId(context, at)) return false;
  if (isOwnId) remember(turn, newClientId(turn.context, at));
  const facts: Introduction['facts'] =
    stamped === undefined ? { kind: 'original' } : { kind: 'ours', epoch: stamped.epoch };
  const handle = sanitiseHandle(datagram.handle);
  meetPeer(turn, { clientId: datagram.client_id, handle, facts }, source, at);
  return true;
}

/** The side channel is open: hello, for the first time or again; and perhaps somebody knows what was said before. */
export function saidHello(context: SessionContext): Turn {
  const turn = turnOf(context);
  const { conversation, network } = context;
  follow(turn, { kind: 'presence', event: { type: 'announce', why: conversation.hello } });
  hearAgain(turn);
  follow(turn, { kind: 'history', event: { type: 'joined' } });
  remember(turn, {
    conversation: { ...turn.context.conversation, hello: 'moved' },
    network: { ...network, controlTrouble: undefined },
  });
  return turn;
}

/** The network took the datagram that was first in the outbox: others may ask for it again from now on. */
export function tookDatagram(context: SessionContext, refusedSending: readonly InterfaceTrouble[]): Turn {
  const turn = turnOf(context);
  const [head] = context.outbox;
  remember(turn, taken(context, refusedSending));
  follow(turn, { kind: 'presence', event: { type: 'spoke' } });
  if (head !== undefined) echo(turn, head.stream, head.firstSequence + head.sent);
  const isWhole = head !== undefined && turn.context.outbox[0]?.key !== head.key;
  // Who holds what was said under a former id is not known: its numbers were others.
  if (isWhole && head.stream === ownStreamOf(context))
    sentMessage(turn, head.key, [head.firstSequence, head.firstSequence + head.datagrams.length - 1]);
  return turn;
}

/** Takes in a control datagram; our own echo is nothing new. */
function heardControl(turn: Turn, { message, source, on, at }: Came<'control'>): void {
  const { context } = turn;
  const isOwnId = message.id === context.identity.clientId;
  if (isSelf(context, message.id, message.epoch)) {
    // Somebody takes leave in our name: at once we say that we are here.
    const isForged = isOwnId && message.kind === 'bye' && context.conversation.byes === 0;
    if (isForged) follow(turn, { kind: 'presence', event: { type: 'queried' } });
    return;
  }
  noteHeard(turn, source, on, at);
  if (isOwnId && !mayRenewId(context, at)) return;
  if (isOwnId) remember(turn, newClientId(turn.context, at));
  else route(turn, message, source, at);
}

/** Something of somebody else came in, whatever it is. */
function noteHeard(turn: Turn, source: Source, on: string | undefined, at: number): void {
  keepTime(turn, at);
  const where = heardOn(turn.context, on, at);
  if (where !== undefined) remember(turn, where);
  const how = heardIn(turn.context, familyOf(source), at);
  if (how !== undefined) remember(turn, how);
}

function route(turn: Turn, message: ControlMessage, source: Source, at: number): void {
  switch (message.kind) {
    case 'hello':
      heardPresence(turn, message, source, at);
      return follow(turn, { kind: 'presence', event: { type: 'hello.heard', from: message.id } });
    case 'heartbeat':
      heardPresence(turn, message, source, at);
      follow(turn, { kind: 'presence', event: { type: 'heartbeat.heard', from: message.id } });
      heardExtents(turn, message.id, message.held, at);
      heardHolders(turn, message.id, message.held, at);
      return heardAuthor(turn, message, at);
    case 'nack':
      return heardNack(turn, message, source, at);
    case 'repair':
      return heardRepair(turn, message, at);
    case 'ack':
      return heardAck(turn, message, at);
    case 'query':
      return heardQuery(turn, message);
    case 'bye':
      return heardBye(turn, message, at);
    case 'ask-history':
      return heardAsk(turn, message, source, at);
    case 'roster':
      return heardRoster(turn, message, source, at);
    case 'history':
      return heardHistory(turn, message, at);
  }
}

/** Somebody says that they are here, and how far they have spoken. */
function heardPresence(
  turn: Turn,
  message: Control<'hello'> | Control<'heartbeat'>,
  source: Source,
  at: number,
): void {
  const { id, epoch, handle, role, highest, upMs: theirs } = message;
  const facts = { kind: 'ours', epoch, highest, role } as const;
  const called = sanitiseHandle(handle);
  meetPeer(turn, { clientId: id, handle: called, facts, role, upMs: theirs }, source, at);
  // One of too many strangers: another time.
  if (!turn.context.roster.peers.has(id)) return;
  takeHeard(
    turn,
    meetStream(turn.context.room, id, epoch, { highest, upMs: theirs, handle: called }, at),
    at,
  );
  meetListener(turn, id);
  if (theirs <= turn.context.settings.upMs()) return;
  follow(turn, {
    kind: 'history',
    event: { type: 'candidate', clientId: id, address: source, upMs: theirs },
  });
}

function heardQuery(turn: Turn, { to }: Control<'query'>): void {
  const { identity, actors } = turn.context;
  if (to === identity.clientId) follow(turn, { kind: 'presence', event: { type: 'queried' } });
  else if (actors.peers.has(to)) follow(turn, { kind: 'peer', clientId: to, event: { type: 'query.heard' } });
}

function heardBye(turn: Turn, { id, epoch, highest }: Control<'bye'>, at: number): void {
  const peer = turn.context.roster.peers.get(id);
  noteGoodbye(turn, streamKey(id, epoch));
  if (peer?.epoch !== epoch) return;
  // What it said last may have been lost; others hold it.
  const word = { highest, upMs: Number.POSITIVE_INFINITY, handle: peer.handle };
  takeHeard(turn, meetStream(turn.context.room, id, epoch, word, at), at);
  changeRoster(turn, becomeQuiet(turn.context.roster, id));
  if (turn.context.actors.peers.has(id)) follow(turn, { kind: 'peer', clientId: id, event: { type: 'bye' } });
}

/** Also of somebody not met yet: who is about to tell us of them may not have heard it. */
function noteGoodbye(turn: Turn, stream: string): void {
  const { conversation } = turn.context;
  if (conversation.goodbyes.has(stream)) return;
  const goodbyes = new Set([...conversation.goodbyes, stream].slice(-maxGoodbyesRemembered));
  remember(turn, { conversation: { ...conversation, goodbyes } });
}
