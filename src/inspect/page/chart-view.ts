// The chosen actor's statechart, lit as it is at the moment that is shown; of an actor without one, its snapshot.
import { activeStateIds } from '../../chart/active-states.js';
import type { Box } from '../../chart/chart-layout.js';
import { type ChartDrawing, chartDrawing } from './chart-drawing.js';
import { focusOf } from './chart-focus.js';
import type { Charts, KnownChart } from './charts.js';
import { chartWindow } from './chart-window.js';
import { countdownsOf } from './countdowns.js';
import { part, setAttribute, setHidden, setText } from './elements.js';
import { flashesOf } from './flashes.js';
import { chosenActor } from './page-state.js';
import type { ActorPicture } from './actor-picture.js';
import { valueInWords } from './state-paths.js';
import { shownTheme } from './theme-toggle.js';
import { valueView } from './value-view.js';
import type { Page, View } from './view.js';

/** What the drawing shows by now. */
interface Drawn {
  readonly drawing: ChartDrawing;
  readonly sessionId: string;
  readonly value: unknown;
  /** Where the machine is. */
  readonly place: Box | undefined;
}

export function chartView({ redraw }: Page, charts: Charts): View {
  const host = part('chart-window', HTMLElement);
  const name = part('chart-name', HTMLElement);
  const value = part('chart-value', HTMLElement);
  // The chart says it too, but not always where one looks.
  const delays = part('chart-delays', HTMLElement);
  const note = part('chart-note', HTMLElement);
  const tools = part('chart-tools', HTMLElement);
  const plain = part('chart-snapshot', HTMLElement);
  const snapshot = valueView(plain, redraw);
  const shown = chartWindow();
  const drawings = new WeakMap<KnownChart, ChartDrawing>();
  let drawn: Drawn | undefined;

  const drawingOf = (known: KnownChart | undefined): ChartDrawing | undefined => {
    if (known?.layout === undefined) return undefined;
    const made = drawings.get(known) ?? chartDrawing(known.layout);
    if (made !== undefined) drawings.set(known, made);
    return made;
  };

  const drawChart = (
    drawing: ChartDrawing,
    known: KnownChart,
    actor: ActorPicture,
    now: number,
    isLive: boolean,
  ): boolean => {
    const { sessionId } = actor;
    setAttribute(drawing.root, 'data-theme', shownTheme());
    const stateValue = actor.snapshot.value;
    const { chart } = known;
    const isSame = drawn?.drawing === drawing && drawn.sessionId === sessionId;
    let place = drawn?.place;
    if (!isSame || drawn?.value !== stateValue) {
      const active = chart === undefined ? new Set<string>() : activeStateIds(chart, stateValue);
      drawing.light(active);
      place = focusOf(drawing.layout, active);
    }
    const flashes = flashesOf(actor, now, isLive);
    drawing.flash(flashes);
    setAttribute(host, 'data-live', isLive ? 'yes' : 'no');
    drawn = { drawing, sessionId, value: stateValue, place };
    shown.show(drawing, place);
    const countdowns = countdownsOf(chart, actor, now);
    setText(delays, drawing.count(countdowns));
    return isLive && (flashes.areFading || countdowns.some(({ remainingMs = 0 }) => remainingMs > 0));
  };

  return {
    draw: ({ state, now }) => {
      const actor = chosenActor(state);
      const known = actor?.definition === undefined ? undefined : charts.layOut(actor.definition);
      const drawing = drawingOf(known);
      setText(name, actor?.name ?? '');
      setText(value, actor === undefined ? '' : lifeInWords(actor));
      setText(note, noteOf(actor, known, drawing));
      setHidden(note, drawing !== undefined || (actor !== undefined && known === undefined));
      const hasSnapshot =
        actor !== undefined && (known === undefined || known.chart === undefined || known.hasFailed);
      setHidden(plain, !hasSnapshot);
      setHidden(tools, drawing === undefined);
      if (hasSnapshot) snapshot.draw(actor.snapshot, actor.before ?? actor.snapshot);
      if (drawing === undefined || known === undefined || actor === undefined) {
        drawn = undefined;
        setText(delays, '');
        shown.show(undefined, undefined);
        return false;
      }
      return drawChart(drawing, known, actor, now, state.moment === undefined);
    },
  };
}

function lifeInWords({ snapshot, endedAt }: ActorPicture): string {
  const words = valueInWords(snapshot.value);
  return endedAt === undefined ? words : [words, `(${snapshot.status ?? 'ended'})`].join(' ').trim();
}

function noteOf(
  actor: ActorPicture | undefined,
  known: KnownChart | undefined,
  drawing: ChartDrawing | undefined,
): string {
  if (actor === undefined) return 'There is nothing to show at this moment.';
  if (known === undefined || drawing !== undefined) return '';
  if (known.chart === undefined) return 'This chart cannot be read; here is the snapshot.';
  return known.hasFailed ? 'This chart cannot be laid out; here is the snapshot.' : 'laying the chart out…';
}
