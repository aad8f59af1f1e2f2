// A terminal that is ours is given back also when the program crashes.
import { exitCodes } from '../exit-codes.js';
import type { ChatProcess } from './chat-process.js';

/** Gives the terminal back before a crash prints its message, and on every other way out. Returns how to undo this. */
export function closeOnCrash(process: ChatProcess, close: () => void): () => void {
  const crash = (error: unknown) => {
    close();
    process.stderr.write(
      `backchannel crashed; this is a defect:\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(exitCodes.failed);
  };
  // An unhandled rejection comes here too (Node docs: process, `unhandledRejection`).
  process.on('uncaughtException', crash);
  process.on('exit', close);
  return () => {
    process.off('uncaughtException', crash);
    process.off('exit', close);
  };
}
