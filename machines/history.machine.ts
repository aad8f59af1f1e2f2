// How a late joiner gets to know what was said before: listens for who is there, and asks one after the other until it
// is all here. Counts parts; what they say, its parent knows.
import {
  type ActorRef,
  and,
  assertEvent,
  assign,
  enqueueActions,
  sendTo,
  setup,
  type Snapshot,
} from 'xstate';
import { maxHistoryCandidates } from '../src/limits.js';
import type { Source } from '../src/net/transport.js';
import type { ProtocolTiming } from '../src/protocol-timing.js';
import { maxHistoryMessages } from '../src/wire/control.js';
import type { FromHistory, HistoryEvent } from './history.events.js';

export interface HistoryInput {
  /** Whom to tell what to do. */
  readonly parent: ActorRef<Snapshot<unknown>, FromHistory>;
  readonly timing: ProtocolTiming;
}

/** Somebody who was here before us. */
interface Candidate {
  readonly clientId: string;
  readonly address: Source;
  /** How long it has been here, in milliseconds: who came first knows most. */
  readonly upMs: number;
}

export interface HistoryContext extends HistoryInput {
  /** Who can still be asked, the next one first. */
  readonly candidates: readonly Candidate[];
  /** Everybody who ever could be, so that nobody is one twice. */
  readonly known: ReadonlySet<string>;
  /** How often we have asked. */
  readonly asks: number;
  /** Who was asked last; `undefined` stands for everybody. */
  readonly asked: Candidate | undefined;
  /** Whether it, or anybody, has answered that; */
  readonly isAnswered: boolean;
  /** and who answered last. */
  readonly giver: string | undefined;
  /** How many parts the history has, as far as we know; */
  readonly count: number | undefined;
  /** and those of them that have come, from whomever. */
  readonly numbers: ReadonlySet<number>;
  /** Whether anybody has said how far it goes: else what is lost after its end would be taken for a part of it. */
  readonly isCovered: boolean;
}

/** Even when there is nobody else, one who gave is asked once more for what was lost on the way. */
const leastAsks = 2;

const noNumbers: ReadonlySet<number> = new Set();

function withCandidate(
  { candidates, known }: HistoryContext,
  { clientId, address, upMs }: Candidate,
): Partial<HistoryContext> {
  const all = [...candidates, { clientId, address, upMs }].toSorted((one, other) => other.upMs - one.upMs);
  return { candidates: all, known: new Set([...known, clientId]) };
}

/**
 * What is known of the history when somebody says how long it is: a longer one is another history, and a shorter one that
 * of somebody who knows less.
 */
function withCount(context: HistoryContext, from: string, claimed: number): Partial<HistoryContext> {
  const count = Math.min(claimed, maxHistoryMessages);
  const known = context.count ?? -1;
  if (count < known) return { isAnswered: true };
  return { isAnswered: true, giver: from, count, numbers: count === known ? context.numbers : noNumbers };
}

/** What is known once a part has come. */
function withPart(
  context: HistoryContext,
  { from, number, count }: Extract<HistoryEvent, { readonly type: 'part' }>,
): Partial<HistoryContext> {
  const change = withCount(context, from, count);
  const isOne = change.count !== undefined && number >= 1 && number <= change.count;
  return isOne ? { ...change, numbers: new Set([...(change.numbers ?? noNumbers), number]) } : change;
}

/** Who has answered is there, and is asked again when the others have been; who was silent is not. */
function stillThere({ candidates, asked, isAnswered }: HistoryContext): readonly Candidate[] {
  return asked !== undefined && isAnswered ? [...candidates, asked] : candidates;
}

/** Whether another ask is worth its traffic: as many as there are who may know, and one more for what was lost. */
function mayAskAgain({ candidates, asks, known }: HistoryContext): boolean {
  return candidates.length > 0 && asks < Math.max(leastAsks, known.size);
}

/** Whether it is known how far the history goes; where nothing has been said, all that is said comes after it. */
function goesKnownFar({ count, isCovered }: HistoryContext): boolean {
  return isCovered || count === 0;
}

function isWhole(context: HistoryContext): boolean {
  const { count, numbers } = context;
  return count !== undefined && numbers.size >= count && goesKnownFar(context);
}

/** How many parts have not come; where somebody was asked and nobody answered, as many as there may be. */
function partsLost({ asks, count, numbers }: HistoryContext): number {
  const expected = count ?? (asks > 0 ? maxHistoryMessages : 0);
  return Math.max(0, expected - numbers.size);
}

