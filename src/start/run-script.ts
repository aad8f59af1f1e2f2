// Runs a script of ours from the code that V8 compiled of it before, and keeps that code for the next time.
import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import type { CodeCachePlace } from './code-cache-place.js';

/** By then all that a start needs has been compiled, and nobody waits for anything. */
const keepAfterMs = 2000;

/** How much of the code is compared at once: little memory, and few questions to the system. */
const pieceBytes = 65_536;

/** Only its owner may write it. */
const privateFile = 0o600;
const privateFolder = 0o700;
const othersMayWrite = 0o022;

/**
 * Runs what the build has made of the program: a function of `require` and of the URL where it is.
 *
 * @param path of the script, which is ASCII
 * @param place where its compiled code is kept; nowhere, if left out
 */
export function runScript(path: string, place: CodeCachePlace | undefined): void {
  const kept = place === undefined ? undefined : readOwn(place);
  // ASCII is Latin-1 too, and read faster as that.
  const script = new Script(readFileSync(path, 'latin1'), {
    filename: path,
    ...(kept === undefined ? {} : { cachedData: kept }),
  });
  if (place !== undefined && (kept === undefined || script.cachedDataRejected === true)) {
    keepLater(script, place);
  }
  const run: unknown = script.runInThisContext();
  if (typeof run === 'function')
    Reflect.apply(run, undefined, [createRequire(path), pathToFileURL(path).href]);
}

/** The code as it was kept; `undefined` where there is none, it is damaged, or somebody else may have written it. */
function readOwn({ folder, name }: CodeCachePlace): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(`${folder}/${name}`, 'r');
    const { uid, mode, size } = fstatSync(file);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & othersMayWrite) === 0);
    if (!isOwn || size === 0 || size % 2 !== 0) return undefined;
    const code = Buffer.allocUnsafeSlow(size / 2);
    return readSync(file, code) === code.length && isNext(file, code) ? code : undefined;
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

/** Once the start is over; functions that have not run yet are not compiled, and would be missing. */
function keepLater(script: Script, place: CodeCachePlace): void {
  const keepNow = () => {
    clearTimeout(timer);
    process.off('exit', keepNow);
    try {
      keep(script.createCachedData(), place);
    } catch {
      // A full disk, or one that cannot be written: the next start is no slower than this one.
    }
  };
  const timer = setTimeout(keepNow, keepAfterMs).unref();
  process.on('exit', keepNow);
}

/** Written whole under another name first: whoever starts meanwhile reads all of it or nothing. */
function keep(code: Buffer, { folder, name }: CodeCachePlace): void {
  mkdirSync(folder, { recursive: true, mode: privateFolder });
  const unfinished = `${folder}/${name}.${process.pid}`;
  const file = openSync(unfinished, 'wx', privateFile);
  try {
    for (const copy of [code, code]) writeFileSync(file, copy);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, `${folder}/${name}`);
  const [build = ''] = name.split('-');
  for (const other of readdirSync(folder)) {
    if (!other.startsWith(`${build}-`)) rmSync(`${folder}/${other}`, { force: true });
  }
}
