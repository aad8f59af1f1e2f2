// What is done about the holes of one stream, ours and those of others: when to ask for what is missing, when to stop
// holding back what came after it, when to repeat what others miss. Knows time and sequence numbers; what they stand
// for, and how asking is done, its parent knows.
import { assertEvent, assign, enqueueActions, not, setup } from 'xstate';
import { nextAnswer } from './answering-plan.js';
import { nextStep } from './asking-plan.js';
import {
  anotherAsked,
  anotherRepaired,
  anotherWants,
  answerDue,
  armed,
  backOffEnded,
  echoed,
  holdBackEnded,
  initialStream,
  isAskingTimerStale,
  mayBeHeld,
  missingNow,
  releaseMs,
  type StreamContext,
  type StreamInput,
  untilMs,
  waitEnded,
} from './stream.context.js';
import type { StreamEvent } from './stream.events.js';

export const streamMachine = setup({
  types: {
    input: {} as StreamInput,
    context: {} as StreamContext,
    events: {} as StreamEvent,
  },
  delays: {
    untilNextStep: ({ context }) => untilMs(context, context.timers.asking?.dueMs),
    untilRelease: ({ context }) => untilMs(context, context.timers.holdingMs),
    untilAnswer: ({ context }) => untilMs(context, context.timers.answeringMs),
  },
  guards: {
    somethingIsMissing: ({ context }) => nextStep(context.asking) !== undefined,
    anotherStepIsNext: ({ context }) => isAskingTimerStale(context),
    reorderingIsNext: ({ context }) => context.timers.asking?.stage === 'reordering',
    backingOffIsNext: ({ context }) => context.timers.asking?.stage === 'backing-off',
    somethingIsHeldBack: ({ context }) => releaseMs(context) !== undefined,
    anotherHoleHoldsBack: ({ context }) => releaseMs(context) !== context.timers.holdingMs,
    anAnswerIsDue: ({ context }) => nextAnswer(context.answering) !== undefined,
    anotherAnswerIsNext: ({ context }) => nextAnswer(context.answering) !== context.timers.answeringMs,
  },
  actions: {
    noteMissing: assign(({ context, event }) => {
      assertEvent(event, 'missing');
      return missingNow(context, event);
    }),
    noteAsked: assign(({ context, event }) => {
      assertEvent(event, 'asked.by.another');
      return anotherAsked(context, event);
    }),
    noteWanted: assign(({ context, event }) => {
      assertEvent(event, 'wanted');
      return anotherWants(context, event);
    }),
    noteSaid: assign(({ context, event }) => {
      assertEvent(event, 'said');
      return echoed(context, event);
    }),
    noteRepaired: assign(({ context, event }) => {
      assertEvent(event, 'repaired');
      return anotherRepaired(context, event);
    }),
    seek: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, 'held.elsewhere');
      const { change, report } = mayBeHeld(context, event);
      enqueue.assign(change);
      if (report !== undefined) enqueue.sendTo(context.parent, report);
    }),
    aimAtNextStep: assign(({ context }) => armed.asking(context)),
    aimAtRelease: assign(({ context }) => armed.holding(context)),
    aimAtAnswer: assign(({ context }) => armed.answering(context)),
    backOffOrGiveUp: enqueueActions(({ context, enqueue }) => {
      const { change, report } = waitEnded(context);
      enqueue.assign(change);
      if (report !== undefined) enqueue.sendTo(context.parent, report);
    }),
    ask: enqueueActions(({ context, enqueue }) => {
      const { change, report } = backOffEnded(context);
      enqueue.assign(change);
      if (report !== undefined) enqueue.sendTo(context.parent, report);
    }),
    release: enqueueActions(({ context, enqueue }) => {
      const { change, report } = holdBackEnded(context);
      enqueue.assign(change);
      if (report !== undefined) enqueue.sendTo(context.parent, report);
    }),
    answer: enqueueActions(({ context, enqueue }) => {
      const { change, report } = answerDue(context);
      enqueue.assign(change);
      if (report !== undefined) enqueue.sendTo(context.parent, report);
    }),
  },
}).createMachine({
  id: 'stream',
  description: "What is done about the holes of one sender's stream.",
  context: ({ input }) => initialStream(input),
  type: 'parallel',
  on: {
    missing: {
      actions: 'noteMissing',
      description: 'What is new is asked for in its turn; what came is forgotten.',
    },
    'asked.by.another': {
      actions: 'noteAsked',
      description: 'Counts as having asked: wait for the repair.',
    },
    wanted: {
      actions: 'noteWanted',
      description: 'To be repeated soon, unless it was repeated a moment ago.',
    },
    said: {
      actions: 'noteSaid',
      description: 'To be repeated in a moment, though nobody has asked yet: the LAN loses some.',
    },
    repaired: {
      actions: 'noteRepaired',
      description: 'Neither asked for nor repeated; the round trip is learnt from it.',
    },
    'held.elsewhere': {
      actions: 'seek',
      description: 'Of what was given up, what is worth it is asked for once more.',
    },
  },
  states: {
    asking: {
      description: 'Whether something is missing, and what is done next to get it.',
      initial: 'complete',
      states: {
        complete: {
          description: 'Nothing is missing that is worth asking for.',
          entry: 'aimAtNextStep',
          always: { guard: 'somethingIsMissing', target: 'hole', description: 'Something is missing.' },
        },
        hole: {
          description: 'Something is missing; the state within is that of the number whose turn is next.',
          initial: 'planning',
          always: [
            {
              guard: not('somethingIsMissing'),
              target: 'complete',
              description: 'All has come, or is given up.',
            },
            { guard: 'anotherStepIsNext', target: '.planning', description: 'Something else is due first.' },
          ],
          states: {
            planning: {
              description: 'Chooses the number whose turn is next.',
              entry: 'aimAtNextStep',
              always: [
                { guard: 'reorderingIsNext', target: 'reordering', description: 'It has just been noticed.' },
                {
                  guard: 'backingOffIsNext',
                  target: 'backingOff',
                  description: 'It is about to be asked for.',
                },
                { target: 'waiting', description: 'It has been asked for.' },
              ],
            },
            reordering: {
              description: 'It may only have been overtaken: no reason to ask yet.',
              after: {
                untilNextStep: {
                  target: 'planning',
                  actions: 'backOffOrGiveUp',
                  description: 'It is missing indeed: draw a back-off.',
                },
              },
            },
            backingOff: {
              description: 'A random wait, in which another may ask first.',
              after: {
                untilNextStep: {
                  target: 'planning',
                  actions: 'ask',
                  description: 'Nobody has asked: ask, for everything that backs off.',
                },
              },
            },
            waiting: {
              description: 'It has been asked for, by us or another; its repair is on its way.',
              after: {
                untilNextStep: {
                  target: 'planning',
                  actions: 'backOffOrGiveUp',
                  description: 'No repair came: ask again after another back-off, or give it up as lost.',
                },
              },
            },
          },
        },
      },
    },
    holding: {
      description: 'Whether later messages wait for earlier ones.',
      initial: 'flowing',
      states: {
        flowing: {
          description: 'Nothing waits.',
          entry: 'aimAtRelease',
          always: {
            guard: 'somethingIsHeldBack',
            target: 'holdingBack',
            description: 'Something later has come than what is missing.',
          },
        },
        holdingBack: {
          description: 'Later messages wait for the earliest hole.',
          entry: 'aimAtRelease',
          always: [
            {
              guard: not('somethingIsHeldBack'),
              target: 'flowing',
              description: 'The hole is filled, or given up.',
            },
            {
              guard: 'anotherHoleHoldsBack',
              target: 'holdingBack',
              reenter: true,
              description: 'The hole is filled; a later one has a wait of its own.',
            },
          ],
          after: {
            untilRelease: {
              target: 'flowing',
              actions: 'release',
              description: 'That was long enough: they are shown, with a mark where the hole is.',
            },
          },
        },
      },
    },
    answering: {
      description: 'Whether we are about to repeat what others miss.',
      initial: 'silent',
      states: {
        silent: {
          description: 'Nobody misses anything that we should repeat.',
          entry: 'aimAtAnswer',
          always: { guard: 'anAnswerIsDue', target: 'due', description: 'Somebody misses what we hold.' },
        },
        due: {
          description: 'A random wait, in which the author or another may answer first.',
          entry: 'aimAtAnswer',
          always: [
            { guard: not('anAnswerIsDue'), target: 'silent', description: 'Others have repeated it all.' },
            {
              guard: 'anotherAnswerIsNext',
              target: 'due',
              reenter: true,
              description: 'Another answer is due first.',
            },
          ],
          after: {
            untilAnswer: {
              target: 'silent',
              actions: 'answer',
              description: 'Nobody has answered: repeat what is due.',
            },
          },
        },
      },
    },
  },
});
