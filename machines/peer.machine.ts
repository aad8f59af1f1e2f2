// One peer, as far as can be told from what is heard of it: present, quiet, leaving, gone. Knows time only by named
// delays, and of the peer nothing but its id.
import { type ActorRef, assertEvent, assign, not, type Snapshot, sendTo, setup } from 'xstate';
import { backoffMs, type ProtocolTiming } from '../src/protocol-timing.js';
import { draw, type RandomState } from '../src/random.js';
import type { FromPeer, PeerEvent } from './peer.events.js';

export interface PeerInput {
  readonly parent: ActorRef<Snapshot<unknown>, FromPeer>;
  readonly clientId: string;
  /** Whoever speaks the 2012 original's format has no heartbeats and answers no questions. */
  readonly kind: 'ours' | 'original';
  readonly timing: ProtocolTiming;
  readonly seed: RandomState;
  /** How many of our kind are present, ourselves included. */
  readonly members: number;
  /** The mean time between two heartbeats of one member, in milliseconds. */
  readonly intervalMs: number;
}

export interface PeerContext {
  readonly parent: PeerInput['parent'];
  readonly clientId: string;
  readonly kind: PeerInput['kind'];
  readonly timing: ProtocolTiming;
  readonly random: RandomState;
  readonly members: number;
  readonly intervalMs: number;
  /** Whether anything was heard of it in the present interval. */
  readonly isHeard: boolean;
  /** How long nothing had been heard when the present interval began. */
  readonly silentMs: number;
  /** How long the present interval is. */
  readonly lookInMs: number;
  /** Questions to it since it has been quiet, by whomever. */
  readonly questions: number;
  /** The wait before the next question. */
  readonly askInMs: number;
}

/** The interval at the end of which the machine looks whether anything was heard. */
function lookInMs({ kind, timing, intervalMs }: PeerContext): number {
  return kind === 'ours' ? intervalMs : timing.originalQuietMs / timing.quietAfterIntervals;
}

/**
 * All who miss the peer would ask at the same moment. With a random part in the wait mostly one does, and the others hear
 * it; this much of the pause is a little more than a dozen round trips of a LAN.
 */
const askBackoffShare = 0.5;

function drawnQuestion({ random, timing, members }: PeerContext, pauseMs: number): Partial<PeerContext> {
  const { value, state } = draw(random);
  const askInMs = pauseMs + backoffMs(timing.queryMs * askBackoffShare, members, value);
  return { random: state, askInMs };
}

