// A state's box as SVG, with all that stands in it but other states.
import { boxPaddingPx } from './box-content.js';
import type { StateBox, StateRow } from './chart-layout.js';
import { labelSvg, transitionSvg } from './label-svg.js';
import { element, escaped } from './svg-element.js';

const cornerPx = 8;
/** From the box's top to the baseline of its name. */
const nameBaselinePx = 19;
/** Between the two borders of a final state. */
const doubleBorderPx = 3;

export function stateSvg(box: StateBox): string {
  const { state, isRegion } = box;
  const attributes = {
    class: 'state',
    'data-state': state.id,
    'data-kind': state.kind,
    'data-level': levelOf(box),
    'data-region': isRegion ? 'yes' : undefined,
  };
  const title = state.description === undefined ? [] : [element('title', {}, escaped(state.description))];
  const shape = state.kind === 'history' ? historySvg(box) : boxSvg(box);
  return element('g', attributes, ...title, ...shape, ...box.rows.map(rowSvg));
}

/** Boxes with others inside alternate between two shades. */
function levelOf({ state }: StateBox): string | undefined {
  if (state.children.length === 0) return undefined;
  return state.path.length % 2 === 0 ? 'outer' : 'inner';
}

function boxSvg({ x, y, width, height, state, title, dividers }: StateBox): readonly string[] {
  const gap = doubleBorderPx;
  const ring = {
    x: x + gap,
    y: y + gap,
    width: width - 2 * gap,
    height: height - 2 * gap,
    rx: cornerPx - gap,
  };
  return [
    element('rect', { class: 'box', x, y, width, height, rx: cornerPx }),
    ...(state.kind === 'final' ? [element('rect', { class: 'ring', ...ring })] : []),
    ...dividers.map((line) =>
      element('line', { class: 'divider', x1: line.x, y1: line.y, x2: line.x + line.width, y2: line.y }),
    ),
    element('text', { class: 'name', x: x + boxPaddingPx, y: y + nameBaselinePx }, escaped(title)),
  ];
}

/** An H in a circle; with a star when it remembers what is further inside too. */
function historySvg({ x, y, width, height, state }: StateBox): readonly string[] {
  const centre = { x: x + width / 2, y: y + height / 2 };
  return [
    element('circle', { class: 'box', cx: centre.x, cy: centre.y, r: width / 2 }),
    element('text', { x: centre.x, y: centre.y + 4, 'text-anchor': 'middle' }, state.isDeep ? 'H*' : 'H'),
  ];
}

function rowSvg(row: StateRow): string {
  if (row.transition !== undefined) return transitionSvg(row.transition, row);
  return element('g', { class: row.kind }, labelSvg(row, undefined));
}
