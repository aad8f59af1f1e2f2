// The sequence diagram.
import { part, setText, svgElement } from './elements.js';
import { shownUntil } from './page-state.js';
import { type Sequence, sequenceOf } from './sequence.js';
import type { Timeline } from './timeline.js';
import type { Page, View } from './view.js';

/** The least time between two drawings while things go on: all of it is drawn anew, and nobody reads faster. */
const pauseMs = 250;

const columnPx = 150;
const rowPx = 24;
const headPx = 34;
/** An arrow from a lifeline to itself goes out so far. */
const loopPx = 22;
/** Letters of a name above a lifeline, and of an event above an arrow between neighbours: what there is room for. */
const nameLetters = 20;
const lettersPerColumn = 21;
/** So many fewer beside a loop. */
const loopLetters = 4;

export function sequenceView({ dispatch }: Page): View {
  const panel = part('sequence-panel', HTMLElement);
  const note = part('sequence-note', HTMLElement);
  const head = part('sequence-head', HTMLElement);
  const body = part('sequence-body', HTMLElement);
  const frame = part('sequence-frame', HTMLElement);
  let drawn: { readonly timeline: Timeline; readonly until: number; readonly at: number } | undefined;
  body.addEventListener('click', ({ target }) => {
    const number =
      target instanceof Element ? target.closest('[data-number]')?.getAttribute('data-number') : null;
    if (number !== null && number !== undefined) dispatch({ type: 'go', to: Number(number) });
  });
  return {
    draw: ({ state, now }) => {
      const until = shownUntil(state);
      const { timeline } = state.model;
      if (panel.hidden || (drawn?.timeline === timeline && drawn.until === until)) return false;
      const sinceMs = now - (drawn?.at ?? 0);
      if (state.moment === undefined && sinceMs >= 0 && sinceMs < pauseMs) return true;
      drawn = { timeline, until, at: now };
      const sequence = sequenceOf(timeline, until, state.picture);
      const { exchanges, lifelines } = sequence;
      setText(
        note,
        exchanges.length === 0
          ? 'Nothing has been sent yet.'
          : `The last ${exchanges.length} events, between ${lifelines.length} actors. A click leads to that moment.`,
      );
      const isAtEnd = frame.scrollTop + frame.clientHeight >= frame.scrollHeight - rowPx;
      head.replaceChildren(headOf(sequence));
      body.replaceChildren(bodyOf(sequence));
      if (isAtEnd) frame.scrollTop = frame.scrollHeight;
      return false;
    },
  };
}

function widthOf({ lifelines }: Sequence): number {
  return Math.max(1, lifelines.length) * columnPx;
}

function headOf(sequence: Sequence): SVGElement {
  const width = widthOf(sequence);
  const names = sequence.lifelines.map(({ name }, column) =>
    svgElement(
      'g',
      { class: 'lifeline-name' },
      svgElement('title', {}, name),
      svgElement('rect', { x: column * columnPx + 4, y: 4, width: columnPx - 8, height: headPx - 8, rx: 4 }),
      svgElement('text', { x: xOf(column), y: headPx / 2 + 4 }, shortened(name, nameLetters)),
    ),
  );
  return svgElement('svg', { width, height: headPx, 'aria-hidden': 'true' }, ...names);
}

function bodyOf(sequence: Sequence): SVGElement {
  const { lifelines, exchanges } = sequence;
  const height = exchanges.length * rowPx + rowPx / 2;
  const lines = lifelines.map((_, column) =>
    svgElement('line', { class: 'lifeline', x1: xOf(column), x2: xOf(column), y1: 0, y2: height }),
  );
  const words = exchanges.map(
    ({ from, to, type }) => `${lifelines[from]?.name} sends ${type} to ${lifelines[to]?.name}`,
  );
  return svgElement(
    'svg',
    { width: widthOf(sequence), height, role: 'img', 'aria-label': words.slice(-5).join('; ') },
    ...lines,
    ...exchanges.map((exchange, row) => {
      const arrow =
        exchange.from === exchange.to ? loopOf(exchange.from, row) : arrowOf(exchange.from, exchange.to, row);
      const label = labelOf(exchange, row);
      const title = svgElement('title', {}, words[row] ?? '');
      return svgElement(
        'g',
        { class: 'exchange', 'data-number': exchange.number },
        title,
        ...arrow,
        ...label,
      );
    }),
  );
}

function labelOf({ from, to, type }: Sequence['exchanges'][number], row: number): readonly SVGElement[] {
  const span = Math.max(1, Math.abs(from - to));
  const text = shortened(type, span * lettersPerColumn - (from === to ? loopLetters : 0));
  const y = rowY(row) - 4;
  if (from === to)
    return [svgElement('text', { class: 'beside', x: xOf(from) + loopPx + 5, y: y + 8 }, text)];
  return [svgElement('text', { x: (xOf(from) + xOf(to)) / 2, y }, text)];
}

function arrowOf(from: number, to: number, row: number): readonly SVGElement[] {
  const y = rowY(row);
  const [start, end] = [xOf(from), xOf(to)];
  const back = start < end ? -7 : 7;
  return [
    svgElement('path', { class: 'line', d: `M${start} ${y}H${end}` }),
    svgElement('path', { class: 'head', d: `M${end} ${y}l${back} -4v8z` }),
  ];
}

function loopOf(column: number, row: number): readonly SVGElement[] {
  const [x, y] = [xOf(column), rowY(row)];
  return [
    svgElement('path', { class: 'line', d: `M${x} ${y - 8}h${loopPx}v8H${x}` }),
    svgElement('path', { class: 'head', d: `M${x} ${y}l7 -4v8z` }),
  ];
}

function xOf(column: number): number {
  return column * columnPx + columnPx / 2;
}

function rowY(row: number): number {
  return (row + 1) * rowPx - 4;
}

function shortened(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}
