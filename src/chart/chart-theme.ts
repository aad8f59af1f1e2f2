// The colours of a chart, light and dark, and the style sheet that applies them. Text keeps a contrast of 4.5:1 to all that
// it may stand on (WCAG 2.2, 1.4.3).
import { fontFamily, fontPx, titleFontPx } from './text-metrics.js';

export type ChartTheme = 'light' | 'dark' | 'auto';

/** One colour for each purpose. */
export interface ChartColours {
  readonly canvas: string;
  /** Boxes with others inside, alternating from the outermost inwards. */
  readonly outer: string;
  readonly inner: string;
  /** Boxes without. */
  readonly box: string;
  readonly border: string;
  readonly text: string;
  readonly keyword: string;
  readonly event: string;
  readonly guard: string;
  readonly action: string;
  readonly edge: string;
  readonly label: string;
  readonly 'label-border': string;
  /** A state that the machine is in. */
  readonly active: string;
  readonly 'active-border': string;
  /** A transition that has just been taken. */
  readonly taken: string;
  readonly 'taken-edge': string;
}

export const chartColours: Readonly<Record<'light' | 'dark', ChartColours>> = {
  light: {
    canvas: '#ffffff',
    outer: '#f6f8fb',
    inner: '#edf1f7',
    box: '#ffffff',
    border: '#7b889c',
    text: '#16202e',
    keyword: '#4f5a6b',
    event: '#1d3f8f',
    guard: '#7d4200',
    action: '#17613f',
    edge: '#5a6780',
    label: '#ffffff',
    'label-border': '#c8d0dc',
    active: '#d9eaff',
    'active-border': '#1a66cc',
    taken: '#ffe9b8',
    'taken-edge': '#c25700',
  },
  dark: {
    canvas: '#12161c',
    outer: '#181e26',
    inner: '#1f2731',
    box: '#12161c',
    border: '#6f7d92',
    text: '#e8edf4',
    keyword: '#a9b4c4',
    event: '#9cc2ff',
    guard: '#f0b877',
    action: '#86d6ab',
    edge: '#8f9db3',
    label: '#161b22',
    'label-border': '#3a4554',
    active: '#143257',
    'active-border': '#5aa2ff',
    taken: '#4d3708',
    'taken-edge': '#ffb84d',
  },
};

/** The colours as CSS custom properties: `--chart-edge: #5a6780;`. */
function properties(colours: ChartColours): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--chart-${name}:${colour};`)
    .join('');
}

function colourRules(theme: ChartTheme): string {
  if (theme !== 'auto') return `${root(theme)}{${properties(chartColours[theme])}}`;
  return [
    `${root(theme)}{${properties(chartColours.light)}}`,
    `@media (prefers-color-scheme:dark){${root(theme)}{${properties(chartColours.dark)}}}`,
  ].join('\n');
}

function root(theme: ChartTheme): string {
  return `.statechart[data-theme=${theme}]`;
}

/** The style sheet of a chart, for a page that takes none from within the picture. */
export function chartStyle(theme: ChartTheme): string {
  return `${colourRules(theme)}\n${withFallbacks(theme)}`;
}

const colouring = /(?<property>fill|stroke):var\(--chart-(?<name>[a-z-]+)\)/gu;

/** Viewers of pictures that are no browsers may know no custom properties: for them each colour stands before as it is. */
function withFallbacks(theme: ChartTheme): string {
  const colours = new Map<string, string>(Object.entries(chartColours[theme === 'dark' ? 'dark' : 'light']));
  return rules.replaceAll(
    colouring,
    (rule, property: string, name: string) => `${property}:${colours.get(name) ?? 'none'};${rule}`,
  );
}

const rules = `
.statechart text{font:${fontPx}px ${fontFamily};fill:var(--chart-text);white-space:pre}
.statechart .name{font-size:${titleFontPx}px;font-weight:bold}
.statechart .canvas{fill:var(--chart-canvas)}
.statechart .box{fill:var(--chart-box);stroke:var(--chart-border);stroke-width:1.2}
.statechart [data-level=outer]>.box{fill:var(--chart-outer)}
.statechart [data-level=inner]>.box{fill:var(--chart-inner)}
.statechart [data-region]>.box{stroke-dasharray:6 4}
.statechart .divider,.statechart .ring{fill:none;stroke:var(--chart-border)}
.statechart .dot,.statechart .head{fill:var(--chart-edge)}
.statechart .line{fill:none;stroke:var(--chart-edge);stroke-width:1.3}
.statechart .origin{fill:var(--chart-canvas);stroke:var(--chart-edge);stroke-width:1.6}
.statechart .label{fill:var(--chart-label);stroke:var(--chart-label-border)}
.statechart .back{fill:transparent}
.statechart .keyword{fill:var(--chart-keyword)}
.statechart .event{fill:var(--chart-event);font-weight:bold}
.statechart .guard{fill:var(--chart-guard)}
.statechart .action{fill:var(--chart-action)}
.statechart .clock{fill:none;stroke:var(--chart-event);stroke-width:1.4;stroke-linecap:round}
.statechart .state.active>.box{fill:var(--chart-active);stroke:var(--chart-active-border);stroke-width:2.4}
.statechart .state.active[data-level]>.box{fill:var(--chart-inner)}
.statechart .state.active[data-level=outer]>.box{fill:var(--chart-outer)}
.statechart .state.active>.ring{stroke:var(--chart-active-border)}
.statechart .transition.taken>.back{fill:var(--chart-taken)}
.statechart .edge.taken>.line,.statechart .edge.taken>.origin{stroke:var(--chart-taken-edge);stroke-width:2.6}
.statechart .edge.taken>.head{fill:var(--chart-taken-edge)}
.statechart .edge:has(>.transition.taken)>.line,.statechart .edge:has(>.transition.taken)>.origin{stroke:var(--chart-taken-edge);stroke-width:2.6}
.statechart .edge:has(>.transition.taken)>.head{fill:var(--chart-taken-edge)}
@media (prefers-reduced-motion:no-preference){.statechart .back,.statechart .line,.statechart .head,.statechart .box{transition:fill .25s,stroke .25s}}
`.trim();
