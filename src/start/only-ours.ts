// What nobody but this user can have written: code that another can write is code that another runs here.
import { closeSync, constants, fstatSync, lstatSync, openSync, type Stats } from 'node:fs';

const othersMayWrite = 0o022;

/** The question for the user's number, which Windows has not: there the rights of the cache folder see to it. */
export type GetUid = (() => number) | undefined;

/** A link to a file is not followed, and a pipe is not waited for. Windows has neither flag: `undefined` counts as 0 here. */
const readSafely = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Whether this is a real folder, and no link to one, that belongs to this user and that nobody else may write; or nothing yet. */
export function isOursOrAbsent(path: string, getuid: GetUid): boolean {
  try {
    const folder = lstatSync(path, { throwIfNoEntry: false });
    return folder === undefined || (folder.isDirectory() && isOnlyOurs(folder, getuid));
  } catch {
    return false;
  }
}

/**
 * Opens a file for reading; `undefined` if it is no regular file, or somebody else may have written it. Whoever calls this
 * closes it.
 *
 * @throws what `openSync` throws, as where there is no such file, or a link
 */
export function openOurs(path: string, getuid: GetUid): { file: number; stats: Stats } | undefined {
  const file = openSync(path, readSafely);
  const stats = fstatSync(file);
  if (stats.isFile() && isOnlyOurs(stats, getuid)) return { file, stats };
  closeSync(file);
  return undefined;
}

function isOnlyOurs({ uid, mode }: Stats, getuid: GetUid): boolean {
  return getuid === undefined || (uid === getuid() && (mode & othersMayWrite) === 0);
}