export const historyMachine = setup({
  types: {
    input: {} as HistoryInput,
    context: {} as HistoryContext,
    events: {} as HistoryEvent,
  },
  delays: {
    listen: ({ context }) => context.timing.historyListenMs,
    silence: ({ context }) => context.timing.historySilenceMs,
    turn: ({ context }) => context.timing.historyTurnMs,
    answer: ({ context }) => context.timing.historyAnswerMs,
    gap: ({ context }) => context.timing.historyGapMs,
    late: ({ context }) => context.timing.historyLateMs,
  },
  guards: {
    isNew: ({ context, event }) =>
      event.type === 'candidate' &&
      context.known.size < maxHistoryCandidates &&
      !context.known.has(event.clientId),
    somebodyIsThere: ({ context }) => context.candidates.length > 0,
    mayAskAgain: ({ context }) => mayAskAgain(context),
    someoneWasAsked: ({ context }) => context.asked !== undefined,
    nobodyAnswered: ({ context }) => context.giver === undefined,
    isAnswer: ({ context: { asked, giver }, event }) =>
      (event.type === 'roster' || event.type === 'part' || event.type === 'covered') &&
      event.from === (asked?.clientId ?? giver ?? event.from),
    isWhole: ({ context }) => isWhole(context),
  },
  actions: {
    noteCandidate: assign(({ context, event }) => {
      assertEvent(event, 'candidate');
      return withCandidate(context, event);
    }),
    askNext: enqueueActions(({ context, enqueue }) => {
      const [next, ...others] = context.candidates;
      if (next === undefined) return;
      enqueue.assign({ asked: next, isAnswered: false, candidates: others, asks: context.asks + 1 });
      enqueue.sendTo(context.parent, { type: 'history.ask', to: next.clientId, address: next.address });
    }),
    askEverybody: enqueueActions(({ context, enqueue }) => {
      enqueue.assign({ asked: undefined, isAnswered: false });
      enqueue.sendTo(context.parent, { type: 'history.ask.everybody' });
    }),
    noteRoster: assign(({ context, event }) => {
      assertEvent(event, 'roster');
      return withCount(context, event.from, event.messages);
    }),
    notePart: assign(({ context, event }) => {
      assertEvent(event, 'part');
      return withPart(context, event);
    }),
    noteCovered: assign({ isCovered: true, isAnswered: true }),
    keepWhoIsThere: assign(({ context }) => ({ candidates: stillThere(context) })),
    tellDone: sendTo(
      ({ context }) => context.parent,
      ({ context }) =>
        ({
          type: 'history.done',
          isCovered: goesKnownFar(context),
          ...(context.giver === undefined ? {} : { from: context.giver }),
          ...(partsLost(context) > 0 ? { lost: partsLost(context) } : {}),
        }) as const,
    ),
  },
}).createMachine({
  id: 'history',
  description: 'How a late joiner gets to know what was said before.',
  context: ({ input }) => ({
    ...input,
    candidates: [],
    known: new Set(),
    asks: 0,
    asked: undefined,
    isAnswered: false,
    giver: undefined,
    count: undefined,
    numbers: noNumbers,
    isCovered: false,
  }),
  initial: 'idle',
  on: {
    candidate: { guard: 'isNew', actions: 'noteCandidate', description: 'One more who can be asked.' },
  },
  states: {
    idle: {
      description: 'Not in the group yet.',
      on: { joined: { target: 'listening', description: 'See who is there.' } },
    },
    listening: {
      description: 'Our hello is out; whoever was here before answers.',
      after: {
        listen: [
          {
            guard: 'somebodyIsThere',
            target: 'receiving',
            actions: 'askNext',
            description: 'Ask the first.',
          },
          { target: 'alone', description: 'Nobody has answered.' },
        ],
      },
    },
    receiving: {
      description: 'Somebody has been asked.',
      initial: 'waiting',
      always: {
        guard: 'isWhole',
        target: 'complete',
        description: 'Every part is here, and how far it goes is known.',
      },
      after: { answer: { target: 'choosing', description: 'An answer without an end.' } },
      on: {
        roster: { guard: 'isAnswer', actions: 'noteRoster', description: 'How much was said.' },
        covered: { guard: 'isAnswer', actions: 'noteCovered', description: 'How far it goes is known.' },
      },
      states: {
        waiting: {
          description: 'Nothing has come yet.',
          on: {
            roster: {
              guard: 'isAnswer',
              target: 'queued',
              actions: 'noteRoster',
              description: 'It has heard us: the parts follow.',
            },
            part: {
              guard: 'isAnswer',
              target: 'coming',
              actions: 'notePart',
              description: 'What was said before it may have been lost.',
            },
          },
          after: { silence: { target: '#history.choosing', description: 'It has nothing for us.' } },
        },
        queued: {
          description: 'It may have to give to others first, one after the other.',
          on: {
            part: {
              guard: 'isAnswer',
              target: 'coming',
              actions: 'notePart',
              description: 'It is our turn.',
            },
          },
          after: { turn: { target: '#history.choosing', description: 'It should be our turn by now.' } },
        },
        coming: {
          description: 'Parts are coming in.',
          on: {
            part: {
              guard: 'isAnswer',
              target: 'coming',
              reenter: true,
              actions: 'notePart',
              description: 'Counted.',
            },
          },
          after: {
            gap: { target: '#history.choosing', description: 'That was the end; something was lost.' },
          },
        },
      },
    },
    choosing: {
      description: 'An answer has ended without being whole: whom to ask next.',
      entry: 'keepWhoIsThere',
      always: [
        { guard: 'mayAskAgain', target: 'receiving', actions: 'askNext', description: 'Ask the next.' },
        {
          guard: and(['nobodyAnswered', 'someoneWasAsked']),
          target: 'receiving',
          actions: 'askEverybody',
          description: 'Whoever was asked was silent: ask everybody, once.',
        },
        { target: 'complete', description: 'It will not become more; holes that show are repaired as such.' },
      ],
    },
    alone: {
      description: 'Nobody is there; whoever appears soon may only have been slow to answer.',
      always: { guard: 'somebodyIsThere', target: 'receiving', actions: 'askNext', description: 'Ask it.' },
      after: { late: { target: 'complete', description: 'We are the first.' } },
    },
    complete: {
      description: 'Done; asks no more.',
      entry: 'tellDone',
      on: { candidate: { description: 'Too late: nothing is asked twice.' } },
    },
  },
});
