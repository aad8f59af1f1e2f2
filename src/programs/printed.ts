// Prints a text on standard output, and knows whether it got there.
import { systemErrorCode } from '../errors.js';
import type { StandardStreams } from './standard-streams.js';

/** Whether the text was written; why not, is said. Whoever stops reading (EPIPE) has read enough. */
export async function printed(
  text: string,
  { stdout, stderr }: Pick<StandardStreams, 'stdout' | 'stderr'>,
): Promise<boolean> {
  // A stream tells its errors to the callback and as an event, which would else be nobody's.
  stdout.on('error', () => undefined);
  const problem = await new Promise<string | undefined>((resolve) => {
    stdout.write(text, (error) =>
      resolve(error && systemErrorCode(error) !== 'EPIPE' ? error.message : undefined),
    );
  });
  if (problem !== undefined) stderr.write(`backchannel: the output cannot be written: ${problem}\n`);
  return problem === undefined;
}
