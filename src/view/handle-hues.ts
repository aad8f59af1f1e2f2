// The colours that the built-in themes have for handles. Pure data.
import type { Theme } from './theme.js';

/** One of the colours for handles: what it is in the palette of 256, and what comes near it among 16. */
interface Shade {
  readonly indexed: number;
  readonly basic: number;
}

/**
 * As many colours as people tell apart. The 256 have fixed places in a cube (16 to 231), the 16 look as the person has
 * set them: there, bright ones on dark backgrounds, and on light ones those that are not pale, so that some are shared.
 * A test measures that each can be read on its background (4.5:1 by WCAG's contrast ratio), and that any two differ also
 * for eyes without one of the three kinds of cones.
 */
export const builtInHues: readonly Readonly<Record<Theme, Shade>>[] = [
  { dark: { indexed: 36, basic: 2 }, light: { indexed: 25, basic: 4 } },
  { dark: { indexed: 43, basic: 14 }, light: { indexed: 19, basic: 12 } },
  { dark: { indexed: 202, basic: 9 }, light: { indexed: 160, basic: 1 } },
  { dark: { indexed: 226, basic: 11 }, light: { indexed: 52, basic: 1 } },
  { dark: { indexed: 171, basic: 13 }, light: { indexed: 93, basic: 5 } },
  { dark: { indexed: 219, basic: 5 }, light: { indexed: 126, basic: 5 } },
  { dark: { indexed: 148, basic: 10 }, light: { indexed: 89, basic: 9 } },
  { dark: { indexed: 159, basic: 6 }, light: { indexed: 17, basic: 4 } },
];
