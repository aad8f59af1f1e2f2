// Charts are laid out beside the page, in a worker that runs the page's own script: it takes a second for a large one, and
// in that time nothing would move.
import type { Chart } from '../../chart/chart.js';
import type { ChartLayout } from '../../chart/chart-layout.js';
import { layOut } from '../../chart/lay-out.js';

interface Answer {
  readonly number: number;
  /** `undefined`: it could not be laid out. */
  readonly layout: ChartLayout | undefined;
}

/** Whether this script runs in such a worker. */
export function isLayoutWorker(): boolean {
  return typeof document === 'undefined';
}

/** What such a worker does. */
export function serveLayouts(): void {
  // ELK takes a worker that has no document for one of its own, and waits for messages there instead of working.
  Object.defineProperty(globalThis, 'document', { value: {} });
  addEventListener('message', ({ data }: MessageEvent<{ number: number; chart: Chart }>) => {
    const { number, chart } = data;
    void layOut(chart).then(
      (layout) => answer({ number, layout }),
      () => answer({ number, layout: undefined }),
    );
  });
}

function answer(message: Answer): void {
  postMessage(message);
}

/**
 * Lays charts out in a worker.
 *
 * @param script the address of the page's script
 * @returns lays one out; its promise is rejected when that cannot be done
 */
export function layoutsBeside(script: string): (chart: Chart) => Promise<ChartLayout> {
  const worker = new Worker(script, { type: 'module' });
  const waiting = new Map<number, (layout: ChartLayout | undefined) => void>();
  let asked = 0;
  worker.addEventListener('message', ({ data: { number, layout } }: MessageEvent<Answer>) => {
    waiting.get(number)?.(layout);
    waiting.delete(number);
  });
  worker.addEventListener('error', () => {
    for (const tell of waiting.values()) tell(undefined);
    waiting.clear();
  });
  return async (chart) => {
    asked += 1;
    const number = asked;
    const layout = await new Promise<ChartLayout | undefined>((resolve) => {
      waiting.set(number, resolve);
      // A copy: nothing is handed over.
      worker.postMessage({ number, chart }, []);
    });
    if (layout === undefined) throw new Error(`the chart ${chart.id} cannot be laid out`);
    return layout;
  };
}
