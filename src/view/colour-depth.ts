// How many colours the terminal has, and how to say one of the 256 with fewer. Pure.
import type { Theme } from './theme.js';

export type ColourDepth = 'none' | '16' | '256';

/** What decides how a colour is said to the terminal. */
export interface Colours {
  readonly depth: ColourDepth;
  readonly theme: Theme;
}

/** Terminals with 256 colours or more whose TERM does not say so. */
const richTerminals = /256color|direct|kitty|ghostty|alacritty|foot|wezterm|contour|iterm/i;

/** Programs that leave TERM at a modest value but have 256 colours or more. */
const richPrograms = /^(?:vscode|iTerm\.app|WezTerm|ghostty|Hyper|rio)$/;

/**
 * The colours to use, judged by the environment.
 *
 * @param env the environment's variables; NO_COLOR as no-color.org has it: any value but the empty one forbids colour
 */
export function colourDepth(env: Readonly<Record<string, string | undefined>>): ColourDepth {
  const term = env['TERM'] ?? '';
  if ((env['NO_COLOR'] ?? '') !== '' || term === 'dumb') return 'none';
  if (/^(?:truecolor|24bit)$/.test(env['COLORTERM'] ?? '')) return '256';
  // Windows sets no TERM; its Terminal sets WT_SESSION.
  if (
    richTerminals.test(term) ||
    richPrograms.test(env['TERM_PROGRAM'] ?? '') ||
    env['WT_SESSION'] !== undefined
  ) {
    return '256';
  }
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

const systemColours = 16;
const cubeStart = 16;
const greyStart = 232;
const cubeSide = 6;

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
  const middle = (Math.max(...channels) + Math.min(...channels)) / 2;
  const hue = channels.reduce((bits, channel, bit) => bits + (channel > middle ? 2 ** bit : 0), 0);
  return hue === 0 ? undefined : hue;
}
