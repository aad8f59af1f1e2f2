// `backchannel config`: prints each setting and where it comes from.
import { exitCodes } from '../exit-codes.js';
import type { ChosenSettings } from '../settings/resolve-settings.js';
import { settingsJson, settingsTable } from '../settings/settings-report.js';
import { padded, widthOf } from '../view/text-width.js';
import { escapeForTerminal } from '../wire/sanitise.js';
import { printed } from '../printed.js';
import type { StandardStreams } from './standard-streams.js';

const head = { name: 'setting', value: 'value', from: 'from' };
const gap = '  ';

/**
 * Prints the settings on standard output.
 *
 * @returns the exit code: 0, or 1 when they cannot be written
 */
export async function runConfig(
  { chosen, json }: { readonly chosen: ChosenSettings; readonly json: boolean },
  streams: Pick<StandardStreams, 'stdout' | 'stderr'>,
): Promise<number> {
  const report = json ? `${settingsJson(chosen)}\n` : configText(chosen);
  return (await printed(report, streams)) ? exitCodes.done : exitCodes.failed;
}

/** The table, and below it the file. */
function configText(chosen: ChosenSettings): string {
  const rows = [head, ...settingsTable(chosen)];
  const columns = (key: keyof typeof head) => Math.max(...rows.map((row) => widthOf(row[key])));
  const [nameColumns, valueColumns] = [columns('name'), columns('value')];
  const lines = rows.map(({ name, value, from }) =>
    [padded(name, nameColumns), padded(value, valueColumns), from].join(gap),
  );
  return [...lines, '', fileText(chosen), ''].join('\n');
}

function fileText({ file, origins }: ChosenSettings): string {
  if (file === undefined) return 'There is no home, and so no place for a settings file.';
  const path = escapeForTerminal(file.path);
  if (!file.isThere) return `The file would be ${path}; there is none.`;
  const isUsed = Object.values(origins).some(({ type }) => type === 'file');
  return isUsed ? `The file is ${path}` : `The file is ${path}; nothing of what holds comes from it.`;
}
