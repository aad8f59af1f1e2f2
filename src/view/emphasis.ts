// A text with parts of it made to stand out: what is searched for, and one's own name. Pure.
import { graphemesOf } from '../text/graphemes.js';
import { plain, type Span, type Style, span } from './frame.js';
import { mentions, occurrences, type Run } from './speech.js';

/** What is to stand out. */
export interface Emphasis {
  /** Own handle; absent in what we said ourselves. */
  readonly name?: string;
  /** What is searched for; absent while nothing is. */
  readonly query?: string;
  /** Whether the text is the present hit of the search. */
  readonly isHit: boolean;
}

const nameStyle: Style = { bold: true, underline: true, role: 'mention' };
const foundStyle: Style = { inverse: true, role: 'match' };
const hitStyle: Style = { inverse: true, bold: true, role: 'match' };

/** The text as spans; what is searched for goes before the name. */
export function emphasised(text: string, { name, query, isHit }: Emphasis, style: Style = plain): Span[] {
  const named = name === undefined ? [] : mentions(text, name);
  const found = query === undefined ? [] : occurrences(text, query);
  if (named.length + found.length === 0) return [span(text, style)];
  const graphemes = [...graphemesOf(text)];
  const styles: Style[] = graphemes.map(() => style);
  paint(styles, named, nameStyle);
  paint(styles, found, isHit ? hitStyle : foundStyle);
  const spans: Span[] = [];
  for (const [at, grapheme] of graphemes.entries()) {
    const own = styles[at] ?? style;
    const last = spans.at(-1);
    if (last?.style === own) spans[spans.length - 1] = { text: last.text + grapheme, style: own };
    else spans.push({ text: grapheme, style: own });
  }
  return spans;
}

function paint(styles: Style[], runs: readonly Run[], style: Style): void {
  for (const [from, to] of runs) styles.fill(style, from, to);
}
