// How long text is on the wire.

const encoder = new TextEncoder();

/** Of nearly all handles nothing needs to be encoded. */
const ascii = /^[\0-\x7F]*$/;

/** How many bytes the text takes in UTF-8 (RFC 3629); a lone surrogate counts as the U+FFFD that would be sent for it. */
export function utf8Bytes(text: string): number {
  return ascii.test(text) ? text.length : encoder.encode(text).length;
}
