// How we give history to late joiners: one datagram after the other, one joiner after the other, and to each no more
// often than it can need. Only paces; what the datagrams say, its parent knows.
import { type ActorRef, assertEvent, assign, enqueueActions, setup, type Snapshot } from 'xstate';
import { maxHistoriesEach, maxHistoriesServed, maxServedRemembered } from '../src/limits.js';
import type { ProtocolTiming } from '../src/protocol-timing.js';
import { maxHistoryMessages } from '../src/wire/control.js';
import type { HistorianEvent, FromHistorian } from './historian.events.js';

export interface HistorianInput {
  /** Whom to tell what to do. */
  readonly parent: ActorRef<Snapshot<unknown>, FromHistorian>;
  readonly timing: ProtocolTiming;
}

/** A late joiner that is given history, or waits for it. */
export interface Request {
  readonly to: string;
  /** How many datagrams it is to have, */
  readonly items: number;
  /** and how many it has had. */
  readonly given: number;
}

export interface HistorianContext extends HistorianInput {
  /** The first of these is being served. */
  readonly requests: readonly Request[];
  /** How often each was served since the last rest; the one served first comes first. */
  readonly served: ReadonlyMap<string, number>;
}

const nobody: ReadonlyMap<string, number> = new Map();

/** Whether the late joiner is being served, or will be. */
function isInTurn({ requests }: HistorianContext, { to }: Pick<HistorianEvent, 'to'>): boolean {
  return requests.some((request) => request.to === to);
}

/** Whether this request is worth serving: again only for what was lost on the way, and never twice at a time. */
function isAccepted(context: HistorianContext, { to, items }: HistorianEvent): boolean {
  const { requests, served } = context;
  return (
    items > 0 &&
    !isInTurn(context, { to }) &&
    requests.length < maxHistoriesServed &&
    (served.get(to) ?? 0) < maxHistoriesEach
  );
}

function withRequest(
  { requests, served }: HistorianContext,
  { to, items }: HistorianEvent,
): Partial<HistorianContext> {
  const times = (served.get(to) ?? 0) + 1;
  const others = [...served].filter(([other]) => other !== to);
  return {
    requests: [...requests, { to, items: Math.min(items, maxHistoryMessages), given: 0 }],
    served: new Map([...others, [to, times] as const].slice(-maxServedRemembered)),
  };
}

export const historianMachine = setup({
  types: {
    input: {} as HistorianInput,
    context: {} as HistorianContext,
    events: {} as HistorianEvent,
  },
  delays: {
    pace: ({ context }) => context.timing.historyPaceMs,
    rest: ({ context }) => context.timing.historySilenceMs,
  },
  guards: {
    isAccepted: ({ context, event }) => isAccepted(context, event),
    isInTurn: ({ context, event }) => isInTurn(context, event),
    nobodyWaits: ({ context }) => context.requests.length === 0,
  },
  actions: {
    takeRequest: assign(({ context, event }) => {
      assertEvent(event, 'request');
      return withRequest(context, event);
    }),
    giveNext: enqueueActions(({ context, enqueue }) => {
      const [first, ...others] = context.requests;
      if (first === undefined) return;
      const { to, items } = first;
      const given = first.given + 1;
      enqueue.sendTo(context.parent, { type: 'history.give', to, number: given });
      if (given < items) return enqueue.assign({ requests: [{ to, items, given }, ...others] });
      enqueue.sendTo(context.parent, { type: 'history.given', to });
      enqueue.assign({ requests: others });
    }),
    decline: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, 'request');
      enqueue.sendTo(context.parent, { type: 'history.given', to: event.to });
    }),
    forgetServed: assign({ served: nobody }),
  },
}).createMachine({
  id: 'historian',
  description: 'How we give history to late joiners.',
  context: ({ input }) => ({ ...input, requests: [], served: nobody }),
  initial: 'resting',
  on: {
    request: [
      { guard: 'isInTurn', description: 'It is being served, or will be.' },
      {
        actions: 'decline',
        description: 'There is nothing to give, too many wait, or this one has had enough: it is done with.',
      },
    ],
  },
  states: {
    resting: {
      description: 'Nobody wants anything, and nobody has for a while.',
      entry: 'forgetServed',
      on: {
        request: {
          guard: 'isAccepted',
          target: 'giving',
          actions: 'takeRequest',
          description: 'Serve it.',
        },
      },
    },
    giving: {
      description: 'One datagram after the other, with a pause before each.',
      on: {
        request: {
          guard: 'isAccepted',
          actions: 'takeRequest',
          description:
            'Served after the others. Ignored when too many wait, or when this one has had enough.',
        },
      },
      always: { guard: 'nobodyWaits', target: 'pausing', description: 'That was the last one.' },
      after: {
        pace: {
          target: 'giving',
          reenter: true,
          actions: 'giveNext',
          description: 'Send the next datagram.',
        },
      },
    },
    pausing: {
      description: 'Nobody waits; who was served is still remembered.',
      on: {
        request: {
          guard: 'isAccepted',
          target: 'giving',
          actions: 'takeRequest',
          description: 'Serve it.',
        },
      },
      after: { rest: { target: 'resting', description: 'Forget who was served.' } },
    },
  },
});
