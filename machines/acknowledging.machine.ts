// When we say what we hold: not at once for each message, but a moment later for all that came meanwhile. Knows the
// names of streams; how far each is held, its parent knows.
import { type ActorRef, assertEvent, assign, sendTo, setup, type Snapshot } from 'xstate';
import type { ProtocolTiming } from '../src/protocol-timing.js';
import { draw, type RandomState } from '../src/random.js';
import { maxStreamsListed } from '../src/wire/control.js';
import type { AcknowledgingEvent, FromAcknowledging } from './acknowledging.events.js';

export interface AcknowledgingInput {
  /** Whom to tell what to do. */
  readonly parent: ActorRef<Snapshot<unknown>, FromAcknowledging>;
  readonly timing: ProtocolTiming;
  /** Seeds the delays. */
  readonly seed: RandomState;
}

export interface AcknowledgingContext extends Omit<AcknowledgingInput, 'seed'> {
  readonly random: RandomState;
  /** The streams to acknowledge. */
  readonly streams: ReadonlySet<string>;
  /** How long this acknowledgement waits for others, in milliseconds. */
  readonly delayMs: number;
}

const noStreams: ReadonlySet<string> = new Set();

/** Draws how long an acknowledgement waits: many hear the same message, and their answers must not collide. */
function drawnDelay({ random, timing }: AcknowledgingContext): Partial<AcknowledgingContext> {
  const [leastMs, greatestMs] = timing.ackMs;
  const { value, state } = draw(random);
  return { random: state, delayMs: leastMs + value * (greatestMs - leastMs) };
}

export const acknowledgingMachine = setup({
  types: {
    input: {} as AcknowledgingInput,
    context: {} as AcknowledgingContext,
    events: {} as AcknowledgingEvent,
  },
  delays: {
    ackDelay: ({ context }) => context.delayMs,
  },
  guards: {
    isFull: ({ context }) => context.streams.size >= maxStreamsListed,
  },
  actions: {
    drawDelay: assign(({ context }) => drawnDelay(context)),
    collect: assign(({ context, event }) => {
      assertEvent(event, 'held');
      return { streams: new Set([...context.streams, ...event.streams]) };
    }),
    acknowledge: sendTo(
      ({ context }) => context.parent,
      ({ context }) => ({ type: 'acknowledge', streams: [...context.streams] }),
    ),
    forget: assign({ streams: noStreams }),
  },
}).createMachine({
  id: 'acknowledging',
  description: 'When we say what we hold.',
  context: ({ input: { seed, ...input } }) => ({ ...input, random: seed, streams: noStreams, delayMs: 0 }),
  initial: 'idle',
  on: {
    held: { actions: 'collect', description: 'Acknowledged together with what else comes meanwhile.' },
  },
  states: {
    idle: {
      description: 'Nothing is to be acknowledged.',
      entry: 'forget',
      on: {
        held: { target: 'collecting', actions: 'collect', description: 'Wait a moment for more.' },
      },
    },
    collecting: {
      description: 'A random wait, so that one datagram acknowledges much and not all of us speak at once.',
      entry: 'drawDelay',
      always: {
        guard: 'isFull',
        target: 'idle',
        actions: 'acknowledge',
        description: 'One datagram is full: say it now.',
      },
      after: {
        ackDelay: { target: 'idle', actions: 'acknowledge', description: 'Say how far they are held.' },
      },
    },
  },
});
