// The machines that docs/machines.md describes: a new machine is a new row here and a new section on the page.
import type { AnyStateMachine } from 'xstate';
import { screenEmits, screenEvents } from '../../machines/screen.events.js';
import { screenMachine } from '../../machines/screen.machine.js';
import { sessionEmits, sessionEvents } from '../../machines/session.events.js';
import { sessionMachine } from '../../machines/session.machine.js';
import type { Catalogue } from './event-catalogue.js';
import type { Gestures } from './transition-table.js';

export interface DocumentedMachine {
  readonly machine: AnyStateMachine;
  /** What it takes. */
  readonly events: Catalogue;
  /** What it emits. */
  readonly emits: Catalogue;
  /** Who subscribes to what it emits. */
  readonly listener: string;
  /** The events that stand for something a person does. */
  readonly gestures: Gestures;
}

export const documentedMachines: readonly DocumentedMachine[] = [
  {
    machine: sessionMachine,
    events: sessionEvents,
    emits: sessionEmits,
    listener: 'the program that runs the session (`src/programs/`)',
    gestures: { say: 'Enter', rename: '/nick', retry: '/retry', quit: '/quit' },
  },
  {
    machine: screenMachine,
    events: screenEvents,
    emits: screenEmits,
    listener: 'the full-screen program (`src/programs/`)',
    gestures: {},
  },
];
