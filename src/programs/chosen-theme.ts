// The theme that the settings name, and the colours that the chat begins with. Knows both what the settings call a colour and
// what the view takes. Pure.
import type { SettingValues } from '../config.js';
import { colourNames } from '../settings/colour-names.js';
import type { WrittenColour, WrittenTheme } from '../settings/theme-schema.js';
import { type Colours, wantedColourDepth } from '../view/colour-depth.js';
import { defaultTheme, type Theme } from '../view/theme.js';
import { type Colour, colourRoles, noColoursOfOwn, type ThemeColours } from '../view/theme-colours.js';

/** A theme, as the view takes it. */
export interface ChosenTheme {
  /** The built-in theme that it is, or stands on; `auto`: the one that suits the background. */
  readonly base: 'auto' | Theme;
  /** What it says otherwise. */
  readonly own: ThemeColours;
}

/** The theme that the settings name; `auto` where there is none of that name. */
export function chosenTheme({ theme, themes }: Pick<SettingValues, 'theme' | 'themes'>): ChosenTheme {
  if (theme === 'dark' || theme === 'light') return { base: theme, own: noColoursOfOwn };
  // A name such as `constructor` is no theme of an object that has none.
  const written = Object.hasOwn(themes, theme) ? themes[theme] : undefined;
  return written === undefined
    ? { base: 'auto', own: noColoursOfOwn }
    : { base: written.base, own: coloursOf(written) };
}

function coloursOf({ colours = {}, handles = [] }: WrittenTheme): ThemeColours {
  const roles = colourRoles.flatMap((role) => {
    const written = colours[role];
    return written === undefined ? [] : [[role, colourOf(written)] as const];
  });
  return { roles: Object.fromEntries(roles), handles: handles.map(colourOf) };
}

/** The digits of each channel in `#rrggbb`. */
const channelDigits = [
  [1, 3],
  [3, 5],
  [5, 7],
] as const;

function colourOf(written: WrittenColour): Colour {
  if (typeof written === 'number') return written;
  const index = colourNames.findIndex((name) => name === written);
  if (index !== -1) return index;
  const [red, green, blue] = channelDigits.map(([from, to]) => Number.parseInt(written.slice(from, to), 16));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** How colours are said as long as the terminal has not told of its background: the first that `terminalColours` emits. */
export function firstColours(
  settings: Pick<SettingValues, 'theme' | 'themes' | 'colour'>,
  env: NodeJS.ProcessEnv,
): Colours {
  const { base, own } = chosenTheme(settings);
  return { depth: wantedColourDepth(settings.colour, env), theme: firstTheme(base), own };
}

/** The built-in theme that it stands on, as long as the terminal has not told of its background. */
export function firstTheme(base: ChosenTheme['base']): Theme {
  return base === 'auto' ? defaultTheme : base;
}
