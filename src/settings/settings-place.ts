// Where the settings file is when nobody names one: the place of each platform. Pure.
import { posix, win32 } from 'node:path';

const folder = 'backchannel';
const file = 'config.json';

/**
 * The path of the settings file; `undefined` where the environment names no home. An XDG_CONFIG_HOME that is not absolute
 * is none (XDG Base Directory Specification); on macOS it counts only if it is set.
 *
 * @param platform as `process.platform` has it
 */
export function settingsPlace(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  const { HOME: home, XDG_CONFIG_HOME: xdg, APPDATA: appData } = env;
  if (platform === 'win32') return appData ? win32.join(appData, folder, file) : undefined;
  if (xdg && posix.isAbsolute(xdg)) return posix.join(xdg, folder, file);
  if (!home) return undefined;
  const base = platform === 'darwin' ? 'Library/Application Support' : '.config';
  return posix.join(home, base, folder, file);
}
