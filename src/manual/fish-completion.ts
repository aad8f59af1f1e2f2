// The completion script for fish (`complete --help`). Pure.
import type { CommandManual, OptionManual } from './command-manual.js';
import { argumentWords, valueWords } from './completion-words.js';

export function fishCompletion(manual: CommandManual): string {
  const commands = manual.commands.map(({ name }) => name);
  const atStart = `not __fish_seen_subcommand_from ${commands.join(' ')}`;
  const lines = [
    ...manual.commands.map(({ name, summary }) => line(atStart, `-a ${name} -d ${quoted(summary)}`)),
    ...manual.options.map((option) => line(atStart, optionWords(option))),
    ...manual.commands.flatMap((command) => {
      const within = `__fish_seen_subcommand_from ${command.name}`;
      const words = argumentWords(command, manual);
      return [
        ...(words.length > 0 ? [line(within, `-a ${quoted(words.join(' '))}`)] : []),
        ...command.options.map((option) => line(within, optionWords(option))),
      ];
    }),
  ];
  return `# fish completion for backchannel, made by: backchannel completions fish
complete -c backchannel -f
${lines.join('\n')}
`;
}

function line(condition: string, words: string): string {
  return `complete -c backchannel -n ${quoted(condition)} ${words}`;
}

function optionWords(option: OptionManual): string {
  const head = `-l ${option.name.slice('--'.length)} -d ${quoted(option.summary)}`;
  const words = valueWords(option);
  switch (words?.type) {
    case undefined:
      return head;
    case 'choices':
      return `${head} -x -a ${quoted(words.words.join(' '))}`;
    case 'files':
      return `${head} -r -F`;
    case 'interfaces':
      return `${head} -x -a '(__fish_print_interfaces)'`;
    case 'anything':
      return `${head} -x`;
  }
}

/** Between single quotes only these two mean something to fish. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/gu, String.raw`\$&`)}'`;
}
