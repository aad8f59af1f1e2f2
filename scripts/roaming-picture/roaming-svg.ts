// A session's chart that lights the states one after another, with a caption that says when and why: an SVG that moves by
// its style sheet alone. Who wants no motion sees the last state.
import { allStates, type Chart, type ChartState } from '../../src/chart/chart.js';
import { chartSvg } from '../../src/chart/chart-svg.js';
import { layOut } from '../../src/chart/lay-out.js';
import { element, escaped, px } from '../../src/chart/svg-element.js';
import type { RecordedSession } from './read-session.js';
import { type Showing, type Span, showingOf } from './showing.js';

/** The caption's two lines; large, since the picture is shown smaller than it is on most pages. */
const caption = { heightPx: 96, leftPx: 20, headPx: 30, headBaselinePx: 38, textPx: 22, textBaselinePx: 74 };

/** Around the chart, as it draws itself. */
const chartMarginPx = 4;

/** The moving picture as the text of an SVG file. */
export async function roamingSvg({ chart, moments }: RecordedSession): Promise<string> {
  const layout = await layOut(chart);
  const showing = showingOf(moments);
  const width = layout.width + 2 * chartMarginPx;
  const chartHeight = layout.height + 2 * chartMarginPx;
  const height = chartHeight + caption.heightPx;
  const theme = 'auto';
  const attributes = { class: 'statechart', 'data-theme': theme, role: 'img', width, height };
  return `${element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...attributes, viewBox: `0 0 ${px(width)} ${px(height)}` },
    `\n${element('title', {}, 'A recorded session that loses its network, gets it back, and changes its address')}\n`,
    `${element('rect', { class: 'canvas', width, height })}\n`,
    chartSvg(layout, { theme }),
    ...captions(chart, showing, chartHeight),
    `${element('style', {}, styleOf(chart, showing))}\n`,
  )}\n`;
}

function captions(chart: Chart, { moments }: Showing, topPx: number): readonly string[] {
  return moments.map(({ atMs, event, activeIds }, index) => {
    const innermost = allStates(chart).findLast(({ id }) => activeIds.has(id)) ?? chart.root;
    const head = `${(atMs / 1000).toFixed(2)} s  ${innermost.path.join('.')}, upon ${eventName(event)}`;
    const at = { x: caption.leftPx };
    const lines = [
      element('text', { class: 'when', ...at, y: topPx + caption.headBaselinePx }, escaped(head)),
      element('text', { ...at, y: topPx + caption.textBaselinePx }, escaped(innermost.description ?? '')),
    ];
    return `${element('g', { class: 'caption', id: `moment-${index}` }, ...lines)}\n`;
  });
}

/** XState's events in words; our own have names that say enough. */
function eventName(event: string): string {
  if (event === 'xstate.init') return 'the start';
  const [, kind, name = ''] = /^xstate\.(?<kind>after|done\.actor)\.(?<name>[^.]+)/u.exec(event) ?? [];
  if (kind === undefined) return event;
  return kind === 'after' ? `the end of ${name}` : `${name} is done`;
}

/** What a box looks like while its state is active, as on the inspector's page, and else. Outer ones keep their filling. */
function looksOf({ children }: ChartState): Looks {
  const lit = 'stroke:var(--chart-active-border);stroke-width:2.4';
  const unlit = 'stroke:var(--chart-border);stroke-width:1.2';
  if (children.length > 0) return { lit, unlit };
  return { lit: `fill:var(--chart-active);${lit}`, unlit: `fill:var(--chart-box);${unlit}` };
}

interface Looks {
  readonly lit: string;
  readonly unlit: string;
}

const captionLooks: Looks = { lit: 'visibility:visible', unlit: 'visibility:hidden' };

/** Something that is lit at times. */
interface Light {
  readonly selector: string;
  readonly looks: Looks;
  readonly spans: readonly Span[];
}

function styleOf(chart: Chart, { lengthS, moments }: Showing): string {
  const states = allStates(chart).flatMap((state): readonly Light[] => {
    const spans = moments.filter(({ activeIds }) => activeIds.has(state.id));
    const selector = `.statechart [data-state="${state.id}"]>.box`;
    return spans.length === 0 ? [] : [{ selector, looks: looksOf(state), spans }];
  });
  const texts = moments.map(
    (span, index): Light => ({
      selector: `#moment-${index}`,
      looks: captionLooks,
      spans: [span],
    }),
  );
  const lights = [...states, ...texts];
  const atTheEnd = moments.at(-1)?.untilPercent;
  const still = lights.map(({ selector, looks, spans }) => {
    const isLit = spans.at(-1)?.untilPercent === atTheEnd;
    return `${selector}{${isLit ? looks.lit : looks.unlit}}`;
  });
  const moving = lights.map(({ selector }, index) => {
    return `${selector}{animation:light-${index} ${px(lengthS)}s step-end infinite}`;
  });
  return [
    `.statechart .caption text{font-size:${caption.textPx}px}`,
    `.statechart .caption .when{font-size:${caption.headPx}px;font-weight:bold}`,
    ...still,
    ...lights.map(({ looks, spans }, index) => `@keyframes light-${index}{${keyframes(looks, spans)}}`),
    `@media (prefers-reduced-motion:no-preference){\n${moving.join('\n')}\n}`,
  ].join('\n');
}

/** Each look holds until the next; where one span ends and another begins, the later word counts. */
function keyframes({ lit, unlit }: Looks, spans: readonly Span[]): string {
  const looks = new Map([['0%', unlit]]);
  for (const { fromPercent, untilPercent } of spans) {
    looks.set(`${px(fromPercent)}%`, lit);
    looks.set(`${px(untilPercent)}%`, unlit);
  }
  return Array.from(looks, ([at, look]) => `${at}{${look}}`).join('');
}
