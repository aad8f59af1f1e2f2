// Whether standard input can be read at all.
import { fstatSync } from 'node:fs';

/**
 * Why what stands behind this descriptor cannot be read, as a sentence; `undefined` where it can. Node gives a directory as an
 * input that has ended, not as the error that it is.
 */
export function unreadableInput(fd: number): string | undefined {
  return fstatSync(fd).isDirectory() ? 'the input cannot be read: it is a directory' : undefined;
}
