// The files of V8's compiled code: read, written whole, and thrown away when no build has asked for them in a long time.
import {
  closeSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { isCodeCacheName, type CodeCachePlace } from './code-cache-place.js';
import { isOursOrAbsent, openOurs } from './only-ours.js';

/** How much of the code is compared at once: little memory, and few questions to the system. */
const pieceBytes = 65_536;

/** Only its owner may read and write it. */
const privateFile = 0o600;
const privateFolder = 0o700;

const dayMs = 86_400_000;

/** A build that has not been started for so long has most likely been replaced. */
const unusedMs = 30 * dayMs;

/** The code as it was kept; `undefined` where there is none, it is damaged, or somebody else may have written it. */
export function readKept({ folder, name }: CodeCachePlace): Buffer | undefined {
  let file: number | undefined;
  try {
    const opened = openOurs(`${folder}/${name}`, process.getuid);
    if (opened === undefined) return undefined;
    ({ file } = opened);
    const { size } = opened.stats;
    if (size === 0 || size % 2 !== 0) return undefined;
    const code = Buffer.allocUnsafeSlow(size / 2);
    if (readSync(file, code) !== code.length || !isNext(file, code)) return undefined;
    noteUse(file, opened.stats);
    return code;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Whether the file goes on with the very same: V8 does not check the code that it is given, and a damaged file would crash
 * each start. Comparing is ten times as fast as any digest that is at hand.
 */
function isNext(file: number, code: Buffer): boolean {
  const piece = Buffer.allocUnsafeSlow(Math.min(pieceBytes, code.length));
  let at = 0;
  while (at < code.length) {
    const length = readSync(file, piece);
    if (length === 0 || !piece.subarray(0, length).equals(code.subarray(at, at + length))) return false;
    at += length;
  }
  return true;
}

/** The file's time says when it was last used, to the day: most starts write nothing. */
function noteUse(file: number, { mtimeMs }: Stats): void {
  const now = Date.now();
  if (now - mtimeMs < dayMs) return;
  try {
    futimesSync(file, new Date(now), new Date(now));
  } catch {
    // A disk that cannot be written: nothing is thrown away there either.
  }
}

/**
 * Written whole under another name first: whoever starts meanwhile reads all of it or nothing. It is not forced to the disk,
 * since somebody may be waiting: of a file that was cut by a loss of power, the two copies differ, or V8 refuses it.
 *
 * @throws when it cannot be written, as on a full disk; no part of it is left then
 */
export function keepCode(code: Buffer, { folder, name }: CodeCachePlace): void {
  mkdirSync(folder, { recursive: true, mode: privateFolder });
  // It may have been made since the place was looked at, and by somebody else.
  if (!isOursOrAbsent(folder, process.getuid)) return;
  const unfinished = `${folder}/${name}.${process.pid}`;
  // Of a process that had this number, and was killed.
  rmSync(unfinished, { force: true });
  try {
    writeTwice(code, unfinished);
    removeEmptyFolder(`${folder}/${name}`);
    renameSync(unfinished, `${folder}/${name}`);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  removeUnused(folder);
}

/**
 * A folder in the place of the file, which a file cannot take: mounting into a container may leave one behind. One with
 * something in it stays, and so does a link: neither is removed so (`rmdir`, POSIX.1-2017).
 */
function removeEmptyFolder(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // There is nothing, as most often, or a file, which gives way when the new one takes its name.
  }
}

function writeTwice(code: Buffer, path: string): void {
  const file = openSync(path, 'wx', privateFile);
  try {
    for (const copy of [code, code]) writeFileSync(file, copy);
  } finally {
    closeSync(file);
  }
}

/** Of this cache's own files those that no start has used for long; several builds may be in use side by side. */
function removeUnused(folder: string): void {
  const now = Date.now();
  for (const name of readdirSync(folder)) {
    if (!isCodeCacheName(name)) continue;
    const path = `${folder}/${name}`;
    const file = lstatSync(path, { throwIfNoEntry: false });
    if (file?.isFile() === true && now - file.mtimeMs > unusedMs) rmSync(path, { force: true });
  }
}
