// Where V8's compiled code of the program is kept between starts: in a folder of the person's own, or nowhere.
import { statSync } from 'node:fs';
import { type GetUid, isOursOrAbsent } from './only-ours.js';

/** What is asked of the process. */
interface Asking {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly version: string;
  readonly getuid?: Exclude<GetUid, undefined>;
}

/** Where code is kept. */
export interface CodeCachePlace {
  readonly folder: string;
  /** Of the file; other builds and other Nodes have other names, since V8 compares no more than lengths. */
  readonly name: string;
  /** Whether to keep it also when the process ends soon; what ends a chat so soon, such as a mistyped option, never got to it. */
  readonly evenIfSoonDone: boolean;
}

/** The commands that are used in pipes, and are done soon. */
const inPipes = ['send', 'receive'] as const;

/** The commands that have neither a pipe nor the chat's screen; a test holds the list to the command line. */
const others: ReadonlySet<string | undefined> = new Set([
  'doctor',
  'replay',
  'inspect',
  'config',
  'completions',
  'help',
]);

/** What is started: each runs other parts of a script, and so has code of its own. */
export type Started = 'chat' | (typeof inPipes)[number] | 'other';

/** A script as it is run by what is started: the small one that comes first, or that of the whole program. */
export type CachedPart = Started | `${Started}-program`;

/** What the command line asks for, as far as the start has to know. */
export function startedBy([, , command]: readonly string[]): Started {
  if (others.has(command)) return 'other';
  return inPipes.find((each) => each === command) ?? 'chat';
}

/** As they are made below; one that is not finished has the number of its process at the end. */
const codeCacheName = /^[\da-f]+-v\d[\w.+-]*-[a-z\d]+-(?:chat|send|receive|other)(?:-program)?(?:\.\d+)?$/u;

/** Whether a file of this name is one of this cache, of whatever build. */
export function isCodeCacheName(name: string): boolean {
  return codeCacheName.test(name);
}

/**
 * Where to keep the code of what is being run; `undefined` where the environment names no place, or one that may be somebody
 * else's. Two things are looked at: that `HOME` (or `XDG_CACHE_HOME`, where that is set) belongs to this user, so that `sudo`
 * leaves nothing in another's home; and that our folder in there, if there is one, is a real folder of this user's which
 * nobody else may write. The folders between the two are not looked at.
 *
 * @param build tells this build from every other; hexadecimal digits
 */
export function codeCachePlace(
  { env, platform, arch, version, getuid }: Asking,
  build: string,
  part: CachedPart,
): CodeCachePlace | undefined {
  const base = baseFolder(env, platform);
  if (base === undefined || !belongsToUs(base.owned, getuid)) return undefined;
  const folder = `${base.path}/backchannel`;
  if (!isOursOrAbsent(folder, getuid)) return undefined;
  return { folder, name: `${build}-${version}-${arch}-${part}`, evenIfSoonDone: !part.startsWith('chat') };
}

/** The platform's folder for what can be made again (XDG Base Directory Specification), and what must be ours for that. */
function baseFolder(
  { HOME: home, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local }: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): { readonly path: string; readonly owned: string } | undefined {
  if (platform === 'win32') return local ? { path: local, owned: local } : undefined;
  if (xdg?.startsWith('/')) return { path: xdg, owned: xdg };
  if (!home) return undefined;
  return { path: `${home}/${platform === 'darwin' ? 'Library/Caches' : '.cache'}`, owned: home };
}

/** Whether the folder is this user's; a link to it will do, and what others may do in it is not asked. */
function belongsToUs(path: string, getuid: GetUid): boolean {
  try {
    return getuid === undefined || statSync(path).uid === getuid();
  } catch {
    return false;
  }
}
