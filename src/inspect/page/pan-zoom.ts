// Where a drawing is seen from: how large, and how far moved. Pure.

export interface PanZoom {
  /** Pixels of the window per unit of the drawing. */
  readonly scale: number;
  /** Where the drawing's origin is in the window, in pixels. */
  readonly x: number;
  readonly y: number;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Smaller than this nothing can be told apart. */
export const minScale = 0.05;

/** Larger than this one label fills the window. */
export const maxScale = 6;

/** A drawing that fits anyway is not blown up further than this. */
const maxFitScale = 1.25;

/** Smaller than this, labels are hard to read. */
const readableScale = 0.85;

/** Room around a drawing that fits, in pixels. */
const marginPx = 16;

/** The drawing in the middle of the window, as large as it can be while all of it is seen. */
export function fitted(drawing: Extent, window: Extent): PanZoom {
  const room = { width: window.width - 2 * marginPx, height: window.height - 2 * marginPx };
  const most = Math.min(room.width / Math.max(1, drawing.width), room.height / Math.max(1, drawing.height));
  const scale = withinScales(Math.min(most, maxFitScale));
  return {
    scale,
    x: (window.width - drawing.width * scale) / 2,
    y: (window.height - drawing.height * scale) / 2,
  };
}

/** All of the drawing if it can be read then; otherwise as much as can be read, around one place in it. */
export function focused(drawing: Extent, window: Extent, place: Extent & Point): PanZoom {
  const all = fitted(drawing, window);
  const scale = Math.max(all.scale, readableScale);
  return {
    scale,
    x: along(drawing.width, window.width, place.x, place.width, scale),
    y: along(drawing.height, window.height, place.y, place.height, scale),
  };
}

/** In one direction: where the origin is when a place is in the middle, without showing what is beyond the drawing. */
function along(whole: number, window: number, from: number, length: number, scale: number): number {
  const spare = window - whole * scale;
  if (spare >= 2 * marginPx) return spare / 2;
  return between(spare - marginPx, window / 2 - (from + length / 2) * scale, marginPx);
}

/** Larger (a factor above 1) or smaller, with the point of the window staying over the same point of the drawing. */
export function zoomed({ scale, x, y }: PanZoom, factor: number, { x: atX, y: atY }: Point): PanZoom {
  const next = withinScales(scale * factor);
  const change = next / scale;
  return { scale: next, x: atX - (atX - x) * change, y: atY - (atY - y) * change };
}

/** Moved by pixels of the window; some of the drawing always stays in it. */
export function panned(from: PanZoom, by: Point, drawing: Extent, window: Extent): PanZoom {
  const { scale } = from;
  return {
    scale,
    x: between(marginPx - drawing.width * scale, from.x + by.x, window.width - marginPx),
    y: between(marginPx - drawing.height * scale, from.y + by.y, window.height - marginPx),
  };
}

function withinScales(scale: number): number {
  return between(minScale, scale, maxScale);
}

function between(least: number, value: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
