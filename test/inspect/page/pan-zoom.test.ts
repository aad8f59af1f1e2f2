import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Extent,
  fitted,
  focused,
  maxScale,
  minScale,
  panned,
  type PanZoom,
  zoomed,
} from '../../../src/inspect/page/pan-zoom.js';

const window: Extent = { width: 800, height: 600 };
const length = fc.integer({ min: 1, max: 20_000 });
const extent = fc.record({ width: length, height: length });
const view = fc.record({
  scale: fc.double({ min: minScale, max: maxScale, noNaN: true }),
  x: fc.integer({ min: -9999, max: 9999 }),
  y: fc.integer({ min: -9999, max: 9999 }),
});

/** The part of the drawing's width, and height, that is in the window, in pixels. */
function inSight({ scale, x, y }: PanZoom, drawing: Extent): Extent {
  return {
    width: Math.min(window.width, x + drawing.width * scale) - Math.max(0, x),
    height: Math.min(window.height, y + drawing.height * scale) - Math.max(0, y),
  };
}

describe('all of a drawing', () => {
  it('is in the middle of the window, as large as it fits', () => {
    expect(fitted({ width: 1536, height: 100 }, window)).toEqual({ scale: 0.5, x: 16, y: 275 });
    expect(fitted({ width: 100, height: 1136 }, window)).toEqual({ scale: 0.5, x: 375, y: 16 });
  });

  it('is not blown up', () => {
    expect(fitted({ width: 40, height: 40 }, window).scale).toBe(1.25);
  });

  it('has a size, also in a window that has none', () => {
    expect(fitted({ width: 40, height: 40 }, { width: 0, height: 0 }).scale).toBe(minScale);
  });
});

describe('a place in a drawing', () => {
  it('is where all of it is, if all of it can be read', () => {
    const small = { width: 300, height: 200 };
    expect(focused(small, window, { x: 0, y: 0, width: 10, height: 10 })).toEqual(fitted(small, window));
  });

  it('is in sight, large enough to be read', () => {
    const place = fc.record({
      x: fc.double({ min: 0, max: 0.99, noNaN: true }),
      y: fc.double({ min: 0, max: 0.99, noNaN: true }),
    });
    fc.assert(
      fc.property(extent, place, (drawing, at) => {
        const point = { x: drawing.width * at.x, y: drawing.height * at.y, width: 1, height: 1 };
        const seen = focused(drawing, window, point);
        expect(seen.scale).toBeGreaterThanOrEqual(0.85);
        expect(seen.x + point.x * seen.scale).toBeGreaterThanOrEqual(0);
        expect(seen.x + point.x * seen.scale).toBeLessThanOrEqual(window.width);
        expect(seen.y + point.y * seen.scale).toBeGreaterThanOrEqual(0);
        expect(seen.y + point.y * seen.scale).toBeLessThanOrEqual(window.height);
      }),
    );
  });
});

describe('zooming', () => {
  it('keeps the point under the pointer, within bounds', () => {
    const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
    const point = fc.record({ x: fc.nat(800), y: fc.nat(600) });
    fc.assert(
      fc.property(view, factor, point, (from, by, at) => {
        const to = zoomed(from, by, at);
        expect(to.scale).toBeGreaterThanOrEqual(minScale);
        expect(to.scale).toBeLessThanOrEqual(maxScale);
        expect((at.x - to.x) / to.scale).toBeCloseTo((at.x - from.x) / from.scale, 3);
        expect((at.y - to.y) / to.scale).toBeCloseTo((at.y - from.y) / from.scale, 3);
      }),
    );
  });
});

describe('moving', () => {
  it('never loses the drawing', () => {
    const by = fc.record({ x: fc.integer(), y: fc.integer() });
    fc.assert(
      fc.property(view, by, extent, (from, far, drawing) => {
        const { width, height } = inSight(panned(from, far, drawing, window), drawing);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('goes as far as it was asked to', () => {
    const from = { scale: 1, x: 10, y: 10 };
    expect(panned(from, { x: 5, y: -7 }, { width: 500, height: 500 }, window)).toEqual({
      scale: 1,
      x: 15,
      y: 3,
    });
  });
});
