// The session: what the program is doing on the network, and what may happen next. The socket's life is a state:
// `active` holds the open sockets, leaving it closes them. Knows time only by named delays, and no socket and no
// screen: the actors are stubs until `app.ts` provides them.
import {
  and,
  assertEvent,
  assign,
  enqueueActions,
  fromEventObservable,
  fromPromise,
  not,
  type SnapshotFrom,
  setup,
  stateIn,
} from 'xstate';
import { nextDatagram } from '../src/chat/outbox.js';
import { BackchannelError, type Trouble } from '../src/errors.js';
import type { InterfaceTrouble, Membership } from '../src/net/transport.js';
import {
  countedUnreadable,
  heardDatagram,
  initialContext,
  interfacesChanged,
  joined,
  membershipOf,
  opening,
  refusedDatagram,
  renamed,
  reopening,
  scheduledRetry,
  type SessionContext,
  type SessionInput,
  socketsLost,
  takeMessage,
  tookDatagram,
  woken,
} from './session.context.js';
import type { SessionEmitted, SessionEvent } from './session.events.js';

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

function notProvided(actor: string): never {
  throw new BackchannelError('internal', `the session's actor "${actor}" was not provided`);
}

export const sessionMachine = setup({
  types: {
    input: {} as SessionInput,
    context: {} as SessionContext,
    events: {} as SessionEvent,
    emitted: {} as SessionEmitted,
    output: {} as SessionOutput,
    tags: {} as 'joining' | 'connected' | 'sending' | 'rebinding' | 'error' | 'blocked' | 'closed',
  },
  actors: {
    /** The group, as events: subscribing opens, binds and joins; unsubscribing leaves and closes. */
    lan: fromEventObservable<SessionEvent, Membership>(() => notProvided('lan')),
    /** Changes of this computer's interfaces, as events. */
    interfaces: fromEventObservable<SessionEvent, undefined>(() => notProvided('interfaces')),
    /** Hands one datagram to the network. */
    transmit: fromPromise<Transmission, Uint8Array>(() => notProvided('transmit')),
  },
  delays: {
    pace: ({ context }) => context.settings.timing.paceMs,
    retryDelay: ({ context }) => context.recovery.delayMs,
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
    hear: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, 'datagram.heard');
      const { datagram, source, at } = event;
      const { change, message } = heardDatagram(context, datagram, at);
      if (change !== undefined) enqueue.assign(change);
      if (message !== undefined) enqueue.emit({ type: 'heard', message, datagram, source });
    }),
    countUnreadable: assign(({ context, event }) => {
      assertEvent(event, 'datagram.unreadable');
      return countedUnreadable(context, event.reason);
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
    noteDatagramTaken: assign(({ context }, { refused }: Transmission) =>
      tookDatagram(context, refused ?? []),
    ),
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
}).createMachine({
  id: 'session',
  description: 'What the program is doing on the network.',
  context: ({ input }) => initialContext(input),
  initial: 'active',
  invoke: {
    id: 'interfaces',
    src: 'interfaces',
  },
  on: {
    say: {
      actions: 'takeMessage',
      description: 'Into the outbox, shown as waiting; or refused aloud.',
    },
    rename: { actions: 'rename', description: 'Later messages carry the new handle.' },
    finish: [
      { guard: 'nothingWaits', target: '.closed', description: 'Nothing waits: leave at once.' },
      { actions: 'finishWhenSent', description: 'Leave as soon as nothing waits.' },
    ],
    quit: { target: '.closed', description: 'What waits is not sent, and that is said.' },
    'interfaces.changed': {
      actions: 'noteInterfaces',
      description: "Noted; new sockets follow as soon as nothing is in the network's hands.",
    },
  },
  states: {
    active: {
      description: 'The sockets are open, or being opened.',
      entry: 'noteOpening',
      invoke: {
        id: 'lan',
        src: 'lan',
        input: ({ context }) => membershipOf(context),
      },
      initial: 'joining',
      // A datagram that the network has in hand is waited for first: sent again through a new socket, it would reach the
      // others twice.
      always: [
        {
          guard: and(['socketsAreLost', not(stateIn('#transmitting'))]),
          target: 'error',
          actions: 'scheduleReopening',
          description: 'A retry is scheduled.',
        },
        {
          // Re-entering `active` closes the old sockets and opens new ones.
          guard: and(['socketsAreStale', not(stateIn('#transmitting'))]),
          target: '.rebinding',
          reenter: true,
          description: 'The open sockets are not the right ones any more.',
        },
      ],
      on: {
        'datagram.heard': {
          actions: 'hear',
          description: 'Into the transcript, unless it is our own echo or a duplicate.',
        },
        'datagram.unreadable': { actions: 'countUnreadable', description: 'Counted, never answered.' },
        'lan.lost': { actions: 'noteLoss', description: 'The sockets are gone.' },
        woke: {
          actions: 'noteWaking',
          description:
            "Switches forget who sleeps; new sockets follow as soon as nothing is in the network's hands.",
        },
      },
      states: {
        joining: {
          tags: 'joining',
          description: 'Opening the sockets and joining the group on each interface.',
          on: {
            'lan.joined': {
              target: 'connected',
              actions: 'noteJoined',
              description: 'In the group; what waits goes out.',
            },
          },
        },
        connected: {
          tags: 'connected',
          description: 'In the group, and nothing waits to be sent.',
          always: [
            {
              guard: 'leavesAndNothingWaits',
              target: '#session.closed',
              description: 'Asked to leave, and all is said.',
            },
            { guard: 'somethingWaits', target: 'sending', description: 'Something waits: hand it over.' },
          ],
        },
        sending: {
          tags: 'sending',
          description: 'Handing the outbox to the network, one datagram at a time.',
          initial: 'transmitting',
          on: {
            quit: [
              { guard: 'leavesNow', target: '#session.closed', description: 'Asked twice: leave at once.' },
              {
                actions: 'leaveNow',
                description: 'Leave when the outbox is empty; when the network refuses, at once.',
              },
            ],
          },
          states: {
            transmitting: {
              id: 'transmitting',
              description:
                'The network has the datagram in hand; nothing interrupts this, so that nothing is sent twice.',
              invoke: {
                id: 'transmit',
                src: 'transmit',
                input: ({ context }) => nextDatagram(context.outbox) ?? notProvided('transmit'),
                onDone: [
                  {
                    guard: { type: 'networkTookIt', params: ({ event }) => event.output },
                    target: 'pacing',
                    actions: { type: 'noteDatagramTaken', params: ({ event }) => event.output },
                    description: 'The datagram is out.',
                  },
                  {
                    target: 'blocked',
                    actions: { type: 'noteRefusal', params: ({ event }) => event.output },
                    description: 'It was refused; it stays first in the outbox.',
                  },
                ],
              },
            },
            pacing: {
              description: 'A short pause, so that a burst does not overrun the receivers.',
              always: {
                guard: 'leavesAndNothingWaits',
                target: '#session.closed',
                description: 'Asked to leave, and all is said.',
              },
              after: { pace: { target: '#session.active.connected', description: 'On to what waits next.' } },
            },
            blocked: {
              tags: 'blocked',
              description: 'The network did not take it. We go on listening and try again.',
              always: [
                { guard: 'leavesNow', target: '#session.closed', description: 'Asked to leave.' },
                { guard: 'hasGivenUp', target: '#session.closed', description: 'Too many retries.' },
              ],
              // Through new sockets: an interface that was replaced by its like leaves the old ones pointing nowhere.
              after: {
                retryDelay: { actions: 'reopenSockets', description: 'Try again, through new sockets.' },
              },
              on: { retry: { actions: 'reopenSockets', description: 'Try now instead of waiting.' } },
            },
          },
        },
        rebinding: {
          tags: 'rebinding',
          description: 'New sockets are being opened in the place of others, for a reason.',
          on: {
            'lan.joined': {
              target: 'connected',
              actions: 'noteJoined',
              description: 'In the group; what waits goes out.',
            },
          },
        },
      },
    },
    error: {
      tags: 'error',
      description: 'There is no socket. What is typed waits; the next attempt comes by itself.',
      always: [
        { guard: 'leavesNow', target: 'closed', description: 'Asked to leave.' },
        { guard: 'hasGivenUp', target: 'closed', description: 'Too many retries.' },
      ],
      after: { retryDelay: { target: 'active', description: 'Try again.' } },
      on: {
        retry: { target: 'active', description: 'Try now instead of waiting.' },
        woke: { target: 'active', description: 'What failed before the sleep may do now: try at once.' },
        'interfaces.changed': {
          target: 'active',
          actions: 'noteInterfaces',
          description: 'Another network may do: try at once.',
        },
      },
    },
    closed: {
      type: 'final',
      tags: 'closed',
      description: 'Left the group; every socket is closed.',
    },
  },
  output: ({ context }) => ({
    unsent: context.outbox.length,
    ...(context.recovery.trouble === undefined ? {} : { trouble: context.recovery.trouble }),
  }),
});

export type SessionSnapshot = SnapshotFrom<typeof sessionMachine>;
