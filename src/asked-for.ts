// What this process is asked for: the command line, as it is read with the environment, the settings file and the terminal.
import { type Invocation, readCommandLine } from './cli.js';
import { systemSettingsFiles } from './settings/settings-files.js';
import { systemLogin } from './settings/system-login.js';

/** Asked only for help: Node takes milliseconds to make the stream. */
const columns = () => process.stdout.columns;

/** Reads it; asked again, the settings file may say something else. */
export function askedFor(): Invocation {
  const words = process.argv.slice(2);
  return readCommandLine(words, process.env, BACKCHANNEL_VERSION, systemSettingsFiles, systemLogin, columns);
}
