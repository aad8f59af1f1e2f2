// Where V8's compiled code of the program is kept between starts: in a folder of the person's own, or nowhere.
import { statSync } from 'node:fs';

/** What is asked of the process. */
interface Asking {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly version: string;
  readonly getuid?: () => number;
}

/** Where code is kept. */
export interface CodeCachePlace {
  readonly folder: string;
  /** Of the file; other builds and other Nodes have other names, since V8 compares no more than lengths. */
  readonly name: string;
}

/** The commands that are started often enough; each runs other parts of the program. */
const commands: ReadonlySet<string | undefined> = new Set(['send', 'receive']);

/**
 * Where to keep the code of what is being run; `undefined` where the environment names no place, or one that is somebody
 * else's: code that another can write is code that another runs here.
 *
 * @param build tells this build from every other
 */
export function codeCachePlace(
  { argv, env, platform, arch, version, getuid }: Asking,
  build: string,
): CodeCachePlace | undefined {
  const base = baseFolder(env, platform);
  if (base === undefined || !isOwn(base.owned, getuid)) return undefined;
  const command = commands.has(argv[2]) ? argv[2] : 'chat';
  return { folder: `${base.path}/backchannel`, name: `${build}-${version}-${arch}-${command}` };
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

/** Whether a file or folder is this user's; on Windows the folder's own rights see to it. */
function isOwn(path: string, getuid: Asking['getuid']): boolean {
  try {
    return getuid === undefined || statSync(path).uid === getuid();
  } catch {
    return false;
  }
}
