// Every colour that the screen has, by what it is for, and what the two built-in themes make of it. A theme of one's own
// says some of them otherwise. Pure data; how a colour is said to a terminal, `colour-depth.ts` knows.
import { builtInHues } from './handle-hues.js';
import type { Theme } from './theme.js';

/** An index into the terminal's palette of 256; the first 16 look as the person has set them. */
export type PaletteIndex = number;

/** Red, green and blue, each from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

export type Colour = PaletteIndex | Rgb;

/** What something on the screen is for: each has a colour of its own, or the terminal's. */
export const colourRoles = [
  'faint',
  'notice',
  'mark',
  'own',
  'mention',
  'match',
  'selected',
  'link',
  'unread',
  'rule',
  'hint',
  'status',
  'trouble',
] as const;

export type ColourRole = (typeof colourRoles)[number];

/** What a theme of one's own says; the built-in theme that it stands on gives the rest. */
export interface ThemeColours {
  readonly roles: Readonly<Partial<Record<ColourRole, Colour>>>;
  /** The colours that handles are given; empty: the built-in ones. */
  readonly handles: readonly Colour[];
}

/** A theme that changes nothing. */
export const noColoursOfOwn: ThemeColours = { roles: {}, handles: [] };

/** The terminal's own red, on whatever background. All else has the terminal's colours by itself. */
const builtInRoles: ThemeColours['roles'] = { trouble: 1 };

/** The colour for a role; `undefined`: as the terminal has it. */
export function colourOfRole(role: ColourRole, { roles }: ThemeColours): Colour | undefined {
  return roles[role] ?? builtInRoles[role];
}

/**
 * The colour for a handle.
 *
 * @param hue the handle's number: see `handleHue`
 * @param isRich whether the terminal has more than 16 colours
 */
export function colourOfHue(
  hue: number,
  { handles }: ThemeColours,
  theme: Theme,
  isRich: boolean,
): Colour | undefined {
  if (handles.length > 0) return handles[hue % handles.length];
  const shade = builtInHues[hue % builtInHues.length]?.[theme];
  return isRich ? shade?.indexed : shade?.basic;
}
