// Where to cut a line that is too long for one datagram, so that each piece reads well by itself.
import { graphemesOf } from '../text/graphemes.js';

/** Cutting after a space is worth it if the piece is still this full; else a word is cut, so as not to waste datagrams. */
const minimumFill = 2 / 3;

/**
 * Cuts a line into pieces that need at most so many bytes each within a JSON string, after a space where one is near,
 * between graphemes where none is, and within a grapheme only if that alone is too long. The pieces joined are the line.
 *
 * @param line sanitised: `"` and `\` are the only characters in it that JSON escapes
 * @param room bytes for each piece; not enough for even one character, and the line comes back uncut
 */
export function splitLine(line: string, room: number): readonly string[] {
  if (jsonBytes(line) <= room || room < maxCodePointBytes) return [line];
  const pieces: string[] = [];
  let piece = '';
  let bytes = 0;
  // The end of the last space in the piece: length and bytes up to there.
  let word = { length: 0, bytes: 0 };
  for (const atom of atomsOf(line, room)) {
    const atomBytes = jsonBytes(atom);
    // Twice at most: what remains of the piece after a space may be too much with this atom, too.
    while (bytes + atomBytes > room) {
      const cut = word.bytes >= room * minimumFill ? word : { length: piece.length, bytes };
      pieces.push(piece.slice(0, cut.length));
      piece = piece.slice(cut.length);
      bytes -= cut.bytes;
      word = { length: 0, bytes: 0 };
    }
    piece += atom;
    bytes += atomBytes;
    if (/^\s/.test(atom)) word = { length: piece.length, bytes };
  }
  pieces.push(piece);
  return pieces;
}

/** No code point needs more in UTF-8 (RFC 3629), and those that JSON escapes with a backslash need two. */
const maxCodePointBytes = 4;

/** The graphemes of the line; one that no piece could hold falls apart into its code points. */
function* atomsOf(line: string, room: number): Generator<string> {
  for (const grapheme of graphemesOf(line)) {
    if (jsonBytes(grapheme) <= room) yield grapheme;
    else yield* grapheme;
  }
}

/** Bytes that text takes within a JSON string in UTF-8. */
function jsonBytes(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) bytes += unitBytes(text.charCodeAt(at));
  return bytes;
}

/** A surrogate counts for half of its pair's four bytes. */
function unitBytes(unit: number): number {
  if (unit === doubleQuote || unit === backslash) return 2;
  if (unit < firstOfTwoBytes) return 1;
  const isSurrogate = unit >= firstSurrogate && unit <= lastSurrogate;
  return unit < firstOfThreeBytes || isSurrogate ? 2 : 3;
}

const doubleQuote = 0x22;
const backslash = 0x5c;
const firstOfTwoBytes = 0x80;
const firstOfThreeBytes = 0x800;
const firstSurrogate = 0xd800;
const lastSurrogate = 0xdfff;
