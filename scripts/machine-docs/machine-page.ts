// docs/machines.md from what is on the page and what the machines are.
import { chartOf } from './chart.js';
import { diagramImage } from './diagrams.js';
import type { DocumentedMachine } from './documented-machines.js';
import { emittedEvents, takenEvents } from './event-catalogue.js';
import { type Blocks, withBlocks } from './generated-blocks.js';
import { gestureTable } from './gesture-table.js';
import { transitionTables } from './transition-table.js';

/** The page with its generated blocks brought up to date. */
export function machinePage(page: string, machines: readonly DocumentedMachine[]): string {
  return withBlocks(page, new Map(machines.flatMap((documented) => [...blocksOf(documented)])));
}

function blocksOf({ machine, events, emits, listener, gestures }: DocumentedMachine): Blocks {
  const chart = chartOf(machine);
  return new Map([
    [`${machine.id} diagram`, diagramImage(machine)],
    ...(Object.keys(gestures).length === 0
      ? []
      : [[`${machine.id} gestures`, gestureTable(chart, gestures)] as const]),
    [`${machine.id} transitions`, transitionTables(chart, Object.keys(events), gestures)],
    [`${machine.id} events`, takenEvents(chart, events)],
    ...(Object.keys(emits).length === 0
      ? []
      : [[`${machine.id} emits`, emittedEvents(emits, listener)] as const]),
  ]);
}
