// The committed corpus of the control port: datagrams that taught us something, each with what we make of it. What a
// property test or the world finds goes in here, as text or, where it is not UTF-8, in hex.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { controlSchema } from '../../src/wire/control.js';
import { ignoredReasons } from '../../src/wire/control-codec.js';

const kinds = controlSchema().options.map(({ shape }) => shape.kind.value);

const row = z.strictObject({
  name: z.string(),
  text: z.string().optional(),
  hex: z.hex().optional(),
  /** Which kind we read it as, or why we do not. */
  read: z.enum([...kinds, ...ignoredReasons]),
});

const file = new URL('corpus/control-datagrams.json', import.meta.url);

export const controlCorpus = z
  .array(row)
  .parse(JSON.parse(readFileSync(file, 'utf8')))
  .map(({ name, text, hex, read }) => ({
    name,
    read,
    bytes: hex === undefined ? Buffer.from(text ?? '') : Buffer.from(hex, 'hex'),
  }));
