// The machines that docs/machines.md describes: a new machine is a new row here and a new section on the page.
import type { AnyStateMachine } from 'xstate';
import { acknowledgingEvents, acknowledgingTells } from '../../machines/acknowledging.events.js';
import { acknowledgingMachine } from '../../machines/acknowledging.machine.js';
import { announcerEvents, announcerTells } from '../../machines/announcer.events.js';
import { announcerMachine } from '../../machines/announcer.machine.js';
import { historianEvents, historianTells } from '../../machines/historian.events.js';
import { historianMachine } from '../../machines/historian.machine.js';
import { historyEvents, historyTells } from '../../machines/history.events.js';
import { historyMachine } from '../../machines/history.machine.js';
import { peerEvents, peerTells } from '../../machines/peer.events.js';
import { peerMachine } from '../../machines/peer.machine.js';
import { presenceEvents, presenceTells } from '../../machines/presence.events.js';
import { presenceMachine } from '../../machines/presence.machine.js';
import { screenEmits, screenEvents } from '../../machines/screen.events.js';
import { screenMachine } from '../../machines/screen.machine.js';
import { sessionEmits, sessionEvents } from '../../machines/session.events.js';
import { sessionMachine } from '../../machines/session.machine.js';
import { shardEvents } from '../../machines/shard.events.js';
import { shardMachine } from '../../machines/shard.machine.js';
import { streamEvents, streamTells } from '../../machines/stream.events.js';
import { streamMachine } from '../../machines/stream.machine.js';
import type { Catalogue } from './event-catalogue.js';
import type { Gestures } from './transition-table.js';

export interface DocumentedMachine {
  readonly machine: AnyStateMachine;
  /** What it takes. */
  readonly events: Catalogue;
  /** What it emits, or tells its parent. */
  readonly emits: Catalogue;
  /** Who takes that. */
  readonly listener: string;
  /** The events that stand for something a person does. */
  readonly gestures: Gestures;
}

/** What the session's own actors have in common: nobody but the session hears them, and no person acts on them. */
const ofTheSession = { listener: 'the session', gestures: {} } as const;

export const documentedMachines: readonly DocumentedMachine[] = [
  {
    machine: sessionMachine,
    events: sessionEvents,
    emits: sessionEmits,
    listener: 'the program that runs the session (`src/programs/`); `dispatch`: `src/app.ts`',
    gestures: { say: 'Enter', rename: '/nick', retry: '/retry', quit: '/quit' },
  },
  { machine: presenceMachine, events: presenceEvents, emits: presenceTells, ...ofTheSession },
  { machine: peerMachine, events: peerEvents, emits: peerTells, ...ofTheSession },
  { machine: shardMachine, events: shardEvents, emits: {}, ...ofTheSession },
  { machine: announcerMachine, events: announcerEvents, emits: announcerTells, ...ofTheSession },
  { machine: streamMachine, events: streamEvents, emits: streamTells, ...ofTheSession },
  {
    machine: acknowledgingMachine,
    events: acknowledgingEvents,
    emits: acknowledgingTells,
    ...ofTheSession,
  },
  { machine: historyMachine, events: historyEvents, emits: historyTells, ...ofTheSession },
  { machine: historianMachine, events: historianEvents, emits: historianTells, ...ofTheSession },
  {
    machine: screenMachine,
    events: screenEvents,
    emits: screenEmits,
    listener: 'the full-screen program (`src/programs/`)',
    gestures: {},
  },
];
