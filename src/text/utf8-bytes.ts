// How long text is on the wire.

const encoder = new TextEncoder();

/** How many bytes the text takes in UTF-8 (RFC 3629); a lone surrogate counts as the U+FFFD that would be sent for it. */
export function utf8Bytes(text: string): number {
  return encoder.encode(text).length;
}