export const peerMachine = setup({
  types: {
    input: {} as PeerInput,
    context: {} as PeerContext,
    events: {} as PeerEvent,
  },
  delays: {
    look: ({ context }) => context.lookInMs,
    ask: ({ context }) => context.askInMs,
    leaveGrace: ({ context }) => context.timing.leaveGraceMs,
    originalGone: ({ context }) => context.timing.originalGoneMs,
  },
  guards: {
    isOriginal: ({ context }) => context.kind === 'original',
    wasHeard: ({ context }) => context.isHeard,
    isSilentForLong: ({ context }) =>
      context.silentMs + context.lookInMs >= context.timing.quietAfterIntervals * lookInMs(context),
    wasAskedEnough: ({ context }) => context.questions >= context.timing.maxQueries,
  },
  actions: {
    noteEvidence: assign(({ event }) => {
      assertEvent(event, 'evidence');
      return { isHeard: true, intervalMs: event.intervalMs };
    }),
    noteGroup: assign(({ event }) => {
      assertEvent(event, 'group.size');
      return { members: event.members, intervalMs: event.intervalMs };
    }),
    endSilence: assign({ isHeard: false, silentMs: 0 }),
    addSilence: assign(({ context }) => ({ silentMs: context.silentMs + context.lookInMs })),
    setLook: assign(({ context }) => ({ lookInMs: lookInMs(context) })),
    forgetQuestions: assign({ questions: 0 }),
    drawFirstQuestion: assign(({ context }) => drawnQuestion(context, 0)),
    drawQuestion: assign(({ context }) => drawnQuestion(context, context.timing.queryMs)),
    countQuestion: assign(({ context }) => ({ questions: context.questions + 1 })),
    tellQuery: sendTo(
      ({ context }) => context.parent,
      ({ context }) => ({ type: 'peer.query', clientId: context.clientId }) as const,
    ),
    tellQuiet: sendTo(
      ({ context }) => context.parent,
      ({ context }) => ({ type: 'peer.quiet', clientId: context.clientId }) as const,
    ),
    tellReturned: sendTo(
      ({ context }) => context.parent,
      ({ context }) => ({ type: 'peer.returned', clientId: context.clientId }) as const,
    ),
    tellLeft: sendTo(
      ({ context }) => context.parent,
      ({ context }) => ({ type: 'peer.left', clientId: context.clientId, silently: false }) as const,
    ),
    tellLeftSilently: sendTo(
      ({ context }) => context.parent,
      ({ context }) => ({ type: 'peer.left', clientId: context.clientId, silently: true }) as const,
    ),
  },
}).createMachine({
  id: 'peer',
  description: 'Whether one peer is there.',
  context: ({ input }) => ({
    ...input,
    random: input.seed,
    isHeard: false,
    silentMs: 0,
    lookInMs: 0,
    questions: 0,
    askInMs: 0,
  }),
  initial: 'present',
  on: {
    'group.size': { actions: 'noteGroup', description: 'Noted; the next interval is of that length.' },
    replaced: {
      target: '.gone',
      actions: 'tellLeftSilently',
      description: 'The same person is there already: nobody is told.',
    },
  },
  states: {
    present: {
      description: 'It was heard lately.',
      entry: 'setLook',
      on: {
        // Evidence may come a thousand times a second. To start a timer anew each time would cost more than all the rest
        // of hearing a datagram, so it is only noted, once an interval, and the timer finds the note.
        evidence: {
          guard: not('wasHeard'),
          actions: 'noteEvidence',
          description: 'Noted for the end of the interval; once is enough.',
        },
        bye: { target: 'leaving', description: 'It said so.' },
        deaf: { target: 'unheard', description: 'Its silence says nothing from now on.' },
      },
      after: {
        look: [
          {
            guard: 'wasHeard',
            target: 'present',
            reenter: true,
            actions: 'endSilence',
            description: 'Heard in this interval.',
          },
          {
            guard: not('isSilentForLong'),
            target: 'present',
            reenter: true,
            actions: 'addSilence',
            description: 'One more interval without a word.',
          },
          {
            guard: 'isOriginal',
            target: 'quiet.listening',
            actions: 'tellQuiet',
            description: 'It has not spoken for long.',
          },
          {
            target: 'quiet.asking',
            actions: ['tellQuiet', 'forgetQuestions', 'drawFirstQuestion'],
            description: 'It missed all its heartbeats.',
          },
        ],
      },
    },
    unheard: {
      description: 'We ourselves hear nobody: nothing is concluded from its silence.',
      on: {
        bye: { target: 'leaving', description: 'It said so, just before.' },
        hearing: {
          target: 'present',
          actions: 'endSilence',
          description: 'It has as much time to be heard as somebody who has just been.',
        },
      },
    },
    quiet: {
      description: 'Nothing was heard of it for long.',
      initial: 'asking',
      on: {
        evidence: {
          target: 'present',
          actions: ['endSilence', 'noteEvidence', 'tellReturned'],
          description: 'There it is.',
        },
        bye: { target: 'leaving', description: 'It said so.' },
      },
      states: {
        asking: {
          description: 'It is asked whether it is there.',
          on: {
            'query.heard': {
              target: 'asking',
              reenter: true,
              actions: ['countQuestion', 'drawQuestion'],
              description: 'Somebody else has asked: as good as our own question.',
            },
            deaf: { target: 'unasked', description: 'Its answer would not be heard.' },
          },
          after: {
            ask: [
              { guard: 'wasAskedEnough', target: 'unanswering', description: 'It does not answer.' },
              {
                target: 'asking',
                reenter: true,
                actions: ['tellQuery', 'countQuestion', 'drawQuestion'],
                description: 'Are you there?',
              },
            ],
          },
        },
        unanswering: {
          description: 'It is as good as gone; only, people are not told yet.',
          on: { deaf: { target: 'unasked', description: 'Perhaps it was us, all the time.' } },
          after: { leaveGrace: { target: '#peer.gone', actions: 'tellLeft', description: 'It has left.' } },
        },
        unasked: {
          description: 'We ourselves hear nobody: no answer means nothing.',
          on: {
            evidence: {
              target: '#peer.unheard',
              actions: 'tellReturned',
              description: 'There it is, heard on the chat port alone.',
            },
            hearing: {
              target: 'asking',
              actions: ['forgetQuestions', 'drawFirstQuestion'],
              description: 'It is asked from the beginning.',
            },
          },
        },
        listening: {
          description: 'It would not understand the question: perhaps it only listens.',
          after: {
            originalGone: {
              target: '#peer.gone',
              actions: 'tellLeftSilently',
              description: 'Nobody remembers it any more.',
            },
          },
        },
      },
    },
    leaving: {
      description: 'It has said goodbye, but people are not told yet: whoever comes back now never was away.',
      on: {
        evidence: {
          target: 'present',
          actions: ['endSilence', 'noteEvidence', 'tellReturned'],
          description: 'There it is.',
        },
      },
      after: {
        leaveGrace: { target: 'gone', actions: 'tellLeft', description: 'It has left.' },
      },
    },
    gone: {
      type: 'final',
      description: 'It has left; should it come back, it gets a machine of its own again.',
    },
  },
});
