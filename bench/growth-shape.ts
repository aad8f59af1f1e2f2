// How something grows, in one word: the simplest of three that fits. Pure.

/** One place on a curve. */
export interface PlotPoint {
  readonly at: number;
  readonly value: number;
}

export type GrowthShape = 'flat' | 'logarithmic' | 'linear';

/** What varies by less over all sizes is not growth: runs on a shared machine differ by as much. */
const flatRange = 1.5;

/**
 * `flat` where the greatest size costs no more than {@link flatRange} times the median; otherwise whichever straight line
 * fits better (least squares), over the size or over its logarithm.
 */
export function growthShape(points: readonly PlotPoint[]): GrowthShape {
  const last = points.at(-1);
  const values = points.map(({ value }) => value).toSorted((one, other) => one - other);
  const middle = values[Math.floor((values.length - 1) / 2)];
  if (last === undefined || middle === undefined || last.value <= flatRange * middle) return 'flat';
  const over = (scale: (at: number) => number): number =>
    unexplained(points.map(({ at, value }) => [scale(at), value]));
  return over(Math.log) < over((at) => at) ? 'logarithmic' : 'linear';
}

/** The sum of squares that is left of `y` when a straight line over `x` is taken away. */
function unexplained(pairs: readonly (readonly [x: number, y: number])[]): number {
  const mean = (pick: (pair: readonly [number, number]) => number): number =>
    pairs.reduce((sum, pair) => sum + pick(pair), 0) / pairs.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  const spread = mean(([x]) => (x - meanX) ** 2);
  const slope = spread === 0 ? 0 : mean(([x, y]) => (x - meanX) * (y - meanY)) / spread;
  return pairs.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
}
