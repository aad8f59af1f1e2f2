// How wide text is before anybody draws it: the same answer in Node and in every browser. All text of a chart is in a
// monospace font; of those that its font list names, none is wider than what is reckoned with here.

/** The fonts, as CSS writes them: common monospace fonts of the three systems, then whatever there is. */
export const fontFamily =
  "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace";

export const fontPx = 12;
export const titleFontPx = 14;
export const lineHeightPx = 16;

/** Width of a character in font sizes: Menlo and DejaVu Sans Mono have 0.602, the widest of the list; others 0.55 to 0.6. */
const advanceEm = 0.605;

/** Whatever the monospace fonts may not have comes from others, and those may be this wide: emoji are the widest. */
const foreignAdvanceEm = 1.4;

/** Latin, Greek, Cyrillic and their punctuation: every monospace font has these. */
const familiar = /^[\u{20}-\u{52f}\u{1e00}-\u{1fff}\u{2010}-\u{2027}\u{2030}-\u{205e}]$/u;

/** Width in pixels. @param sizePx the font's size */
export function textWidthPx(text: string, sizePx: number = fontPx): number {
  let width = 0;
  for (const character of text) width += familiar.test(character) ? advanceEm : foreignAdvanceEm;
  return width * sizePx;
}
