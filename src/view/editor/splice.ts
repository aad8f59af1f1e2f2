// Text between graphemes: what it joins, and where the cursor then is. Pure.
import { graphemesOf } from '../../text/graphemes.js';

/** The graphemes of a whole line. */
interface Spliced {
  readonly graphemes: readonly string[];
  /** How many of them there are up to the end of the text that was put in, or of what it joined. */
  readonly end: number;
}

/**
 * Puts text between graphemes. It may join what stands before it (an accent) and after it, and change how what follows
 * is paired (flags). Only as much is segmented anew as may have changed: up to the first place after the text where both
 * the old and the new line have a boundary, since from a boundary on only what follows it matters (UAX #29).
 */
export function spliced(before: readonly string[], text: string, after: readonly string[]): Spliced {
  const last = before.slice(-1);
  const units = last.join('').length + text.length;
  let reach = 1;
  let found = [...graphemesOf([...last, text, ...after.slice(0, reach)].join(''))];
  while (reach < after.length && found.at(-1) !== after[reach - 1]) {
    reach *= 2;
    found = [...graphemesOf([...last, text, ...after.slice(0, reach)].join(''))];
  }
  const kept = before.slice(0, before.length - last.length);
  return {
    graphemes: kept.concat(found, after.slice(reach)),
    end: kept.length + beginningBefore(found, units),
  };
}

/** How many of the first graphemes begin before so many units. */
function beginningBefore(graphemes: readonly string[], units: number): number {
  let start = 0;
  const at = graphemes.findIndex((grapheme) => {
    const isBehind = start >= units;
    start += grapheme.length;
    return isBehind;
  });
  return at === -1 ? graphemes.length : at;
}
