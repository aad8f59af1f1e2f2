// The command line as data that describes it: what the help shows, for completions and the man page to be made from. It is
// read off the very commands that parse the words, so that none of them can say something else.
import { flagsOf, helpOption } from '../early-options.js';
import type { Argument, Command, Option } from 'commander';

export interface OptionManual {
  /** As the help has it: `--port <number>`. */
  readonly flags: string;
  /** `--port`. */
  readonly name: string;
  /** What its value is called; absent for a switch. */
  readonly value?: string;
  readonly summary: string;
  /** The values that it may have, where they can be listed. */
  readonly choices: readonly string[];
}

export interface ArgumentManual {
  readonly name: string;
  readonly summary: string;
  readonly isVariadic: boolean;
  /** Whether the command does nothing without it. */
  readonly isRequired: boolean;
  readonly choices: readonly string[];
}

export interface CommandManual {
  /** Empty for the program itself. */
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly ArgumentManual[];
  readonly options: readonly OptionManual[];
  /** What the help says below the options. */
  readonly notes: string;
  readonly commands: readonly CommandManual[];
}

/**
 * Describes a program and its commands.
 *
 * @param notes what stands below the options in the help of a command, by its name; the program's by its own
 */
export function manualOf(program: Command, notes: Readonly<Record<string, string>>): CommandManual {
  return describe(program, program, notes);
}

function describe(
  command: Command,
  program: Command,
  notes: Readonly<Record<string, string>>,
): CommandManual {
  return {
    name: command === program ? '' : command.name(),
    summary: command.description(),
    arguments: command.registeredArguments.map(argumentManual),
    options: [...command.options.filter(({ hidden }) => !hidden).map(optionManual), helpManual],
    notes: (notes[command.name()] ?? '').trim(),
    commands: command.commands.map((each) => describe(each, program, notes)),
  };
}

/** Commander makes this one by itself, and does not list it. */
const helpManual: OptionManual = {
  flags: flagsOf(helpOption),
  name: helpOption.long,
  summary: helpOption.summary,
  choices: [],
};

function argumentManual(argument: Argument): ArgumentManual {
  return {
    name: argument.name(),
    summary: argument.description,
    isVariadic: argument.variadic,
    isRequired: argument.required,
    choices: argument.argChoices ?? [],
  };
}

function optionManual({ flags, long, description, argChoices }: Option): OptionManual {
  const value = /<(?<value>[^>]+)>/u.exec(flags)?.groups?.['value'];
  return {
    flags,
    name: long ?? flags,
    summary: description,
    choices: argChoices ?? [],
    ...(value === undefined ? {} : { value }),
  };
}
