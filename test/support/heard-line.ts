// A line of `receive --json`, as far as tests ask.
import * as z from 'zod';

const heardLineSchema = z.object({ handle: z.string(), content: z.string() });

/** @throws Error when the line is not what `receive --json` prints */
export function heardLine(line: string): z.infer<typeof heardLineSchema> {
  return heardLineSchema.parse(JSON.parse(line));
}
