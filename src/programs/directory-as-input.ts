// Whether standard input is a directory: Node gives that as an input that has ended, not as the error that it is.
import { fstatSync } from 'node:fs';

/** The sentence to say where this descriptor is one of a directory; `undefined` for any other. */
export function directoryAsInput(fd: number): string | undefined {
  return fstatSync(fd).isDirectory() ? 'the input cannot be read: it is a directory' : undefined;
}
