// The committed corpus: datagrams that taught us something, each with what we and what the original make of it.
// A datagram that a property test or the world finds goes in here, as text or, where it is not UTF-8, in hex.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { undecodableReasons } from '../../src/wire/decode.js';

const row = z.strictObject({
  name: z.string(),
  text: z.string().optional(),
  hex: z.hex().optional(),
  /** Which kind of datagram we read it as, or why we cannot. */
  decoded: z.enum(['original', 'stamped', ...undecodableReasons]),
  /** The line that the original draws, or `null` if it dies. */
  original: z.string().nullable(),
});

const file = new URL('corpus/datagrams.json', import.meta.url);

export const corpus = z
  .array(row)
  .parse(JSON.parse(readFileSync(file, 'utf8')))
  .map(({ name, text, hex, decoded, original }) => ({
    name,
    decoded,
    original,
    bytes: hex === undefined ? Buffer.from(text ?? '') : Buffer.from(hex, 'hex'),
  }));
