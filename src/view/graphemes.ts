// What a reader takes for one character: extended grapheme clusters (UAX #29).

// Making a segmenter costs far more than using it. Cluster boundaries do not depend on the language.
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** In printable ASCII each code unit is a grapheme; most text is ASCII, and this is some thirty times faster. */
const printableAscii = /^[\x20-\x7E]*$/;

/** Whether the text has nothing but printable ASCII, whose graphemes are single units of width 1. */
export function isPrintableAscii(text: string): boolean {
  return printableAscii.test(text);
}

/** The graphemes of a text, in order; joined they are the text. */
export function graphemesOf(text: string): string[] {
  if (isPrintableAscii(text)) return text.split('');
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many graphemes the text has. */
export function graphemeCount(text: string): number {
  return isPrintableAscii(text) ? text.length : graphemesOf(text).length;
}
