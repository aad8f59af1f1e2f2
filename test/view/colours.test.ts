import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { themeSchema } from '../../src/settings/theme-schema.js';
import {
  atDepth,
  type ColourDepth,
  colourDepth,
  paletteColour,
  systemColour,
} from '../../src/view/colour-depth.js';
import { setStyle } from '../../src/view/control-sequences.js';
import type { Style } from '../../src/view/frame.js';
import { handleHue } from '../../src/view/handle-colour.js';
import { builtInHues as hues } from '../../src/view/handle-hues.js';
import { type Colour, colourRoles, type ThemeColours } from '../../src/view/theme-colours.js';

describe('the colours to use', () => {
  it.each([
    ['xterm-256color', { TERM: 'xterm-256color' }, '256'],
    ['GNU screen', { TERM: 'screen' }, '16'],
    ['GNU screen in a terminal that has more', { TERM: 'screen', COLORTERM: 'truecolor' }, '256'],
    ['kitty', { TERM: 'xterm-kitty' }, 'truecolour'],
    ['a plain xterm', { TERM: 'xterm' }, '16'],
    ['tmux', { TERM: 'tmux-256color' }, '256'],
    ['foot', { TERM: 'foot' }, 'truecolour'],
    ['the Linux console', { TERM: 'linux' }, '16'],
    ['COLORTERM', { TERM: 'xterm', COLORTERM: 'truecolor' }, 'truecolour'],
    ['VS Code', { TERM: 'xterm', TERM_PROGRAM: 'vscode' }, 'truecolour'],
    ['Windows Terminal', { WT_SESSION: 'an id' }, 'truecolour'],
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

describe('a colour', () => {
  it.each<[string, Colour, ColourDepth, Colour | undefined]>([
    ['stays what it is where there are all', [255, 180, 84], 'truecolour', [255, 180, 84]],
    ['of the palette stays there as well', 202, 'truecolour', 202],
    ['becomes the nearest of the cube', [255, 180, 84], '256', 215],
    ['becomes the nearest of the greys', [17, 18, 19], '256', 233],
    ['is black in the cube, not in the ramp', [0, 0, 0], '256', 16],
    ['is white in the cube', [255, 255, 255], '256', 231],
    ["becomes the terminal's own of its hue", [200, 30, 40], '16', 1],
    ['that is a grey has no hue', [128, 128, 128], '16', undefined],
    ['of the sixteen stays', 12, '16', 12],
    ['is none where there are none', 12, 'none', undefined],
  ])('%s', (_, colour, depth, expected) => {
    expect(atDepth(colour, depth)).toStrictEqual(expected);
  });

  it('is never further from its place in the palette than any other there', () => {
    const channel = fc.integer({ min: 0, max: 255 });
    const fixed = Array.from({ length: 240 }, (_, at) => at + 16);
    fc.assert(
      fc.property(fc.tuple(channel, channel, channel), (rgb) => {
        const distance = (index: number) => {
          const place = rgbOf(index);
          const parts = [place >> 16, (place >> 8) & 255, place & 255];
          return rgb.reduce((sum, value, at) => sum + (value - (parts[at] ?? 0)) ** 2, 0);
        };
        expect(distance(paletteColour(rgb))).toBe(Math.min(...fixed.map(distance)));
      }),
    );
  });
});

describe("a theme of one's own", () => {
  const own: ThemeColours = {
    roles: { faint: 8, mention: [255, 180, 84], trouble: 5 },
    handles: [33, [0, 128, 0], 200],
  };
  const style = (look: Style, depth: ColourDepth, colours: ThemeColours = own) =>
    setStyle(look, { depth, theme: 'dark', own: colours }).slice(2, -1);

  it.each<[string, Style, ColourDepth, string]>([
    ['gives a colour instead of faintness', { dim: true, role: 'faint' }, '256', '0;90'],
    ['leaves faint what it has no colour for', { dim: true, role: 'rule' }, '256', '0;2'],
    ['leaves faint what has no colour here', { dim: true, role: 'faint' }, 'none', '0;2'],
    [
      'keeps what is bold and underlined',
      { bold: true, underline: true, role: 'mention' },
      'truecolour',
      '0;1;4;38;2;255;180;84',
    ],
    ['says it with 256', { role: 'mention' }, '256', '0;38;5;215'],
    ['says it with 16', { role: 'mention' }, '16', '0;33'],
    ['says nothing without', { role: 'mention' }, 'none', '0'],
    ['goes before the built-in one', { inverse: true, role: 'trouble' }, '256', '0;7;35'],
    ['has its own colours for handles', { hue: 4 }, 'truecolour', '0;38;2;0;128;0'],
    ['has them with 256 as well', { hue: 4 }, '256', '0;38;5;28'],
    ['has them with 16 as well', { hue: 3 }, '16', '0;34'],
    ['has no colour for oneself: then that of the handle', { hue: 5, role: 'own' }, '256', '0;38;5;200'],
    ['keeps faint who is gone', { dim: true, hue: 5 }, '256', '0;2;38;5;200'],
  ])('%s', (_, look, depth, parameters) => {
    expect(style(look, depth)).toBe(parameters);
  });

  it('may have a colour for oneself', () => {
    expect(style({ hue: 5, role: 'own' }, '256', { ...own, roles: { own: 10 } })).toBe('0;92');
  });

  it('names all that the settings name, and nothing else', () => {
    expect(Object.keys(themeSchema().shape.colours.unwrap().shape).toSorted()).toStrictEqual(
      [...colourRoles].toSorted(),
    );
  });
});

const themes = ['dark', 'light'] as const;

/** What a text has to be told from: black and what is nearly black, white and what is nearly white. */
const backgrounds = { dark: [0x000000, 0x282c34], light: [0xffffff, 0xeeeeee] } as const;

/** WCAG 2.2, success criterion 1.4.3. */
const minContrast = 4.5;

/** In OKLab, where the distance between black and white is 1; what people just tell apart side by side is about 0.02. */
const minDistance = 0.08;

describe("a handle's colour", () => {
  const shades = themes.flatMap((theme) =>
    hues.map((hue) => ({ theme, index: hue[theme].indexed, basic: hue[theme].basic })),
  );

  it.each(shades)('$index can be read on $theme backgrounds', ({ theme, index }) => {
    for (const background of backgrounds[theme]) {
      expect(contrast(linearOf(rgbOf(index)), linearOf(background))).toBeGreaterThanOrEqual(minContrast);
    }
  });

  it.each(themes.flatMap((theme) => Object.entries(eyes).map(([eye, matrix]) => ({ theme, eye, matrix }))))(
    'differs from any other for $eye eyes, on $theme backgrounds',
    ({ theme, matrix }) => {
      const seen = hues.map((hue) => labOf(through(matrix, linearOf(rgbOf(hue[theme].indexed)))));
      const distances = seen.flatMap((one, at) =>
        seen
          .slice(at + 1)
          .map((other) => Math.hypot(...one.map((value, axis) => value - (other[axis] ?? 0)))),
      );
      expect(Math.min(...distances)).toBeGreaterThanOrEqual(minDistance);
    },
  );

  it.each(shades)(
    '$basic is one of sixteen, and none that vanishes on $theme backgrounds',
    ({ basic, theme }) => {
      // Black, white and the greys; the blue of old is nearly black, and yellow, green and cyan are nearly white.
      const vanishing = { dark: [0, 4, 7, 8, 15], light: [0, 2, 3, 6, 7, 10, 11, 14, 15] } as const;
      expect(basic).toBeLessThan(16);
      expect(vanishing[theme]).not.toContain(basic);
    },
  );

  it('is the same on every computer', () => {
    expect(['alice', 'bob', '日本'].map((handle) => handleHue(handle) % hues.length)).toMatchInlineSnapshot(`
      [
        6,
        6,
        5,
      ]
    `);
  });

  it('is spread over the palette', () => {
    const handles = Array.from({ length: 1000 }, (_, index) => `user${index}`);
    expect(new Set(handles.map((handle) => handleHue(handle) % hues.length)).size).toBe(hues.length);
  });

  it.each([
    ['256', 'dark', '38;5;202'],
    ['256', 'light', '38;5;160'],
    ['16', 'dark', '91'],
    ['16', 'light', '31'],
  ] as const)('is said with %s colours on a %s background', (depth, theme, parameters) => {
    expect(setStyle({ hue: 2 }, { depth, theme })).toBe(`\x1B[0;${parameters}m`);
  });

  it('is not said without colours', () => {
    expect(setStyle({ hue: 2, bold: true }, { depth: 'none', theme: 'dark' })).toBe('\x1B[0;1m');
  });
});

type Triple = readonly [number, number, number];

/**
 * What eyes see that lack one of the three kinds of cones, as matrices for linear RGB (Machado, Oliveira and Fernandes,
 * "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1).
 */
const eyes: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopic: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopic: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopic: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function dot(one: Triple, other: Triple): number {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}

function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function through([red, green, blue]: readonly [Triple, Triple, Triple], colour: Triple): Triple {
  return [within(dot(red, colour)), within(dot(green, colour)), within(dot(blue, colour))];
}

/** A colour of the 6×6×6 cube as `0xRRGGBB`. */
function rgbOf(index: number): number {
  if (index >= 232) return (8 + 10 * (index - 232)) * 0x010101;
  const levels = [0, 95, 135, 175, 215, 255];
  const cube = index - 16;
  const steps = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6];
  return steps.reduce((rgb, step) => rgb * 256 + (levels[step] ?? 0), 0);
}

/** Of a channel, from sRGB's 0 to 255. */
function linear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function linearOf(rgb: number): Triple {
  return [linear((rgb >> 16) & 255), linear((rgb >> 8) & 255), linear(rgb & 255)];
}

/** WCAG's contrast ratio, from relative luminances. */
function contrast(one: Triple, other: Triple): number {
  const luminances = [one, other].map((colour) => dot([0.2126, 0.7152, 0.0722], colour));
  return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05);
}

/** OKLab (Björn Ottosson, "A perceptual color space for image processing", 2020), from linear RGB. */
function labOf(colour: Triple): Triple {
  const cones: Triple = [
    Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], colour)),
    Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], colour)),
    Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], colour)),
  ];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
}
