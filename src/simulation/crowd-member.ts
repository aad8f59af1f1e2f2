// One of a crowd: as much of a session as decides about repair. Its memory, its steps and its actors are the session's own;
// what it has not is an actor for each other member, of which thousands of members would need millions. So it knows how many
// there are, and not who.
import { type Actor, createActor, fromCallback } from 'xstate';
import { acknowledgingMachine } from '../../machines/acknowledging.machine.js';
import { presenceMachine } from '../../machines/presence.machine.js';
import { initialContext, type SessionSettings, takeMessage } from '../../machines/session.context.js';
import { tookDatagram } from '../../machines/session.control.js';
import type { HeardMessage } from '../../machines/session.events.js';
import { sayHeartbeat } from '../../machines/session.members.js';
import { type Consequence, type Turn, turnOf } from '../../machines/session.turn.js';
import { streamMachine } from '../../machines/stream.machine.js';
import { nextDatagram } from '../chat/outbox.js';
import type { ControlMessage } from '../wire/control.js';
import {
  type CrowdPacket,
  type FromCrowdActor,
  hearPacket,
  meetSpeaker,
  obey,
  type StreamOwner,
} from './crowd-steps.js';
import type { TimeLine } from './time-line.js';

/** What becomes of what a member does. */
export interface CrowdListener {
  /** A control datagram leaves, */
  readonly sent: (message: ControlMessage) => void;
  /** or one on the chat port. */
  readonly said: (bytes: Uint8Array) => void;
  readonly heard: (messages: readonly HeardMessage[]) => void;
}

export interface CrowdMemberOptions {
  readonly handle: string;
  readonly seed: number;
  /** How many there are, this one included. */
  readonly members: number;
  /** Whether it is one of those who acknowledge what is said. */
  readonly acknowledges: boolean;
  readonly settings: SessionSettings;
  readonly line: TimeLine;
  readonly listener: CrowdListener;
}

export interface CrowdMember {
  /** Its stream, as soon as it says something. */
  readonly stream: StreamOwner;
  /** It learns that somebody is there who has said nothing yet. */
  readonly meet: (speaker: StreamOwner) => void;
  /** Something has come. */
  readonly hear: (packet: CrowdPacket) => void;
  /** It says that it is there, and how far it has heard others. */
  readonly beat: () => void;
  /** From now on it says by itself that it is there, as whoever says something does more often. */
  readonly takeTheFloor: () => void;
  /** It says something; whether that was taken. */
  readonly say: (text: string) => boolean;
}

/** Somebody who is there and has heard nothing yet. An actor it has only from when it would be begun. */
export function createCrowdMember({
  handle,
  seed,
  members,
  acknowledges,
  settings,
  line,
  listener,
}: CrowdMemberOptions): CrowdMember {
  const { protocol: timing } = settings;
  const alone = initialContext({ ...settings, handle, epoch: settings.now(), seed, interfaces: [] });
  let context = { ...alone, roster: { ...alone.roster, ours: members - 1, here: members - 1 } };
  let isSending = false;

  const step = (work: (turn: Turn, at: number) => void): void => {
    const turn = turnOf(context);
    work(turn, settings.now());
    perform(turn);
  };
  const self = createActor(
    fromCallback<FromCrowdActor>(({ receive }) =>
      receive((event) => step((turn, at) => obey(turn, event, at))),
    ),
  ).start();

  const streams = new Map<string, Actor<typeof streamMachine>>();
  const { clock } = line;
  const basis = { parent: self, timing, seed };
  const acknowledging = acknowledges
    ? createActor(acknowledgingMachine, { clock, input: basis }).start()
    : undefined;
  let presence: Actor<typeof presenceMachine> | undefined;

  const perform = (turn: Turn): void => {
    context = turn.context;
    turn.consequences.forEach(follow);
    if (turn.held.size > 0) acknowledging?.send({ type: 'held', streams: [...turn.held] });
  };
  const follow = (consequence: Consequence): void => {
    switch (consequence.kind) {
      case 'emit':
        if (consequence.event.type === 'dispatch') listener.sent(consequence.event.message);
        break;
      case 'heard':
        listener.heard(consequence.messages);
        break;
      case 'stream.begin': {
        const { kind: _, ...own } = consequence;
        streams.set(own.stream, createActor(streamMachine, { clock, input: { ...basis, ...own } }).start());
        break;
      }
      case 'stream':
        streams.get(consequence.stream)?.send(consequence.event);
        break;
      case 'stream.end':
        streams.get(consequence.stream)?.stop();
        streams.delete(consequence.stream);
        break;
      case 'presence':
        presence?.send(consequence.event);
        break;
      default:
      // For actors that have nothing to do with repair.
    }
  };

  const sendNext = (): void => {
    const bytes = nextDatagram(context.outbox);
    isSending = bytes !== undefined;
    if (bytes === undefined) return;
    listener.said(bytes);
    perform(tookDatagram(context, []));
    clock.setTimeout(sendNext, settings.timing.paceMs);
  };

  return {
    stream: context.identity,
    meet: (speaker) => step((turn, at) => meetSpeaker(turn, speaker, { highest: 0, upMs: 0 }, at)),
    hear: (packet) => step((turn, at) => hearPacket(turn, packet, at)),
    beat: () => step(sayHeartbeat),
    takeTheFloor: () => {
      presence = createActor(presenceMachine, { clock, input: basis }).start();
      presence.send({ type: 'announce', why: 'joined' });
    },
    say: (text) => {
      const taken = takeMessage(context, text, settings.now());
      if ('refusal' in taken) return false;
      context = { ...context, ...taken.change };
      if (!isSending) sendNext();
      return true;
    },
  };
}
