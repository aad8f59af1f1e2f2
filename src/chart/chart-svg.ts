// A laid out chart as a picture: an SVG that needs nothing but itself. A page that shows it lights states by the class
// `active` and transitions by `taken`, which it finds by the data that each of them carries.
import { type ChartTheme, chartStyle } from './chart-theme.js';
import type { ChartLayout } from './chart-layout.js';
import { edgeSvg, initialSvg } from './edge-svg.js';
import { stateSvg } from './state-svg.js';
import { element, escaped } from './svg-element.js';

/** Around the outermost box. */
const marginPx = 4;

/**
 * The chart as the text of a complete SVG file, in pixels at full size.
 *
 * Every state is `<g class="state" data-state="ID">`, every transition `<g class="transition" data-source="ID"
 * data-targets="ID ID" data-event="DESCRIPTOR">`; those that lead elsewhere stand in a `<g class="edge">`, which has their
 * arrow. What a delay says is in a `<g class="delay" data-delay="…">`: milliseconds, or the delay's name.
 *
 * @param options.theme `auto` follows what the reader's system prefers
 */
export function chartSvg(layout: ChartLayout, { theme }: { readonly theme: ChartTheme }): string {
  const width = layout.width + 2 * marginPx;
  const height = layout.height + 2 * marginPx;
  const viewBox = `${-marginPx} ${-marginPx} ${width} ${height}`;
  const attributes = { class: 'statechart', 'data-theme': theme, role: 'img', viewBox, width, height };
  return `${element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...attributes },
    `\n${element('title', {}, escaped(titleOf(layout)))}\n`,
    `${element('style', {}, chartStyle(theme))}\n`,
    `${element('rect', { class: 'canvas', x: -marginPx, y: -marginPx, width, height })}\n`,
    ...layout.states.map((box) => `${stateSvg(box)}\n`),
    ...layout.initials.map((mark) => `${initialSvg(mark)}\n`),
    ...layout.edges.map((edge) => `${edgeSvg(edge)}\n`),
  )}\n`;
}

function titleOf({ id, states }: ChartLayout): string {
  const description = states[0]?.state.description;
  return description === undefined ? id : `${id}: ${description}`;
}
