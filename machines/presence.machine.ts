// Our own presence: when to say hello, and when to say that we are still here. Knows time only by named delays; what a
// hello or a heartbeat says, and how it gets out, is for the parent.
import { and, assertEvent, assign, not, raise, sendTo, setup, stateIn } from 'xstate';
import { enoughHelloAnswers } from '../src/protocol-timing.js';
import {
  drawnAnswer,
  drawnBeat,
  drawnHello,
  gapMs,
  initialPresence,
  isMuchShorter,
  nobody,
  type PresenceContext,
  type PresenceInput,
  shortenedBeat,
  withOther,
} from './presence.context.js';
import type { PresenceEvent } from './presence.events.js';

export const presenceMachine = setup({
  types: {
    input: {} as PresenceInput,
    context: {} as PresenceContext,
    events: {} as PresenceEvent,
  },
  delays: {
    helloDue: ({ context }) => context.hello.dueInMs,
    beatDue: ({ context }) => context.beat.dueInMs,
    tailDue: ({ context }) => gapMs(context.timing.tailLadderMs, context.tailStep),
    answerDue: ({ context }) => context.answer.dueInMs,
    replyPause: ({ context }) => context.timing.queryMs,
    heartbeatPause: ({ context }) => context.timing.heartbeatPauseMs,
  },
  guards: {
    enoughWereHeard: ({ context }) => context.hello.heard.length >= enoughHelloAnswers,
    isLastHello: ({ context }) => context.hello.step >= context.timing.helloLadderMs.length - 1,
    isLastOfTail: ({ context }) => context.tailStep >= context.timing.tailLadderMs.length - 1,
    isDueLater: ({ context }) => context.beat.dueInMs > 0,
    groupIsMuchSmaller: ({ context, event }) => {
      assertEvent(event, 'group.size');
      return isMuchShorter(context, event.members, event.bytes);
    },
    isEnoughWithThisOne: ({ context, event }) => {
      assertEvent(event, 'heartbeat.heard');
      return withOther(context.answer.heard, event.from).length >= enoughHelloAnswers;
    },
  },
  actions: {
    noteGroup: assign(({ event }) => {
      assertEvent(event, 'group.size');
      return { group: { members: event.members, bytes: event.bytes } };
    }),
    beginLadder: assign(({ context, event }) => {
      assertEvent(event, 'announce');
      return { hello: { ...context.hello, why: event.why, step: 0, heard: nobody } };
    }),
    drawHello: assign(({ context }) => drawnHello(context)),
    countOther: assign(({ context: { hello }, event }) => {
      assertEvent(event, ['hello.heard', 'heartbeat.heard']);
      return { hello: { ...hello, heard: withOther(hello.heard, event.from) } };
    }),
    climbLadder: assign(({ context: { hello } }) => ({ hello: { ...hello, step: hello.step + 1 } })),
    tellHello: sendTo(
      ({ context }) => context.parent,
      ({ context }) => ({ type: 'presence.hello', why: context.hello.why }) as const,
    ),
    drawBeat: assign(({ context }) => drawnBeat(context, 0)),
    reconsiderBeat: assign(({ context }) => drawnBeat(context, context.beat.waitedMs + context.beat.dueInMs)),
    shortenBeat: assign(({ context }) => shortenedBeat(context)),
    beginTail: assign({ tailStep: 0 }),
    climbTail: assign(({ context }) => ({ tailStep: context.tailStep + 1 })),
    drawAnswer: assign(({ context }) => drawnAnswer(context)),
    countAnswer: assign(({ context: { answer }, event }) => {
      assertEvent(event, 'heartbeat.heard');
      return { answer: { ...answer, heard: withOther(answer.heard, event.from) } };
    }),
    wantHeartbeat: raise({ type: 'heartbeat.wanted' }),
    tellHeartbeat: sendTo(({ context }) => context.parent, { type: 'presence.heartbeat' }),
  },
}).createMachine({
  id: 'presence',
  description: 'Lets the others know that we are here, at a cost that does not grow with their number.',
  context: ({ input }) => initialPresence(input),
  initial: 'unheard',
  on: {
    'group.size': { actions: 'noteGroup', description: 'Noted; it counts when the next heartbeat is due.' },
  },
  states: {
    unheard: {
      description: 'The sockets are closed: there is nobody to tell.',
      on: {
        announce: { target: 'heard', actions: 'beginLadder', description: 'The sockets are open.' },
      },
    },
    heard: {
      type: 'parallel',
      description: 'The others hear us. What each region wants to be sent is sent once.',
      on: { silent: { target: 'unheard', description: 'The sockets are closed.' } },
      states: {
        announcing: {
          description: 'Says hello a few times, since the LAN may lose one.',
          initial: 'saying',
          on: {
            announce: {
              target: '.saying',
              actions: 'beginLadder',
              description: 'Hello again, from the start.',
            },
          },
          states: {
            saying: {
              id: 'saying',
              description: 'Another hello is due.',
              entry: 'drawHello',
              on: {
                'hello.heard': { actions: 'countOther', description: 'Another one comes at the same time.' },
                'heartbeat.heard': { actions: 'countOther', description: 'Likely an answer.' },
              },
              after: {
                helloDue: [
                  {
                    guard: and(['enoughWereHeard', 'isLastHello']),
                    target: 'said',
                    description: 'We know who is here; our heartbeat tells them the rest.',
                  },
                  {
                    // Else the start of thousands together would be a storm.
                    guard: 'enoughWereHeard',
                    target: 'saying',
                    reenter: true,
                    actions: 'climbLadder',
                    description: 'We know who is here: no hello this time.',
                  },
                  {
                    guard: 'isLastHello',
                    target: 'said',
                    actions: 'tellHello',
                    description: 'The last one.',
                  },
                  {
                    target: 'saying',
                    reenter: true,
                    actions: ['tellHello', 'climbLadder'],
                    description: 'Hello, and another one later.',
                  },
                ],
              },
            },
            said: { description: 'Hello has been said.' },
          },
        },
        beating: {
          description: 'Says from time to time that we are here, by the timer of RFC 3550 §6.3.',
          initial: 'waiting',
          on: {
            'heartbeat.wanted': {
              target: '.waiting',
              actions: 'drawBeat',
              description: 'One has just left, whatever for: the next one is due later.',
            },
          },
          entry: 'drawBeat',
          states: {
            waiting: {
              description: 'A heartbeat is due in a while.',
              on: {
                'group.size': {
                  guard: 'groupIsMuchSmaller',
                  target: 'waiting',
                  reenter: true,
                  actions: ['noteGroup', 'shortenBeat'],
                  description: 'The others share the budget with fewer: they expect us sooner (§6.3.4).',
                },
              },
              after: { beatDue: { target: 'reconsidering', description: 'Is it still due now?' } },
            },
            reconsidering: {
              description: 'Draws once more, for the group as it is now (§6.3.6).',
              entry: 'reconsiderBeat',
              always: [
                {
                  guard: 'isDueLater',
                  target: 'waiting',
                  description: 'The group has grown: wait the rest.',
                },
                { target: 'waiting', actions: 'wantHeartbeat', description: 'It is due.' },
              ],
            },
          },
        },
        tailing: {
          description:
            'After own messages: a last one that was lost has nothing behind it that would show the hole.',
          initial: 'idle',
          on: {
            spoke: {
              target: '.climbing',
              actions: 'beginTail',
              description: 'How far we have spoken is told soon, then less and less often.',
            },
          },
          states: {
            idle: { description: 'The latest message has been told of often enough.' },
            climbing: {
              description: 'Another heartbeat follows the message.',
              after: {
                tailDue: [
                  {
                    guard: 'isLastOfTail',
                    target: 'idle',
                    actions: 'wantHeartbeat',
                    description: 'The last one.',
                  },
                  {
                    target: 'climbing',
                    reenter: true,
                    actions: ['wantHeartbeat', 'climbTail'],
                    description: 'One now, and another one later.',
                  },
                ],
              },
            },
          },
        },
        answering: {
          description: 'Answers those who say hello, unless enough others do.',
          initial: 'idle',
          states: {
            idle: {
              description: 'Nobody waits for an answer.',
              on: {
                'hello.heard': {
                  // A newcomer's own hello says all that it could answer.
                  guard: not(stateIn('#saying')),
                  target: 'holdingBack',
                  actions: 'drawAnswer',
                  description: 'An answer, after a random back-off.',
                },
              },
            },
            holdingBack: {
              description: 'An answer is due; one answer is for all who said hello in the meantime.',
              on: {
                'heartbeat.heard': [
                  {
                    guard: 'isEnoughWithThisOne',
                    target: 'idle',
                    description: 'Others have answered: ours is not needed.',
                  },
                  { actions: 'countAnswer', description: 'Somebody has answered.' },
                ],
                'heartbeat.wanted': {
                  target: 'idle',
                  description: 'One of ours has just left: that is the answer.',
                },
              },
              after: {
                answerDue: { target: 'idle', actions: 'wantHeartbeat', description: 'Too few have.' },
              },
            },
          },
        },
        replying: {
          description: 'Replies to whoever asks whether we are still here.',
          initial: 'ready',
          states: {
            ready: {
              description: 'A question is answered at once.',
              on: {
                queried: { target: 'resting', actions: 'wantHeartbeat', description: 'We are here.' },
              },
            },
            resting: {
              description: 'Who asks now has been answered, so that nobody makes us flood the LAN by asking.',
              after: { replyPause: { target: 'ready', description: 'Open to questions again.' } },
            },
          },
        },
        sending: {
          description: 'At most one heartbeat at a time, whatever the other regions want.',
          initial: 'free',
          states: {
            free: {
              description: 'A heartbeat may leave.',
              on: {
                'heartbeat.wanted': {
                  target: 'pausing',
                  actions: 'tellHeartbeat',
                  description: 'It leaves.',
                },
              },
            },
            pausing: {
              description: 'One has just left; what is wanted now, it has said.',
              after: { heartbeatPause: { target: 'free', description: 'There may be news again.' } },
            },
          },
        },
      },
    },
  },
});
