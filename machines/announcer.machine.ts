// The announcer: tells who came and who went once and calmly, several in one line. Knows time only by named delays; the
// sentences are in src/chat/announcements.ts.
import { type ActorRef, assertEvent, assign, type Snapshot, sendTo, setup } from 'xstate';
import { came, type Gathered, isNews, left, nobody } from '../src/chat/announcements.js';
import type { ProtocolTiming } from '../src/protocol-timing.js';
import type { AnnouncerEvent, FromAnnouncer } from './announcer.events.js';

export interface AnnouncerInput {
  readonly parent: ActorRef<Snapshot<unknown>, FromAnnouncer>;
  readonly timing: ProtocolTiming;
}

export interface AnnouncerContext extends AnnouncerInput {
  /** Who came and went since the latest announcement. */
  readonly gathered: Gathered;
}

export const announcerMachine = setup({
  types: {
    input: {} as AnnouncerInput,
    context: {} as AnnouncerContext,
    events: {} as AnnouncerEvent,
  },
  delays: {
    arrival: ({ context }) => context.timing.arrivalMs,
    gather: ({ context }) => context.timing.announceMs,
  },
  guards: {
    isNews: ({ context }) => isNews(context.gathered),
    isNoNews: ({ event }) => event.type === 'came' && event.wasHere && !event.isFewHere,
  },
  actions: {
    gatherArrival: assign(({ context, event }) => {
      assertEvent(event, 'came');
      return { gathered: came(context.gathered, event.wasHere ? 'here' : 'joined', event.person) };
    }),
    gatherLeave: assign(({ context, event }) => {
      assertEvent(event, 'left');
      return { gathered: left(context.gathered, event.person) };
    }),
    tell: sendTo(
      ({ context }) => context.parent,
      ({ context }) => ({ type: 'announce', ...context.gathered }) as const,
    ),
    forget: assign({ gathered: nobody }),
  },
}).createMachine({
  id: 'announcer',
  description: 'Tells who came and who went, once and calmly.',
  context: ({ input }) => ({ ...input, gathered: nobody }),
  initial: 'absent',
  on: {
    joined: { target: '.arriving', description: 'See who is here already.' },
  },
  states: {
    absent: {
      description: 'Not in the group yet: there may be no network.',
      on: {
        came: { actions: 'gatherArrival', description: 'Gathered.' },
        left: { actions: 'gatherLeave', description: 'Gathered; who came in the meantime never was here.' },
      },
    },
    arriving: {
      description:
        'We have only just come ourselves, or come back, perhaps to another network: whoever is heard of and has been running for longer than we was here already.',
      on: {
        came: { actions: 'gatherArrival', description: 'Gathered.' },
        left: { actions: 'gatherLeave', description: 'Gathered; who came in the meantime never was here.' },
      },
      after: {
        arrival: [
          { guard: 'isNews', target: 'calm', actions: ['tell', 'forget'], description: 'Told in one line.' },
          { target: 'calm', description: 'Nobody is here.' },
        ],
      },
    },
    calm: {
      description: 'Nobody comes or goes.',
      on: {
        came: [
          {
            // In a group of thousands it takes minutes until everybody has been heard.
            guard: 'isNoNews',
            description: 'Heard only now, but here before us, and one of many: no news to anybody.',
          },
          { target: 'gathering', actions: 'gatherArrival', description: 'Gathered.' },
        ],
        left: { target: 'gathering', actions: 'gatherLeave', description: 'Gathered.' },
      },
    },
    gathering: {
      description: 'Others may come and go together with them.',
      on: {
        came: [
          {
            guard: 'isNoNews',
            description: 'Heard only now, but here before us, and one of many: no news to anybody.',
          },
          { actions: 'gatherArrival', description: 'Gathered; who left in the meantime never was away.' },
        ],
        left: { actions: 'gatherLeave', description: 'Gathered; who came in the meantime never was here.' },
      },
      after: {
        gather: [
          { guard: 'isNews', target: 'calm', actions: ['tell', 'forget'], description: 'Told in one line.' },
          { target: 'calm', description: 'All who came or went are back where they were.' },
        ],
      },
    },
  },
});
