// What stands on the screen, as plain data: rows of styled text and a cursor. Knows nothing of escape sequences.
import type { ColourRole } from './theme-colours.js';

/** Where text leads to. Made by `hyperlinks.ts` alone, which lets nothing through that a terminal could obey. */
export interface Link {
  /** Letters and digits. */
  readonly id: string;
  /** Printable ASCII. */
  readonly url: string;
}

/** How text looks; all that is absent is as the terminal has it. */
export interface Style {
  /** What it is for: a theme may have a colour for that, which then also takes the place of faintness. */
  readonly role?: ColourRole;
  /** Whose it is: the theme has colours for handles. A colour for its role goes before. */
  readonly hue?: number;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
  readonly link?: Link;
}

/** Text of one style. Newlines and other controls in it are painted as replacement characters. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One row, from the left. What it does not fill is blank. */
export type Line = readonly Span[];

/** A place on the screen; both count from 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The size of a window, in character cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Everything that the terminal shows. */
export interface Frame extends Size {
  /** Exactly `rows` of them. */
  readonly lines: readonly Line[];
  /** Where typing goes; absent when typing goes nowhere. */
  readonly cursor: Place | undefined;
  /** Which rows the status takes, the first and the one after the last; absent where there is none. */
  readonly status?: readonly [from: number, to: number];
  /** The window's title. */
  readonly title?: string;
}

/** Text in the terminal's own style. */
export const plain: Style = {};

/** Text that may be overlooked. */
export const faint: Style = { dim: true, role: 'faint' };

/** A sentence for the person at the keyboard. */
export const prominentHint: Style = { bold: true, role: 'hint' };

/** A span; without a style the text is plain. */
export function span(text: string, style: Style = plain): Span {
  return { text, style };
}

/** Whether two rows look the same. */
export function sameLine(one: Line, other: Line): boolean {
  return (
    one === other ||
    (one.length === other.length &&
      one.every((each, index) => {
        const counterpart = other[index];
        return (
          counterpart !== undefined &&
          each.text === counterpart.text &&
          sameStyle(each.style, counterpart.style)
        );
      }))
  );
}

/** Whether two styles look the same. */
export function sameStyle(one: Style, other: Style): boolean {
  return (
    one === other ||
    (one.role === other.role &&
      one.hue === other.hue &&
      Boolean(one.bold) === Boolean(other.bold) &&
      Boolean(one.dim) === Boolean(other.dim) &&
      Boolean(one.inverse) === Boolean(other.inverse) &&
      Boolean(one.underline) === Boolean(other.underline) &&
      sameLink(one.link, other.link))
  );
}

/** Whether two texts lead to the same place, as one. */
export function sameLink(one: Link | undefined, other: Link | undefined): boolean {
  return one === other || (one?.id === other?.id && one?.url === other?.url);
}
