// What becomes of each kind of control datagram, and of what the session's actors want. Routes; the work is done beside.
import { meetStream } from '../src/chat/hearing.js';
import { becomeQuiet } from '../src/chat/roster.js';
import { streamKey } from '../src/chat/streams.js';
import { maxGoodbyesRemembered } from '../src/limits.js';
import type { InterfaceTrouble, Source } from '../src/net/transport.js';
import type { Control, ControlMessage } from '../src/wire/control.js';
import { sanitiseHandle } from '../src/wire/sanitise.js';
import { ownStreamOf, type SessionContext, taken } from './session.context.js';
import { heardAck } from './session.coverage.js';
import { heardAuthor, heardHolders } from './session.losses.js';
import { changeRoster, hearAgain, meetPeer } from './session.members.js';
import { tellPeer } from './session.peers.js';
import { heardAsk, heardHistory, heardRoster } from './session.past.js';
import { meetListener, sentMessage } from './session.receipts.js';
import { echo, heardExtents, heardNack, heardRepair, takeHeard } from './session.repair.js';
import { follow, remember, type Turn, turnOf } from './session.turn.js';

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

/** What a control datagram of somebody else comes to. */
export function heardMessage(turn: Turn, message: ControlMessage, source: Source, at: number): void {
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
  const facts = { kind: 'ours', epoch, role } as const;
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
  const { clientId } = turn.context.identity;
  if (to === clientId) follow(turn, { kind: 'presence', event: { type: 'queried' } });
  else tellPeer(turn, to, { type: 'query.heard' });
}

function heardBye(turn: Turn, { id, epoch, highest }: Control<'bye'>, at: number): void {
  const peer = turn.context.roster.peers.get(id);
  noteGoodbye(turn, streamKey(id, epoch));
  if (peer?.epoch !== epoch) return;
  // What it said last may have been lost; others hold it.
  const word = { highest, upMs: Number.POSITIVE_INFINITY, handle: peer.handle };
  takeHeard(turn, meetStream(turn.context.room, id, epoch, word, at), at);
  changeRoster(turn, becomeQuiet(turn.context.roster, id));
  tellPeer(turn, id, { type: 'bye' });
}

/** Also of somebody not met yet: who is about to tell us of them may not have heard it. */
function noteGoodbye(turn: Turn, stream: string): void {
  const { conversation } = turn.context;
  if (conversation.goodbyes.has(stream)) return;
  const goodbyes = new Set([...conversation.goodbyes, stream].slice(-maxGoodbyesRemembered));
  remember(turn, { conversation: { ...conversation, goodbyes } });
}
