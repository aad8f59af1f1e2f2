// Labels as SVG: coloured words, the drawn clock of a delay, and the group by which a transition is found.
import type { ChartTransition } from './chart.js';
import type { Box } from './chart-layout.js';
import { clockPx, type LabelLine, type PlacedWord } from './label-lines.js';
import { element, escaped, px } from './svg-element.js';
import { lineHeightPx } from './text-metrics.js';

/** From a line's top to the baseline of its letters. */
const baselinePx = 12;
/** The transition's own background, which is seen when it is taken, reaches this far beyond its words. */
const overhangPx = 3;
const clockRadiusPx = 5;

/** Lines of words in a box. */
export interface PlacedLabel extends Box {
  readonly lines: readonly LabelLine[];
}

/** A transition's words, in the group that says which transition it is. */
export function transitionSvg(transition: ChartTransition, label: PlacedLabel): string {
  const { source, targets, event } = transition;
  const attributes = {
    class: 'transition',
    'data-source': source,
    'data-targets': targets.join(' '),
    'data-event': event,
  };
  const back = element('rect', {
    class: 'back',
    x: label.x - overhangPx,
    y: label.y,
    width: label.width + 2 * overhangPx,
    height: label.height,
    rx: overhangPx,
  });
  return element(
    'g',
    attributes,
    element('title', {}, escaped(titleOf(transition))),
    back,
    labelSvg(label, transition.delay),
  );
}

/** `retry [leavesNow] / leave`, and what it is for. */
function titleOf({ upon, guard, actions, description }: ChartTransition): string {
  const label = [
    upon,
    ...(guard === undefined ? [] : [`[${guard}]`]),
    ...(actions.length === 0 ? [] : [`/ ${actions.join(', ')}`]),
  ];
  return [label.join(' '), ...(description === undefined ? [] : [description])].join('\n');
}

/** The words of a label. @param delay of a label that says one */
export function labelSvg({ x, y, lines }: PlacedLabel, delay: number | string | undefined): string {
  return lines
    .map(({ words }, index) => {
      const top = y + index * lineHeightPx;
      if (delay === undefined) return wordsSvg(words, x, top);
      const said = words.filter(isOfDelay);
      const rest = words.filter((word) => !isOfDelay(word));
      const delayed = element('g', { class: 'delay', 'data-delay': String(delay) }, wordsSvg(said, x, top));
      return `${said.length === 0 ? '' : delayed}${wordsSvg(rest, x, top)}`;
    })
    .join('');
}

function isOfDelay({ role }: PlacedWord): boolean {
  return role === 'clock' || role === 'event';
}

/** Neighbouring words that look alike are one text. */
function wordsSvg(words: readonly PlacedWord[], left: number, top: number): string {
  const runs: PlacedWord[] = [];
  for (const word of words) {
    const last = runs.at(-1);
    if (last !== undefined && last.role === word.role)
      runs[runs.length - 1] = { ...last, text: `${last.text} ${word.text}` };
    else runs.push(word);
  }
  return runs
    .map(({ text, role, xPx }) =>
      role === 'clock'
        ? clockSvg(left + xPx, top)
        : element('text', { class: role, x: left + xPx, y: top + baselinePx }, escaped(text)),
    )
    .join('');
}

/** A face and two hands. */
function clockSvg(left: number, top: number): string {
  const x = left + clockPx / 2 - 2;
  const y = top + lineHeightPx / 2;
  const r = clockRadiusPx;
  const face = `M${px(x - r)} ${px(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  return element('path', { class: 'clock', d: `${face}M${px(x)} ${px(y - 3)}V${px(y)}H${px(x + 2.5)}` });
}
