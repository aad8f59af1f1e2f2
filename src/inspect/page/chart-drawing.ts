// A laid out chart as elements of the page, and the switches on it: which states are lit, which transitions flash, and how
// long delays still take.
import { chartSvg } from '../../chart/chart-svg.js';
import type { ChartLayout } from '../../chart/chart-layout.js';
import { type Countdown, durationInWords } from './countdowns.js';
import { setText } from './elements.js';
import { type Flashes, transitionName } from './flashes.js';

export interface ChartDrawing {
  readonly root: SVGSVGElement;
  readonly width: number;
  readonly height: number;
  readonly layout: ChartLayout;
  readonly light: (states: ReadonlySet<string>) => void;
  /** Lets transitions and states flash, and no others; one that was taken again flashes anew. */
  readonly flash: (flashes: Flashes) => void;
  /** Counts delays down. @returns those that run and what is left of them, in words */
  readonly count: (countdowns: readonly Countdown[]) => string;
}

/** All text in the picture is escaped, so nothing else looks like this. */
const styleSheet = /<style>[^<]*<\/style>/u;

/**
 * Draws it. The picture's own style sheet is left out: the page has it already, and may not take any from within.
 *
 * @returns `undefined` when the picture is none
 */
export function chartDrawing(layout: ChartLayout): ChartDrawing | undefined {
  const picture = chartSvg(layout, { theme: 'auto' }).replace(styleSheet, '');
  const parsed = new DOMParser().parseFromString(picture, 'image/svg+xml');
  const root = document.importNode(parsed.documentElement, true);
  if (!(root instanceof SVGSVGElement)) return undefined;
  const states = [...root.querySelectorAll('g.state')];
  const groups = [...root.querySelectorAll('g.transition')];
  const transitions = groups.map(flashingGroup);
  const delays = groups.flatMap(delayIn);
  return {
    root,
    layout,
    width: root.width.baseVal.value,
    height: root.height.baseVal.value,
    light: (active) => {
      for (const state of states) state.classList.toggle('active', active.has(idOf(state)));
    },
    flash: (flashes) => {
      for (const group of transitions) group.flash(flashes.transitions.get(group.name));
      for (const state of states) state.classList.toggle('visited', flashes.states.has(idOf(state)));
    },
    count: (countdowns) => {
      const remaining = new Map(countdowns.map(({ event, remainingMs }) => [event, remainingMs]));
      const running = new Set<string>();
      for (const { group, event, text, words, name } of delays) {
        const ms = remaining.get(event);
        const said = ms === undefined ? words : `${name} ${durationInWords(ms)}`;
        group.classList.toggle('running', remaining.has(event));
        setText(text, said);
        if (remaining.has(event)) running.add(said);
      }
      return [...running].join(' · ');
    },
  };
}

interface Delay {
  readonly group: Element;
  readonly event: string;
  readonly text: Element;
  /** What it says when it does not run. */
  readonly words: string;
  /** What stands before the time that is left: the name of the delay, which its length takes the place of. */
  readonly name: string;
}

function delayIn(group: Element): readonly Delay[] {
  const said = group.querySelector('g.delay');
  const text = said?.querySelector('text');
  if (said === null || text === null || text === undefined) return [];
  const event = group.getAttribute('data-event') ?? '';
  const delay = said.getAttribute('data-delay') ?? '';
  // About as long as before, so that it has room.
  const name = Number.isFinite(Number(delay)) ? 'in' : delay;
  return [{ group: said, event, text, words: text.textContent ?? '', name }];
}

/** A transition's group. */
function flashingGroup(group: Element) {
  const [source = '', targets = '', eventType = ''] = ['data-source', 'data-targets', 'data-event'].map(
    (name) => group.getAttribute(name) ?? '',
  );
  let since: number | undefined;
  return {
    name: transitionName({ source, targets: targets.split(' ').filter((id) => id !== ''), eventType }),
    flash: (at: number | undefined): void => {
      if (at === since) return;
      since = at;
      group.classList.toggle('taken', at !== undefined);
      // Two names for one animation: changing it begins it anew.
      group.setAttribute('data-beat', group.getAttribute('data-beat') === 'odd' ? 'even' : 'odd');
    },
  };
}

function idOf(state: Element): string {
  return state.getAttribute('data-state') ?? '';
}
