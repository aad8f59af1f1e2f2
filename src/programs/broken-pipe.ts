// Whoever read our output may have gone.
import { systemErrorCode } from '../errors.js';

/** Has a stream bear that nobody reads it any more (EPIPE): what is written then is for nobody, and no reason to crash. */
export function bearBrokenPipe<Stream extends NodeJS.EventEmitter>(stream: Stream): Stream {
  return stream.on('error', () => undefined);
}

/**
 * Whether the output failed because nobody reads it any more: the other end of the pipe was closed, or the terminal's window.
 * That is how programs in a pipe or on a terminal end, and no failure of theirs.
 */
export function isUnread(error: unknown, output: { readonly isTTY?: boolean }): boolean {
  const code = systemErrorCode(error);
  return code === 'EPIPE' || (code === 'EIO' && output.isTTY === true);
}
