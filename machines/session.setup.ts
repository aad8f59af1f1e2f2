// What the session's chart is made of: its actors, delays, guards and actions, each by the name that the chart uses. The
// actions call pure functions; the actors that reach outside are stubs until `app.ts` provides them.
import {
  type AnyEventObject,
  assertEvent,
  assign,
  enqueueActions,
  fromEventObservable,
  fromPromise,
  sendTo,
  setup,
} from 'xstate';
import { BackchannelError, type Trouble } from '../src/errors.js';
import type { InterfaceTrouble, Membership } from '../src/net/transport.js';
import type { ProtocolTiming } from '../src/protocol-timing.js';
import { acknowledgingMachine } from './acknowledging.machine.js';
import { announcerMachine } from './announcer.machine.js';
import { historianMachine } from './historian.machine.js';
import { historyMachine } from './history.machine.js';
import { presenceMachine } from './presence.machine.js';
import { heardArrivals } from './session.arrivals.js';
import {
  interfacesChanged,
  joined,
  opening,
  refusedDatagram,
  renamed,
  reopening,
  scheduledRetry,
  settled,
  type SessionContext,
  type SessionInput,
  socketsLost,
  takeMessage,
  turnedAway,
  woken,
} from './session.context.js';
import { saidHello, tookDatagram } from './session.control.js';
import type { SessionEmitted, SessionEvent } from './session.events.js';
import {
  announce,
  becomeDeaf,
  byeGapMs,
  goodbyesDue,
  peerLeft,
  peerQuiet,
  peerReturned,
  query,
  sayBye,
  sayHeartbeat,
  sayHello,
} from './session.members.js';
import { seekAgain } from './session.losses.js';
import { askHistory, give, given, historyDone } from './session.past.js';
import { acknowledge, answer, ask, lose, release } from './session.repair.js';
import { actorIds, type Turn, turnOf } from './session.turn.js';
import { type ShardInput, shardMachine } from './shard.machine.js';
import type { StreamInput } from './stream.context.js';
import { streamMachine } from './stream.machine.js';

/** What became of one datagram; trouble is a value, so that it carries the time at which it happened. */
export interface Transmission {
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** Why no interface took it; absent when at least one did. */
  readonly trouble?: Trouble;
  /** Interfaces that did not take it while others did: who is on their segments hears nothing of it. */
  readonly refused?: readonly InterfaceTrouble[];
}

/** What is left when the session has ended. */
export interface SessionOutput {
  /** Messages that the network never took. */
  readonly unsent: number;
  readonly trouble?: Trouble;
}

export function notProvided(actor: string): never {
  throw new BackchannelError('internal', `the session's actor "${actor}" was not provided`);
}

/** Names the wait of which only the latest counts. */
const settling = 'settling';

/** A step that begins with one of the session's own actors, at whatever time it is. */
function worked(context: SessionContext, work: (turn: Turn, at: number) => void): Turn {
  const turn = turnOf(context);
  work(turn, context.settings.now());
  return turn;
}

/** What XState lets an action enqueue, as far as a step needs it. */
interface Enqueue {
  assign(change: Partial<SessionContext>): void;
  emit(event: SessionEmitted): void;
  sendTo(actor: string, event: AnyEventObject): void;
  spawnChild(src: 'shard', options: { id: string; input: ShardInput }): void;
  spawnChild(src: 'stream', options: { id: string; input: StreamInput }): void;
  stopChild(actor: string): void;
}

/** Performs what a step has been worked out to be. */
function perform(enqueue: Enqueue, self: ShardInput['parent'] & StreamInput['parent'], turn: Turn): void {
  const { context, consequences } = turn;
  enqueue.assign(context);
  const { protocol: timing } = context.settings;
  for (const consequence of consequences) {
    switch (consequence.kind) {
      case 'emit':
        enqueue.emit(consequence.event);
        break;
      case 'heard':
        enqueue.emit({ type: 'heard', messages: consequence.messages });
        break;
      case 'shard.begin':
        enqueue.spawnChild('shard', {
          id: actorIds.shard(consequence.shard),
          input: { parent: self, timing },
        });
        break;
      case 'shard':
        enqueue.sendTo(actorIds.shard(consequence.shard), consequence.event);
        break;
      case 'stream.begin': {
        const { stream, isOurs, seed } = consequence;
        enqueue.spawnChild('stream', {
          id: actorIds.stream(stream),
          input: { parent: self, stream, isOurs, timing, seed },
        });
        break;
      }
      case 'stream':
        enqueue.sendTo(actorIds.stream(consequence.stream), consequence.event);
        break;
      case 'stream.end':
        enqueue.stopChild(actorIds.stream(consequence.stream));
        break;
      default:
        enqueue.sendTo(consequence.kind, consequence.event);
    }
  }
}

