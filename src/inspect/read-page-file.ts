// A file of the inspector's pages, from where the build has put it. (In the one file that holds all, its place is taken by a
// module that holds the pages themselves.)
import { readFileSync } from 'node:fs';

/**
 * Reads a file.
 *
 * @param directory where the build has put the pages; ends in a slash
 * @throws when it is not there, which is a defect of the build
 */
export function readPageFile(name: string, directory: URL): Buffer {
  return readFileSync(new URL(name, directory));
}
