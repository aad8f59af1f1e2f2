// Prints a text on standard output, and knows whether it got there. The bin has this too: it must not bring the program along.
import { systemErrorCode } from './errors.js';

/** What is used of the process. */
interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/** Whether the text was written; why not, is said. Whoever stops reading (EPIPE) has read enough. */
export async function printed(text: string, streams: Streams): Promise<boolean> {
  const { stdout } = streams;
  // A stream tells its errors to the callback and as an event, which would else be nobody's.
  stdout.on('error', () => undefined);
  const problem = await new Promise<string | undefined>((resolve) => {
    stdout.write(text, (error) =>
      resolve(error && systemErrorCode(error) !== 'EPIPE' ? error.message : undefined),
    );
  });
  // Asked for only now: Node makes it then.
  if (problem !== undefined) streams.stderr.write(`backchannel: the output cannot be written: ${problem}\n`);
  return problem === undefined;
}
