// The man page, in the macros of man(7), made from the tables that the program runs on: its command line, its settings, its
// commands in the chat. The same for the same program: no date, so that a build can be repeated.
import { commands, slashEscape } from '../src/chat/commands.js';
import { describeCommandLine } from '../src/cli.js';
import type { CommandManual, OptionManual } from '../src/manual/command-manual.js';
import { fileVariable } from '../src/settings/choose-settings.js';
import { settingRows } from '../src/settings/setting-rows.js';

/** The page's source, ending in a line break. */
export function manPage(version: string): string {
  const manual = describeCommandLine();
  const parts = [
    `.TH BACKCHANNEL 1 "" "backchannel ${text(version)}" "User Commands"`,
    section('NAME'),
    'backchannel \\- chat with whoever is on the same local network',
    section('SYNOPSIS'),
    ...synopsis(manual, manual),
    ...manual.commands.flatMap((command) => synopsis(command, manual)),
    section('DESCRIPTION'),
    text(manual.summary),
    section('OPTIONS'),
    ...manual.options.flatMap(optionLines),
    section('COMMANDS'),
    ...manual.commands.flatMap((command) => commandLines(command, manual)),
    section('IN THE CHAT'),
    ...[...commands, slashEscape].flatMap(({ usage, summary }) => item(bold(usage), summary)),
    section('SETTINGS'),
    text(
      'The settings file is a JSON object with any of these keys. A flag goes before an environment variable, that before the file, that before the default.',
    ),
    ...settingRows.flatMap(({ key, summary, fallback, variable }) =>
      item(bold(key), `${summary} (default: ${fallback}${variable === undefined ? '' : `; ${variable}`})`),
    ),
    section('FILES'),
    ...item(
      italic('$XDG_CONFIG_HOME/backchannel/config.json, ~/.config/backchannel/config.json'),
      'the settings; elsewhere than on macOS and Windows',
    ),
    ...item(italic('~/Library/Application Support/backchannel/config.json'), 'the settings on macOS'),
    ...item(italic('%APPDATA%\\backchannel\\config.json'), 'the settings on Windows'),
    section('ENVIRONMENT'),
    ...item(bold(fileVariable), 'the settings file in the place of these'),
    ...settingRows.flatMap(({ key, variable }) =>
      variable === undefined ? [] : item(bold(variable), `the setting ${key}`),
    ),
    ...item(bold('NO_COLOR'), 'if it is not empty, there are no colours unless the setting colour is always'),
    ...item(bold('TERM'), 'if it is dumb, the chat is plain'),
    section('EXIT STATUS'),
    ...item('0', 'done'),
    ...item('1', 'something could not be done; standard error says what'),
    ...item('2', 'the command line, the environment or the settings file says something that cannot be'),
    ...item('128+n', 'ended by signal n'),
    section('EXAMPLES'),
    ...example(manual),
  ];
  return `${parts.join('\n')}\n`;
}

function synopsis(command: CommandManual, manual: CommandManual): string[] {
  const words = command.arguments.map(({ name, isVariadic, isRequired }) => {
    const word = italic(isVariadic ? `${name}…` : name);
    return isRequired ? word : `[${word}]`;
  });
  const name = command === manual ? 'backchannel' : `backchannel ${command.name}`;
  const line = [bold(name), '[' + italic('options') + ']', ...words].join(' ');
  return ['.br', line].slice(command === manual ? 1 : 0);
}

/** A command's own options; those of the program itself stand above. */
function commandLines(command: CommandManual, manual: CommandManual): string[] {
  const common = new Set(manual.options.map(({ flags }) => flags));
  return [
    `.SS ${text(command.name)}`,
    text(command.summary),
    ...command.options.filter(({ flags }) => !common.has(flags)).flatMap(optionLines),
    ...example(command),
  ];
}

function optionLines({ flags, summary, choices }: OptionManual): string[] {
  return item(bold(flags), choices.length === 0 ? summary : `${summary}; one of ${choices.join(', ')}`);
}

/** What the help says below the options, as it stands there. */
function example({ notes }: CommandManual): string[] {
  return notes === '' ? [] : ['.PP', '.nf', ...notes.split('\n').map(text), '.fi'];
}

function section(title: string): string {
  return `.SH ${title}`;
}

/** A term, and under it what it means. */
function item(term: string, meaning: string): string[] {
  return ['.TP', term, text(meaning)];
}

function bold(words: string): string {
  return `\\fB${escaped(words)}\\fR`;
}

function italic(words: string): string {
  return `\\fI${escaped(words)}\\fR`;
}

/** A line of text: none of it is taken for a request (groff(7), "Control characters"). */
function text(line: string): string {
  return escaped(line).replace(/^(?=[.'])/u, '\\&');
}

/** Characters that roff would take for something else, and those that no old one knows (groff_char(7)). */
function escaped(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/[^\n\x20-\x7E]/gu, (character) => `\\[u${hexOf(character)}]`);
}

/** At least four digits. */
function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
