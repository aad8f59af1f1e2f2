// How many colours the terminal has, and how to say a colour with fewer than it was meant for. Pure.
import type { Theme } from './theme.js';
import type { Colour, PaletteIndex, Rgb, ThemeColours } from './theme-colours.js';

/** `truecolour`: any red, green and blue. */
export type ColourDepth = 'none' | '16' | '256' | 'truecolour';

/** What decides how a colour is said to the terminal. */
export interface Colours {
  readonly depth: ColourDepth;
  readonly theme: Theme;
  /** What a theme of one's own says; absent: nothing. */
  readonly own?: ThemeColours;
}

/** Terminals that have had all colours for years, by the TERM that they set. */
const richTerminals = /direct|kitty|ghostty|alacritty|foot|wezterm|contour|iterm/i;

/** Programs that leave TERM at a modest value but have all colours. */
const richPrograms = /^(?:vscode|iTerm\.app|WezTerm|ghostty|Hyper|rio)$/;

/**
 * Within GNU screen COLORTERM tells of the terminal around it: screen itself takes the parts of such a colour for other
 * commands, and makes the text blink.
 */
const withinScreen = /^screen/;

/**
 * The colours to use, judged by the environment.
 *
 * @param env the environment's variables; NO_COLOR as no-color.org has it: any value but the empty one forbids colour
 */
export function colourDepth(env: Readonly<Record<string, string | undefined>>): ColourDepth {
  const term = env['TERM'] ?? '';
  if ((env['NO_COLOR'] ?? '') !== '' || term === 'dumb') return 'none';
  const isToldRich = /^(?:truecolor|24bit)$/.test(env['COLORTERM'] ?? '');
  if (withinScreen.test(term)) return isToldRich || term.includes('256color') ? '256' : '16';
  // Windows sets no TERM; its Terminal sets WT_SESSION.
  if (
    isToldRich ||
    richTerminals.test(term) ||
    richPrograms.test(env['TERM_PROGRAM'] ?? '') ||
    env['WT_SESSION'] !== undefined
  ) {
    return 'truecolour';
  }
  if (term.includes('256color')) return '256';
  return term === '' || term.startsWith('vt') ? 'none' : '16';
}

/**
 * The colours to use where a person has a say.
 *
 * @param setting `auto`: as the environment judges; `always`: some, whatever it says
 */
export function wantedColourDepth(
  setting: 'auto' | 'always' | 'never',
  env: Readonly<Record<string, string | undefined>>,
): ColourDepth {
  if (setting === 'never') return 'none';
  const depth = colourDepth(env);
  return setting === 'always' && depth === 'none' ? '16' : depth;
}

/**
 * A colour as the terminal can show it: itself, or what comes nearest.
 *
 * @returns `undefined` where nothing comes near it, or there are no colours
 */
export function atDepth(colour: Colour, depth: ColourDepth): Colour | undefined {
  if (depth === 'none') return undefined;
  if (depth === 'truecolour') return colour;
  const index = typeof colour === 'number' ? colour : paletteColour(colour);
  if (depth === '256') return index;
  return typeof colour === 'number' || index >= greyStart ? systemColour(index) : hueOf(colour);
}

const systemColours = 16;
const cubeStart = 16;
const greyStart = 232;
const cubeSide = 6;

/** The brightness of each channel in the cube, and of the ramp of greys, as xterm has them (its 256colres.pl). */
const cubeLevels = [0, 95, 135, 175, 215, 255] as const;
const greyLevels = Array.from({ length: 24 }, (_, step) => 8 + 10 * step);

/** The one of the 256 that comes nearest; none of the first 16, which look as the person has set them. */
export function paletteColour(rgb: Rgb): PaletteIndex {
  const [red, green, blue] = rgb.map((channel) => nearest(cubeLevels, channel));
  const inCube = [red ?? 0, green ?? 0, blue ?? 0] as const;
  const grey = nearest(greyLevels, (rgb[0] + rgb[1] + rgb[2]) / rgb.length);
  const greyLevel = greyLevels[grey] ?? 0;
  const cubeDistance = distance(
    rgb,
    inCube.map((at) => cubeLevels[at] ?? 0),
  );
  if (distance(rgb, [greyLevel, greyLevel, greyLevel]) < cubeDistance) return greyStart + grey;
  return cubeStart + inCube.reduce((index, at) => index * cubeSide + at, 0);
}

function nearest(levels: readonly number[], channel: number): number {
  const distances = levels.map((level) => Math.abs(level - channel));
  return distances.indexOf(Math.min(...distances));
}

function distance(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, channel, at) => sum + (channel - (other[at] ?? 0)) ** 2, 0);
}

/**
 * The one of the terminal's own colours 1–6 (red to cyan) whose hue is nearest; black, white and the bright ones would
 * vanish on one background or another.
 *
 * @param index into the palette of 256
 * @returns an index below 16, or `undefined` for a grey, which has no hue
 */
export function systemColour(index: number): number | undefined {
  if (index < systemColours) return index;
  if (index >= greyStart) return undefined;
  const cube = index - cubeStart;
  const channels = [
    Math.floor(cube / cubeSide ** 2),
    Math.floor(cube / cubeSide) % cubeSide,
    cube % cubeSide,
  ];
  return hueOf(channels);
}

/** Of red, green and blue those that are more than the others, as bits: so the terminal's own colours are numbered. */
function hueOf(channels: readonly number[]): PaletteIndex | undefined {
  const middle = (Math.max(...channels) + Math.min(...channels)) / 2;
  const hue = channels.reduce((bits, channel, bit) => bits + (channel > middle ? 2 ** bit : 0), 0);
  return hue === 0 ? undefined : hue;
}
