// What a member of a crowd does with what it hears and with what its actors tell it: of the session's own functions those
// that have to do with repair. Pure functions on a turn.
import type { FromAcknowledging } from '../../machines/acknowledging.events.js';
import type { FromPresence } from '../../machines/presence.events.js';
import { seekAgain } from '../../machines/session.losses.js';
import { sayHeartbeat, sayHello } from '../../machines/session.members.js';
import {
  acknowledge,
  answer,
  ask,
  heardExtents,
  heardNack,
  heardRepair,
  lose,
  release,
  takeHeard,
  takeIn,
} from '../../machines/session.repair.js';
import type { Turn } from '../../machines/session.turn.js';
import type { FromStream } from '../../machines/stream.events.js';
import { meetStream } from '../chat/hearing.js';
import type { AuthorsWord } from '../chat/streams.js';
import type { StampedDatagram } from '../wire/chat-datagram.js';
import type { ControlMessage } from '../wire/control.js';

/** What travels on the LAN of a crowd: read once, and not by each who hears it. */
export type CrowdPacket =
  | { readonly plane: 'chat'; readonly datagram: StampedDatagram; readonly bytes: Uint8Array }
  | { readonly plane: 'control'; readonly message: ControlMessage };

/** What the actors tell. */
export type FromCrowdActor = FromStream | FromAcknowledging | FromPresence;

/** Whose stream it is, and since when. */
export interface StreamOwner {
  readonly clientId: string;
  readonly epoch: number;
}

/** A crowd has no addresses; what comes from any in IPv4 is answered in IPv4 alone. */
const anywhere = { address: '10.0.0.1', port: 49_152 } as const;

/** Takes in something that came. */
export function hearPacket(turn: Turn, packet: CrowdPacket, at: number): void {
  if (packet.plane === 'control') hearControl(turn, packet.message, at);
  else takeIn(turn, packet.datagram, packet.bytes, at, 'chat');
}

/** The owner of a stream says how far it has got. */
export function meetSpeaker(
  turn: Turn,
  { clientId, epoch }: StreamOwner,
  word: AuthorsWord,
  at: number,
): void {
  takeHeard(turn, meetStream(turn.context.room, clientId, epoch, word, at), at);
}

/** Does what an actor wants to be done. */
export function obey(turn: Turn, event: FromCrowdActor, at: number): void {
  switch (event.type) {
    case 'stream.ask':
      return ask(turn, event.stream, event.ranges, at);
    case 'stream.answer':
      return answer(turn, event.stream, event.sequences, at);
    case 'stream.release':
      return release(turn, event.stream, event.through, at);
    case 'stream.lost':
      return lose(turn, event.stream, event.ranges, at);
    case 'stream.seek':
      return seekAgain(turn, event.stream, event.ranges, at);
    case 'acknowledge':
      return acknowledge(turn, event.streams, at);
    case 'presence.hello':
      return sayHello(turn, event.why);
    case 'presence.heartbeat':
      return sayHeartbeat(turn);
  }
}

function hearControl(turn: Turn, message: ControlMessage, at: number): void {
  switch (message.kind) {
    case 'nack':
      return heardNack(turn, message, anywhere, at);
    case 'repair':
      return heardRepair(turn, message, at);
    case 'ack':
      return heardExtents(turn, message.id, message.held, at);
    case 'heartbeat':
      // Who has not spoken has no stream, and thousands of them need not be remembered.
      if (message.highest > 0) meetSpeaker(turn, { clientId: message.id, epoch: message.epoch }, message, at);
      return heardExtents(turn, message.id, message.held, at);
    default:
    // The other kinds have nothing to do with repair.
  }
}
