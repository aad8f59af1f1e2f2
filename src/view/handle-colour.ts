// A colour for each handle: always the same one, on every computer. Pure.

/**
 * Colours of the 256-colour palette (its 6×6×6 cube) that stand out from a black and from a white background alike:
 * at least 3.5:1 by WCAG's contrast ratio, which asks for 3:1 in large or bold text. A test measures it.
 */
export const handlePalette: readonly number[] = [
  27, 28, 30, 31, 33, 62, 64, 67, 94, 97, 99, 100, 129, 130, 131, 133, 135, 160, 162, 164, 166, 168,
];

// FNV-1a, 32 bit (RFC 9923): a few operations a unit, and short names spread well.
const fnvOffsetBasis = 0x811c9dc5;
const fnvPrime = 0x01000193;

/** The palette index for a handle. */
export function handleColour(handle: string): number {
  let hash = fnvOffsetBasis;
  for (let at = 0; at < handle.length; at += 1) {
    hash = Math.imul(hash ^ handle.charCodeAt(at), fnvPrime);
  }
  return handlePalette[(hash >>> 0) % handlePalette.length] ?? 0;
}
