// A row of the terminal as pieces that a browser can put where the terminal has them: what is two columns wide there is
// made so here, whatever the font says. Pure.

export interface Cells {
  readonly text: string;
  /** Whether each of its characters takes two columns; otherwise one. */
  readonly isWide: boolean;
}

/** East Asian wide characters (Unicode, UAX 11: W and F, the common blocks) and what is shown as a picture. */
const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The row's pieces: each wide character alone, and the others as they follow one another. */
export function cellsOf(row: string): readonly Cells[] {
  const pieces: Cells[] = [];
  let narrow = '';
  for (const { segment } of segmenter.segment(row)) {
    if (wide.test(segment)) {
      if (narrow !== '') pieces.push({ text: narrow, isWide: false });
      pieces.push({ text: segment, isWide: true });
      narrow = '';
    } else narrow += segment;
  }
  return narrow === '' ? pieces : [...pieces, { text: narrow, isWide: false }];
}
