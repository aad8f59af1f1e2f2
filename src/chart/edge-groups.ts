// Which arrows a chart has: transitions that lead from one state to the same targets share one.
import { type Chart, type ChartState, type ChartTransition, allStates } from './chart.js';
import { type LabelLine, linesOf, wordsOf } from './label-lines.js';
import { fontPx, lineHeightPx, textWidthPx } from './text-metrics.js';

/** One arrow, or one for each target, and what stands on it. */
export interface EdgeGroup {
  readonly source: ChartState;
  readonly targets: readonly string[];
  /** Whether every target is inside the source, so that the arrow stands for all states there. */
  readonly isInward: boolean;
  /** Whether it leads from a state to itself, and perhaps to others too. */
  readonly isLoop: boolean;
  readonly labels: readonly GroupLabel[];
  readonly labelWidthPx: number;
  readonly labelHeightPx: number;
}

export interface GroupLabel {
  readonly transition: ChartTransition;
  readonly lines: readonly LabelLine[];
  /** From the label's top. */
  readonly yPx: number;
}

/** Between the text and the label's edge. */
export const labelPaddingPx = 5;
const labelGapPx = 3;

/** Narrow, since labels decide how wide a chart becomes. */
const maxLabelWidthPx = textWidthPx('m'.repeat(35), fontPx);

/** All arrows of a chart, in the order of its states. */
export function edgeGroups(chart: Chart): readonly EdgeGroup[] {
  const paths = new Map(allStates(chart).map(({ id, path }) => [id, path]));
  return allStates(chart).flatMap((state) => {
    const byTargets = new Map<string, ChartTransition[]>();
    for (const transition of state.transitions.filter(({ targets }) => targets.length > 0)) {
      const targets = JSON.stringify(transition.targets);
      byTargets.set(targets, [...(byTargets.get(targets) ?? []), transition]);
    }
    return [...byTargets.values()].map((transitions) => groupOf(state, transitions, paths));
  });
}

type Paths = ReadonlyMap<string, readonly string[]>;

function groupOf(source: ChartState, transitions: readonly ChartTransition[], paths: Paths): EdgeGroup {
  const targets = [...new Set(transitions[0]?.targets)];
  let y = labelPaddingPx - 2;
  const labels = transitions.map((transition) => {
    const lines = linesOf(wordsOf(transition), maxLabelWidthPx);
    const label = { transition, lines, yPx: y };
    y += lines.length * lineHeightPx + labelGapPx;
    return label;
  });
  const widths = labels.flatMap(({ lines }) => lines.map(({ widthPx }) => widthPx));
  return {
    source,
    targets,
    isInward: targets.every((target) => isInside(paths.get(target) ?? [], source.path)),
    isLoop: targets.includes(source.id),
    labels,
    labelWidthPx: Math.max(...widths) + 2 * labelPaddingPx,
    labelHeightPx: y - labelGapPx + labelPaddingPx - 2,
  };
}

/** Whether the state at the first path is inside the one at the second. */
export function isInside(path: readonly string[], around: readonly string[]): boolean {
  return path.length > around.length && around.every((key, index) => path[index] === key);
}
