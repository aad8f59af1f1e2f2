// What a reader takes for one character: extended grapheme clusters (UAX #29).

// Making a segmenter costs far more than using it. Cluster boundaries do not depend on the language.
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** In such text each character is a grapheme, and the segmenter, at some microseconds each, is not needed. */
const printableAscii = /^[\x20-\x7E]*$/;

/** The graphemes of a text, in order; joined they are the text. */
export function* graphemesOf(text: string): Generator<string> {
  if (printableAscii.test(text)) {
    yield* text;
  } else {
    for (const { segment } of segmenter.segment(text)) yield segment;
  }
}
