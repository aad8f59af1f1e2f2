// What a reader takes for one character: extended grapheme clusters (UAX #29). Knows nothing of wire or screen.

/** In printable ASCII each code unit is a grapheme; most text is ASCII. */
const printableAscii = /^[\x20-\x7E]*$/;

/**
 * Text in which no character joins its neighbour, so that each code unit is a grapheme: ASCII and line feeds, letters of
 * Latin, Greek and Cyrillic that carry their accent in themselves, kana, unified ideographs, Hangul syllables, the
 * punctuation among them, and signs from arrows to dingbats. Asking the segmenter takes some thirty times longer, and the
 * first time many milliseconds. A test holds this list to the segmenter.
 */
const lonely =
  /^[\n\x20-\x7E\u00A1-\u00AC\u00AE-\u02FF\u0370-\u0482\u048A-\u058F\u2010-\u2027\u2190-\u27BF\u3001-\u3029\u3041-\u3096\u30A1-\u30FF\u4E00-\u9FFF\uAC00-\uD7A3\uFF01-\uFF60]*$/;

let segmenter: Intl.Segmenter | undefined;

/** Whether the text has nothing but printable ASCII, whose graphemes are single units of width 1. */
export function isPrintableAscii(text: string): boolean {
  return printableAscii.test(text);
}

/** The graphemes of a text, in order, each found when it is asked for; joined they are the text. */
export function graphemesOf(text: string): Iterable<string> {
  return lonely.test(text) ? text : segmentsOf(text);
}

/**
 * UTF-16 units that the segmenter is given at once. What it takes for each grapheme grows with the length of the whole
 * text: in 80,000 units of emoji a hundred times as long as in pieces of this length.
 */
const windowUnits = 256;

function* segmentsOf(text: string): Generator<string> {
  let start = 0;
  let reach = windowUnits;
  while (start < text.length) {
    const window = windowOf(text, start, reach);
    const graphemes = lonely.test(window) ? window.split('') : segmented(window);
    // The last one may go on behind the window. Before it is a boundary whatever follows, and from there on only what
    // follows matters (UAX #29).
    if (start + window.length < text.length) graphemes.pop();
    // A grapheme longer than the window needs a longer one.
    reach = graphemes.length === 0 ? reach * 2 : windowUnits;
    for (const grapheme of graphemes) start += grapheme.length;
    yield* graphemes;
  }
}

/** So many units from there on, or one less, lest a character is cut in two. */
function windowOf(text: string, start: number, units: number): string {
  const window = text.slice(start, start + units);
  return /[\uD800-\uDBFF]$/.test(window) && window.length === units ? window.slice(0, -1) : window;
}

function segmented(text: string): string[] {
  // Making a segmenter takes milliseconds, and most programs' first screen needs none. Cluster boundaries do not depend
  // on the language.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
