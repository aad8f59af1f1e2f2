// Where to look in a chart: the states that a machine is in, the innermost of them. Pure.
import type { Box, ChartLayout } from '../../chart/chart-layout.js';

/**
 * What encloses them, in the drawing's units.
 *
 * @param active the ids of the states that the machine is in
 * @returns `undefined` when the chart has none of them
 */
export function focusOf({ states }: ChartLayout, active: ReadonlySet<string>): Box | undefined {
  const lit = states.filter(({ state }) => active.has(state.id));
  const innermost = lit.filter(({ state }) => !state.children.some(({ id }) => active.has(id)));
  if (innermost.length === 0) return undefined;
  const x = Math.min(...innermost.map((box) => box.x));
  const y = Math.min(...innermost.map((box) => box.y));
  const right = Math.max(...innermost.map((box) => box.x + box.width));
  const bottom = Math.max(...innermost.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
