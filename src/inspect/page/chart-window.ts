// The window on a drawing: moved by dragging, the wheel and keys, made larger and smaller.
import { part, setAttribute, setText } from './elements.js';
import { type Extent, fitted, focused, panned, type PanZoom, type Point, zoomed } from './pan-zoom.js';

export interface ChartWindow {
  /**
   * Shows a drawing; `undefined`: nothing.
   *
   * @param place where to look in it, unless the person looks elsewhere; the same object while it is the same
   */
  readonly show: (drawing: Drawing | undefined, place: (Extent & Point) | undefined) => void;
}

type Drawing = Extent & { readonly root: SVGSVGElement };

/** What decides what is seen: where the machine is, the whole of it, or the person's hand. */
type Mode = 'follow' | 'fit' | 'free';

const zoomStep = 1.25;
/** How much one pixel of the wheel enlarges. */
const zoomPerWheelPx = 1.0015;
/** Wheels that count in lines (`WheelEvent.DOM_DELTA_LINE`) move so far with each. */
const wheelLinePx = 16;
const panStepPx = 60;

export function chartWindow(): ChartWindow {
  const host = part('chart-window', HTMLElement);
  const percent = part('chart-scale', HTMLElement);
  const buttons = {
    follow: part('chart-follow', HTMLButtonElement),
    fit: part('chart-fit', HTMLButtonElement),
  };
  let drawing: Drawing | undefined;
  let place: (Extent & Point) | undefined;
  let view: PanZoom = { scale: 1, x: 0, y: 0 };
  let mode: Mode = 'follow';
  let dragged: Point | undefined;

  const extent = (): Extent => ({ width: host.clientWidth, height: host.clientHeight });
  const apply = (next: PanZoom): void => {
    if (drawing === undefined) return;
    view = panned(next, { x: 0, y: 0 }, drawing, extent());
    drawing.root.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    setText(percent, `${Math.round(view.scale * 100)} %`);
  };
  const arrange = (next: Mode): void => {
    mode = next;
    for (const name of ['follow', 'fit'] as const)
      setAttribute(buttons[name], 'aria-pressed', String(mode === name));
    if (drawing === undefined) return;
    if (mode === 'free') apply(view);
    else if (mode === 'fit' || place === undefined) apply(fitted(drawing, extent()));
    else apply(focused(drawing, extent(), place));
  };
  const move = (next: PanZoom): void => {
    if (mode !== 'free') arrange('free');
    apply(next);
  };
  const pan = (x: number, y: number): void => {
    if (drawing !== undefined) move(panned(view, { x, y }, drawing, extent()));
  };
  const middle = (): Point => ({ x: host.clientWidth / 2, y: host.clientHeight / 2 });
  const enlarge = (): void => move(zoomed(view, zoomStep, middle()));
  const shrink = (): void => move(zoomed(view, 1 / zoomStep, middle()));

  const keys: Readonly<Record<string, () => void>> = {
    '+': enlarge,
    '=': enlarge,
    '-': shrink,
    '0': () => arrange('fit'),
    f: () => arrange('follow'),
    ArrowLeft: () => pan(panStepPx, 0),
    ArrowRight: () => pan(-panStepPx, 0),
    ArrowUp: () => pan(0, panStepPx),
    ArrowDown: () => pan(0, -panStepPx),
  };
  host.addEventListener('keydown', (event) => {
    const act = event.altKey || event.ctrlKey || event.metaKey ? undefined : keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  host.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const pixels =
        event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * wheelLinePx : event.deltaY;
      const { left, top } = host.getBoundingClientRect();
      move(zoomed(view, zoomPerWheelPx ** -pixels, { x: event.clientX - left, y: event.clientY - top }));
    },
    { passive: false },
  );
  host.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    dragged = { x: event.clientX, y: event.clientY };
    host.setPointerCapture(event.pointerId);
  });
  host.addEventListener('pointermove', (event) => {
    if (dragged === undefined) return;
    pan(event.clientX - dragged.x, event.clientY - dragged.y);
    dragged = { x: event.clientX, y: event.clientY };
  });
  for (const end of ['pointerup', 'pointercancel'] as const) {
    host.addEventListener(end, () => {
      dragged = undefined;
    });
  }
  part('chart-larger', HTMLButtonElement).addEventListener('click', enlarge);
  part('chart-smaller', HTMLButtonElement).addEventListener('click', shrink);
  buttons.fit.addEventListener('click', () => arrange('fit'));
  buttons.follow.addEventListener('click', () => arrange('follow'));
  new ResizeObserver(() => arrange(mode)).observe(host);

  return {
    show: (next, nextPlace) => {
      const isSame = next === drawing;
      if (isSame && nextPlace === place) return;
      place = nextPlace;
      if (!isSame) {
        drawing?.root.remove();
        drawing = next;
        if (next !== undefined) host.append(next.root);
      }
      // Another chart is seen from where this one shows most; the same one from where the person wants.
      arrange(isSame || mode !== 'free' ? mode : 'follow');
    },
  };
}