export const sessionSetup = setup({
  types: {
    input: {} as SessionInput,
    context: {} as SessionContext,
    events: {} as SessionEvent,
    emitted: {} as SessionEmitted,
    output: {} as SessionOutput,
    tags: {} as
      | 'joining'
      | 'connected'
      | 'sending'
      | 'rebinding'
      | 'error'
      | 'blocked'
      | 'leaving'
      | 'closed',
  },
  actors: {
    /** The group, as events: subscribing opens, binds and joins; unsubscribing leaves and closes. */
    lan: fromEventObservable<SessionEvent, Membership>(() => notProvided('lan')),
    /** Changes of this computer's interfaces, as events. */
    interfaces: fromEventObservable<SessionEvent, undefined>(() => notProvided('interfaces')),
    /** Hands one datagram to the network. */
    transmit: fromPromise<Transmission, Uint8Array>(() => notProvided('transmit')),
    presence: presenceMachine,
    announcer: announcerMachine,
    acknowledging: acknowledgingMachine,
    history: historyMachine,
    historian: historianMachine,
    shard: shardMachine,
    stream: streamMachine,
  },
  delays: {
    bye: ({ context }) => byeGapMs(context),
    pace: ({ context }) => context.settings.timing.paceMs,
    retryDelay: ({ context }) => context.recovery.delayMs,
    settled: ({ context }) => context.settings.protocol.settledMs,
  },
  guards: {
    somethingWaits: ({ context }) => context.outbox.length > 0,
    nothingWaits: ({ context }) => context.outbox.length === 0,
    socketsAreStale: ({ context }) => context.network.staleBecause !== undefined,
    socketsAreLost: ({ context }) => context.network.loss !== undefined,
    leavesNow: ({ context }) => context.leaving === 'now',
    leavesAndNothingWaits: ({ context }) => context.leaving !== 'no' && context.outbox.length === 0,
    hasGivenUp: ({ context }) =>
      context.outbox.length > 0 && context.recovery.attempt > context.settings.maxRetries,
    nobodyNeedsGoodbye: ({ context }) => context.conversation.byes >= goodbyesDue(context),
    networkTookIt: (_, transmission: Transmission) => transmission.trouble === undefined,
  },
  actions: {
    takeMessage: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, 'say');
      const taken = takeMessage(context, event.text, event.at);
      if ('refusal' in taken) return enqueue.emit({ type: 'refused', sentence: taken.refusal });
      enqueue.assign(taken.change);
      enqueue.emit({ type: 'taken' });
    }),
    hear: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'lan.heard');
      perform(enqueue, self, heardArrivals(context, event.arrivals));
    }),
    countTurnedAway: assign(({ context, event }) => {
      assertEvent(event, 'turned.away');
      return turnedAway(context, event.datagrams);
    }),
    greet: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'control.joined');
      perform(enqueue, self, saidHello(context));
    }),
    noteControlLoss: assign(({ context, event }) => {
      assertEvent(event, 'control.lost');
      return { network: { ...context.network, controlTrouble: event.trouble } };
    }),
    fallSilent: sendTo('presence', { type: 'silent' }),
    becomeDeaf: enqueueActions(({ context, enqueue, self }) => {
      perform(enqueue, self, worked(context, becomeDeaf));
    }),
    bidFarewell: enqueueActions(({ context, enqueue, self }) => {
      perform(enqueue, self, worked(context, sayBye));
    }),
    sayHello: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'presence.hello');
      perform(
        enqueue,
        self,
        worked(context, (turn) => sayHello(turn, event.why)),
      );
    }),
    sayHeartbeat: enqueueActions(({ context, enqueue, self }) => {
      perform(enqueue, self, worked(context, sayHeartbeat));
    }),
    queryPeer: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'peer.query');
      perform(
        enqueue,
        self,
        worked(context, (turn, at) => query(turn, event.clientId, at)),
      );
    }),
    notePresence: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, ['peer.quiet', 'peer.returned']);
      const note = event.type === 'peer.quiet' ? peerQuiet : peerReturned;
      perform(
        enqueue,
        self,
        worked(context, (turn) => note(turn, event.clientId)),
      );
    }),
    noteLeaving: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'peer.left');
      perform(
        enqueue,
        self,
        worked(context, (turn) => peerLeft(turn, event.clientId, event.silently)),
      );
    }),
    announce: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'announce');
      perform(
        enqueue,
        self,
        worked(context, (turn, at) => announce(turn, event, at)),
      );
    }),
    ask: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'stream.ask');
      perform(
        enqueue,
        self,
        worked(context, (turn, at) => ask(turn, event.stream, event.ranges, at)),
      );
    }),
    answer: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'stream.answer');
      perform(
        enqueue,
        self,
        worked(context, (turn, at) => answer(turn, event.stream, event.sequences, at)),
      );
    }),
    release: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'stream.release');
      perform(
        enqueue,
        self,
        worked(context, (turn, at) => release(turn, event.stream, event.through, at)),
      );
    }),
    lose: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'stream.lost');
      perform(
        enqueue,
        self,
        worked(context, (turn, at) => lose(turn, event.stream, event.ranges, at)),
      );
    }),
    seek: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'stream.seek');
      perform(
        enqueue,
        self,
        worked(context, (turn, at) => seekAgain(turn, event.stream, event.ranges, at)),
      );
    }),
    acknowledge: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'acknowledge');
      perform(
        enqueue,
        self,
        worked(context, (turn, at) => acknowledge(turn, event.streams, at)),
      );
    }),
    askHistory: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, ['history.ask', 'history.ask.everybody']);
      const giver = event.type === 'history.ask' ? { clientId: event.to, address: event.address } : undefined;
      perform(
        enqueue,
        self,
        worked(context, (turn) => askHistory(turn, giver)),
      );
    }),
    endHistory: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'history.done');
      perform(
        enqueue,
        self,
        worked(context, (turn, at) => historyDone(turn, event, at)),
      );
    }),
    give: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'history.give');
      perform(
        enqueue,
        self,
        worked(context, (turn) => give(turn, event.to, event.number)),
      );
    }),
    forgetGift: enqueueActions(({ context, event, enqueue, self }) => {
      assertEvent(event, 'history.given');
      perform(
        enqueue,
        self,
        worked(context, (turn) => given(turn, event.to)),
      );
    }),
    rename: assign(({ context, event }) => {
      assertEvent(event, 'rename');
      return renamed(context, event.handle, event.at);
    }),
    noteInterfaces: assign(({ context, event }) => {
      assertEvent(event, 'interfaces.changed');
      return interfacesChanged(context, event.change);
    }),
    noteOpening: assign(({ context }) => opening(context)),
    noteJoined: assign(({ context, event }) => {
      assertEvent(event, 'lan.joined');
      return joined(context, event);
    }),
    awaitSettling: enqueueActions(({ enqueue }) => {
      enqueue.cancel(settling);
      enqueue.raise({ type: 'network.settled' }, { id: settling, delay: 'settled' });
    }),
    tellOfNetwork: assign(({ context }) => settled(context, context.settings.now())),
    noteDatagramTaken: enqueueActions(({ context, enqueue, self }, { refused }: Transmission) => {
      perform(enqueue, self, tookDatagram(context, refused ?? []));
    }),
    noteLoss: assign(({ context, event }) => {
      assertEvent(event, 'lan.lost');
      return socketsLost(context, event.trouble, event.at);
    }),
    scheduleReopening: assign(({ context }) => {
      const { loss } = context.network;
      return loss === undefined ? {} : scheduledRetry(context, loss.trouble, loss.at);
    }),
    noteRefusal: assign(({ context }, { trouble, at }: Transmission) =>
      trouble === undefined ? {} : refusedDatagram(context, trouble, at),
    ),
    reopenSockets: assign(({ context }) => reopening(context)),
    noteWaking: assign(({ context, event }) => {
      assertEvent(event, 'woke');
      return woken(context, event.asleepMs);
    }),
    finishWhenSent: assign({ leaving: 'when-sent' }),
    leaveNow: assign({ leaving: 'now' }),
  },
});

/** What every actor of the session needs to know. */
export function forActors<Parent>(
  { settings }: SessionContext,
  self: Parent,
): { parent: Parent; timing: ProtocolTiming } {
  return { parent: self, timing: settings.protocol };
}
