// What comes from the LAN, datagram by datagram, before it is looked at what it says: our own echo, our own id from somebody
// else, and what one process says in one go. Pure functions on a turn.
import { followsOn } from '../src/chat/hearing-runs.js';
import type { Source } from '../src/net/transport.js';
import { isStamped, type StampedDatagram } from '../src/wire/chat-datagram.js';
import { sanitiseHandle } from '../src/wire/sanitise.js';
import {
  countedIgnored,
  countedUnreadable,
  heardIn,
  heardOn,
  isSelf,
  mayRenewId,
  newClientId,
  type SessionContext,
} from './session.context.js';
import { heardMessage } from './session.control.js';
import type { Arrival } from './session.events.js';
import { familyOf, type Introduction, meetPeer } from './session.members.js';
import { takeIn, takeRunIn } from './session.repair.js';
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
  else heardMessage(turn, message, source, at);
}

/** Something of somebody else came in, whatever it is. */
function noteHeard(turn: Turn, source: Source, on: string | undefined, at: number): void {
  keepTime(turn, at);
  const where = heardOn(turn.context, on, at);
  if (where !== undefined) remember(turn, where);
  const how = heardIn(turn.context, familyOf(source), at);
  if (how !== undefined) remember(turn, how);
}
