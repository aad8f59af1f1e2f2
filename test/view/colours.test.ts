import { describe, expect, it } from 'vitest';
import { colourDepth, systemColour } from '../../src/view/colour-depth.js';
import { handleColour, handlePalette } from '../../src/view/handle-colour.js';

describe('the colours to use', () => {
  it.each([
    ['xterm-256color', { TERM: 'xterm-256color' }, '256'],
    ['a plain xterm', { TERM: 'xterm' }, '16'],
    ['tmux', { TERM: 'tmux-256color' }, '256'],
    ['foot', { TERM: 'foot' }, '256'],
    ['the Linux console', { TERM: 'linux' }, '16'],
    ['COLORTERM', { TERM: 'xterm', COLORTERM: 'truecolor' }, '256'],
    ['VS Code', { TERM: 'xterm', TERM_PROGRAM: 'vscode' }, '256'],
    ['Windows Terminal', { WT_SESSION: 'an id' }, '256'],
    ['a dumb terminal', { TERM: 'dumb', COLORTERM: 'truecolor' }, 'none'],
    ['a terminal of the seventies', { TERM: 'vt100' }, 'none'],
    ['an unknown terminal', {}, 'none'],
    ['NO_COLOR', { TERM: 'xterm-256color', NO_COLOR: '1' }, 'none'],
    ['an empty NO_COLOR, which says nothing', { TERM: 'xterm-256color', NO_COLOR: '' }, '256'],
  ])('%s', (_, env, depth) => {
    expect(colourDepth(env)).toBe(depth);
  });

  it.each([
    ['stays below 16', 9, 9],
    ['pure red', 196, 1],
    ['a green', 28, 2],
    ['an ochre', 136, 3],
    ['a blue', 27, 4],
    ['a purple', 129, 5],
    ['a teal', 30, 6],
    ['a grey has none', 244, undefined],
    ['a grey of the cube has none', 59, undefined],
  ])('with only sixteen: %s', (_, index, expected) => {
    expect(systemColour(index)).toBe(expected);
  });
});

describe("a handle's colour", () => {
  it.each(handlePalette.map((index) => [index]))('%i stands out from black and from white', (index) => {
    const luminance = luminanceOf(index);
    const onBlack = (luminance + 0.05) / 0.05;
    const onWhite = 1.05 / (luminance + 0.05);
    expect(Math.min(onBlack, onWhite)).toBeGreaterThanOrEqual(3.5);
  });

  it('is the same on every computer', () => {
    expect(['alice', 'bob', '日本'].map(handleColour)).toStrictEqual([133, 166, 129]);
  });

  it('is spread over the palette', () => {
    const handles = Array.from({ length: 1000 }, (_, index) => `user${index}`);
    expect(new Set(handles.map(handleColour)).size).toBe(handlePalette.length);
  });
});

/** Relative luminance of a colour of the 6×6×6 cube, as WCAG 2 defines it. */
function luminanceOf(index: number): number {
  const levels = [0, 95, 135, 175, 215, 255];
  const cube = index - 16;
  const [red = 0, green = 0, blue = 0] = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(
    (step) => {
      const channel = (levels[step] ?? 0) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    },
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
