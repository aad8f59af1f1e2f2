// The session: what the program is doing on the network, and what may happen next. The socket's life is a state:
// `active` holds the open sockets, leaving it closes them. Knows time only by named delays, and no socket and no
// screen.
import { and, not, type SnapshotFrom, stateIn } from 'xstate';
import { nextDatagram } from '../src/chat/outbox.js';
import { initialContext, membershipOf } from './session.context.js';
import { forActors, notProvided, sessionSetup } from './session.setup.js';

export type { SessionOutput, Transmission } from './session.setup.js';

export const sessionMachine = sessionSetup.createMachine({
  id: 'session',
  description: 'What the program is doing on the network.',
  context: ({ input }) => initialContext(input),
  initial: 'active',
  invoke: [
    { id: 'interfaces', src: 'interfaces' },
    {
      id: 'presence',
      src: 'presence',
      input: ({ context, self }) => ({ ...forActors(context, self), seed: context.random }),
    },
    { id: 'announcer', src: 'announcer', input: ({ context, self }) => forActors(context, self) },
    {
      id: 'acknowledging',
      src: 'acknowledging',
      input: ({ context, self }) => ({ ...forActors(context, self), seed: ~context.random }),
    },
    { id: 'history', src: 'history', input: ({ context, self }) => forActors(context, self) },
    { id: 'historian', src: 'historian', input: ({ context, self }) => forActors(context, self) },
  ],
  on: {
    'presence.hello': { actions: 'sayHello', description: 'Say hello.' },
    'presence.heartbeat': { actions: 'sayHeartbeat', description: 'Say that we are here, and what we hold.' },
    'peer.query': { actions: 'queryPeer', description: 'Ask whether it is there.' },
    'peer.quiet': { actions: 'notePresence', description: 'Noted in the roster.' },
    'peer.returned': { actions: 'notePresence', description: 'Noted in the roster.' },
    'peer.left': { actions: 'noteLeaving', description: 'Noted in the roster, and told unless silently.' },
    announce: { actions: 'announce', description: 'Said in the transcript.' },
    'stream.ask': { actions: 'ask', description: 'Ask everybody for what is missing.' },
    'stream.answer': { actions: 'answer', description: 'Repeat what others miss.' },
    'stream.release': { actions: 'release', description: 'Shown, with a mark where something is missing.' },
    'stream.lost': { actions: 'lose', description: 'The mark says so.' },
    'stream.seek': { actions: 'seek', description: 'The mark says that it is asked for once more.' },
    acknowledge: { actions: 'acknowledge', description: 'Tell authors what we hold of theirs.' },
    'history.ask': { actions: 'askHistory', description: 'Ask one peer.' },
    'history.ask.everybody': { actions: 'askHistory', description: 'Ask whoever is there.' },
    'history.done': {
      actions: 'endHistory',
      description: 'A line in the transcript: before it, we were not here.',
    },
    'history.give': { actions: 'give', description: 'One datagram of a history for a late joiner.' },
    'history.given': { actions: 'forgetGift', description: 'The late joiner has had it all.' },
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
    'network.settled': {
      actions: 'tellOfNetwork',
      description:
        'If we are on other interfaces than people know, or were asleep, that is said in the transcript.',
    },
    'interfaces.changed': {
      actions: 'noteInterfaces',
      description: "Noted; new sockets follow as soon as nothing is in the network's hands.",
    },
  },
  states: {
    active: {
      description: 'The sockets are open, or being opened.',
      entry: 'noteOpening',
      exit: ['fallSilent', 'becomeDeaf'],
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
        'lan.heard': {
          actions: 'hear',
          description:
            'Lines into the transcript, control to whom it concerns; echo and duplicates dropped, the unreadable counted.',
        },
        'control.joined': { actions: 'greet', description: 'Others can be told that we are here.' },
        'control.lost': {
          actions: ['noteControlLoss', 'fallSilent', 'becomeDeaf'],
          description: 'The chat goes on without it.',
        },
        'turned.away': { actions: 'countTurnedAway', description: 'Noted for the person who asks.' },
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
              actions: ['noteJoined', 'awaitSettling'],
              description: 'In the group; what waits goes out.',
            },
          },
        },
        connected: {
          tags: 'connected',
          description: 'In the group, and nothing waits to be sent.',
          on: {
            quit: { target: 'parting', description: 'Leave.' },
            finish: { target: 'parting', description: 'Nothing waits: leave.' },
          },
          always: [
            {
              guard: 'leavesAndNothingWaits',
              target: 'parting',
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
                target: '#session.active.parting',
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
        parting: {
          tags: 'leaving',
          description: 'Saying goodbye, a few times, since the LAN may lose one.',
          // A heartbeat after a goodbye would bring us back.
          entry: ['leaveNow', 'fallSilent'],
          initial: 'saying',
          on: { quit: { target: '#session.closed', description: 'Asked twice: leave at once.' } },
          states: {
            saying: {
              description: 'Another goodbye is due.',
              always: {
                guard: 'nobodyNeedsGoodbye',
                target: '#session.closed',
                description:
                  'It has been said often enough: once where nobody is known, and not at all by who has said nothing.',
              },
              after: {
                bye: {
                  target: 'saying',
                  reenter: true,
                  actions: 'bidFarewell',
                  description: 'Goodbye, and perhaps once more.',
                },
              },
            },
          },
        },
        rebinding: {
          tags: 'rebinding',
          description: 'New sockets are being opened in the place of others, for a reason.',
          on: {
            'lan.joined': {
              target: 'connected',
              actions: ['noteJoined', 'awaitSettling'],
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
