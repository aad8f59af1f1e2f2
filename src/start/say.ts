// Writes an answer on standard output; that it could not be written is said, and told by the exit code.

/** What is used of the process. */
interface Speaking {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  exitCode?: number | string | null | undefined;
}

/** As of `exitCodes.failed`; the program is not loaded here. */
const failed = 1;

/** Writes the answer. Whoever stops reading (EPIPE) has read enough. */
export function say(answer: string, running: Speaking): void {
  const { stdout, stderr } = running;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    stderr.write(`backchannel: the output cannot be written: ${error.message}\n`);
    running.exitCode = failed;
  });
  stdout.write(answer);
}
