// What the program says of itself, as the build has written it down from the one table of options: the version and the
// help. Whoever asks for it waits for nothing else.
import { readFileSync } from 'node:fs';
import { helpOption, isFlagOf, versionOption } from '../early-options.js';

/** Columns of a line of the help where the terminal has as many; a narrower one is given its own. */
const helpColumns = 80;

const commandName = /^[a-z]+$/u;

/** Where the answer goes; a `tty.WriteStream` is one. */
interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * The answer to a command line that asks for nothing else; `undefined` when the program has to be asked.
 *
 * @param words what follows the program's name
 * @param running whose standard output is asked only for help: Node takes milliseconds to make it
 * @param folder where the build has put the answers
 */
export function answerTo(
  words: readonly string[],
  running: { readonly stdout: Output },
  folder: string,
): string | undefined {
  const [first = '', second] = words;
  if (words.length === 1 && isFlagOf(versionOption, first)) return `${BACKCHANNEL_VERSION}\n`;
  const isHelp = words.length <= 2 && isFlagOf(helpOption, second ?? first);
  if (!isHelp || isNarrow(running.stdout)) return undefined;
  return helpOf(words.length === 1 ? 'backchannel' : first, folder);
}

function isNarrow({ isTTY, columns = 0 }: Output): boolean {
  return isTTY === true && columns < helpColumns;
}

function helpOf(name: string, folder: string): string | undefined {
  if (!commandName.test(name)) return undefined;
  try {
    return readFileSync(`${folder}/help/${name}.txt`, 'utf8');
  } catch {
    // No command has that name, or the file is gone: the program knows what to say.
    return undefined;
  }
}
