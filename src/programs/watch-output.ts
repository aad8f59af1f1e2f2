// Whether what a program prints is written, and why it is not.
import type { Writable } from 'node:stream';
import { isUnread } from './broken-pipe.js';

/** What nobody has read yet is kept up to this size. */
const maxUnreadBytes = 16 * 1024 * 1024;

export interface WatchedOutput {
  /** Whether so much has not been read yet that no more is to be printed. */
  readonly isFull: () => boolean;
  /** Resolves when all that was printed is written: why it could not be, or nothing where whoever read it has gone. */
  readonly written: () => Promise<string | undefined>;
}

/**
 * Watches an output from now on.
 *
 * @param failed is called each time when something cannot be written: why, or nothing where whoever read it has gone
 */
export function watchOutput(
  output: Writable & { readonly isTTY?: boolean },
  failed: (reason: string | undefined) => void,
): WatchedOutput {
  const reasonOf = (error: Error | null | undefined): string | undefined =>
    error && !isUnread(error, output) ? error.message : undefined;
  let reason: string | undefined;
  let isBroken = false;
  output.on('error', (error) => {
    isBroken = true;
    reason ??= reasonOf(error);
    failed(reason);
  });
  return {
    isFull: () => output.writableLength >= maxUnreadBytes,
    written: async () =>
      await new Promise((resolve) => {
        // A stream that has failed takes no more, and says nothing of why.
        if (isBroken) return resolve(reason);
        // Written last, and so told of a failure that no event has told of yet.
        output.write('', (error) => resolve(reason ?? reasonOf(error)));
      }),
  };
}
