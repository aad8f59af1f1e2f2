// What the completions of every shell are made from: which words may stand where. Pure.
import type { CommandManual, OptionManual } from './command-manual.js';

/** Where the words for an option's value come from. */
export type ValueWords =
  | { readonly type: 'choices'; readonly words: readonly string[] }
  | { readonly type: 'files' | 'interfaces' | 'anything' };

/** The words for the value of an option; `undefined` for a switch. */
export function valueWords({ value, choices }: OptionManual): ValueWords | undefined {
  if (value === undefined) return undefined;
  if (choices.length > 0) return { type: 'choices', words: choices };
  if (value === 'file') return { type: 'files' };
  return { type: value.startsWith('name|address') ? 'interfaces' : 'anything' };
}

/** The words that a command takes where no option stands: those that can be listed. */
export function argumentWords(command: CommandManual, manual: CommandManual): readonly string[] {
  if (command.name === 'help') return manual.commands.map(({ name }) => name);
  return command.arguments.flatMap(({ choices }) => choices);
}

/** Every option that takes a value, of whatever command, once. */
export function optionsWithValues(manual: CommandManual): readonly OptionManual[] {
  const options = [manual, ...manual.commands].flatMap((command) => command.options);
  return [...new Map(options.map((option) => [option.name, option])).values()].filter(
    ({ value }) => value !== undefined,
  );
}
