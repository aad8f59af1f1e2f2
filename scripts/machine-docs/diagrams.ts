// The statecharts of the machines as pictures beside docs/machines.md, drawn by the same code as in the inspector.
import type { AnyStateMachine } from 'xstate';
import { chartSvg } from '../../src/chart/chart-svg.js';
import { layOut } from '../../src/chart/lay-out.js';
import { drawnChartOf } from './chart.js';

/** Where a machine's picture is, seen from docs/. */
export function diagramPath({ id }: AnyStateMachine): string {
  return `machines/${id}.svg`;
}

/** The picture of a machine's states: the text of an SVG file that follows the reader's light or dark theme. */
export async function diagramOf(machine: AnyStateMachine): Promise<string> {
  return chartSvg(await layOut(drawnChartOf(machine)), { theme: 'auto' });
}

/** The picture on the page, as Markdown; it leads to itself in full size. */
export function diagramImage(machine: AnyStateMachine): string {
  const path = diagramPath(machine);
  return `[![The states of the machine "${machine.id}", and what leads from one to another](${path})](${path})`;
}
