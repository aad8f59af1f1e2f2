// The command line: what was asked for, as data. Commander reads the words, `config.ts` judges the values; flags go
// before environment variables, those before the settings file, that before defaults. Runs nothing and prints nothing.
import { Argument, Command, CommanderError, Option } from 'commander';
import { distance } from 'fastest-levenshtein';
import { exitCodes } from './exit-codes.js';
import { defaultPort, type SettingKey, type Settings } from './config.js';
import { type EarlyOption, flagsOf, helpOption, isFlagOf, versionOption } from './early-options.js';
import { type InspectRequest, inspectWays } from './inspect/inspect-request.js';
import { type CommandManual, manualOf } from './manual/command-manual.js';
import { chooseSettings, fileVariable, settingsPath } from './settings/choose-settings.js';
import { quoted } from './settings/quoted.js';
import { type ChosenSettings, networkSettings } from './settings/resolve-settings.js';
import { switchWords, wholeNumber, type WordRead } from './settings/read-word.js';
import { settingRow, settingRows } from './settings/setting-rows.js';
import { noSettingsFiles, type SettingsFiles } from './settings/settings-files.js';
import { escapeForTerminal, sanitiseHandle } from './wire/sanitise.js';

export { quoted } from './settings/quoted.js';

/** What the program is to do. */
export type Invocation =
  | {
      readonly type: 'chat';
      readonly settings: Settings;
      readonly chosen: ChosenSettings;
      readonly inspect?: InspectRequest;
      readonly record?: RecordRequest;
    }
  | {
      readonly type: 'send';
      readonly settings: Settings;
      readonly raw: boolean;
      readonly waitSeconds: number;
      readonly text?: string;
      readonly inspect?: InspectRequest;
    }
  | {
      readonly type: 'receive';
      readonly settings: Settings;
      readonly raw: boolean;
      readonly json: boolean;
      readonly history: boolean;
      readonly inspect?: InspectRequest;
    }
  | { readonly type: 'doctor'; readonly settings: Settings; readonly seconds: number; readonly json: boolean }
  | { readonly type: 'config'; readonly chosen: ChosenSettings; readonly json: boolean }
  | {
      readonly type: 'replay';
      readonly path: string;
      /** How many milliseconds of the recording go by in one; infinite for as fast as it can be. */
      readonly speed: number;
      readonly inspect?: InspectRequest;
    }
  | { readonly type: 'inspect'; readonly path: string; readonly how: 'page' | 'open' }
  | { readonly type: 'config-schema' }
  | { readonly type: 'completions'; readonly shell: Shell }
  | { readonly type: 'print'; readonly text: string }
  | { readonly type: 'refuse'; readonly sentence: string };

/** What is to become of a chat that is recorded. */
export interface RecordRequest {
  /** The file; a new one. */
  readonly path: string;
  /** Whether lengths are to stand for what is said, and other names for names. */
  readonly redacted: boolean;
}

/** The commands, in the order in which the help lists them. */
const commandNames = [
  'chat',
  'send',
  'receive',
  'doctor',
  'replay',
  'inspect',
  'config',
  'completions',
  'help',
] as const;
type CommandName = (typeof commandNames)[number];

/** The shells that we can complete words for. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** A row of the table of options; help, parsing and environment variables come from it. */
interface OptionRow {
  readonly key: OptionKey | SettingKey | 'config' | 'path' | 'schema' | 'open';
  readonly flags: string;
  readonly summary: string;
  readonly default?: string;
  readonly repeatable?: true;
  /** Options that ask for something else in its place. */
  readonly conflicts?: readonly string[];
  /** The help does not show it: it is for tests. */
  readonly isHidden?: true;
  /** The values that it may have, where they can be listed. */
  readonly choices?: readonly string[];
}

type SwitchKey = 'raw' | 'json' | 'history' | 'inspectContent' | 'recordRedacted';
type OptionKey =
  | keyof Settings
  | SwitchKey
  | 'seconds'
  | 'wait'
  | 'inspect'
  | 'inspectUrl'
  | 'record'
  | 'speed';

/** Longer lines are no easier to read; and so the build can write down the help that most terminals show. */
export const helpColumns = 80;

/** Long enough to see a loss of some percent, short enough to wait for. */
const defaultSeconds = '3';

/** Long enough to mend a third of the datagrams lost, short enough for a script to bear when somebody is deaf. */
const defaultWaitSeconds = '2';

const configOption: OptionRow = {
  key: 'config',
  flags: '--config <file>',
  summary: 'the settings file (default: see backchannel config)',
};
const networkKeys: readonly SettingKey[] = ['group', 'port', 'ttl', 'interfaces'];
const commonOptions: readonly OptionRow[] = [...networkKeys.map(settingOption), configOption];
const handleOption: OptionRow = { ...settingOption('handle'), summary: 'who says it' };
/** What only the chat can be asked for. */
const chatOptions: readonly OptionRow[] = settingRows
  .filter(({ key, flags }) => flags !== undefined && key !== 'handle' && !networkKeys.includes(key))
  .map(({ key }) => settingOption(key));
const rawOption: OptionRow = { key: 'raw', flags: '--raw', summary: 'plain text in place of JSON' };
const waitOption: OptionRow = {
  key: 'wait',
  flags: '--wait <seconds>',
  summary: 'stay until those who are there have got it all, at most this long; 0 leaves at once',
  default: defaultWaitSeconds,
};
const historyOption: OptionRow = {
  key: 'history',
  flags: '--history',
  summary: 'begin with what was said before, as far as somebody there still has it',
};
const jsonOption: OptionRow = { key: 'json', flags: '--json', summary: 'print one JSON object a line' };

/** What only the programs that talk can be asked for: to show their statecharts at work. */
const inspectOptions: readonly OptionRow[] = [
  {
    key: 'inspect',
    flags: '--inspect [how]',
    summary:
      "show the statecharts at work on a page of this computer; =open opens it in the browser, =stately shows Stately's inspector",
    choices: inspectWays,
  },
  { key: 'inspectContent', flags: '--inspect-content', summary: 'show there what people say, too' },
  {
    key: 'inspectUrl',
    flags: '--inspect-url <url>',
    summary: "embed this in the place of Stately's",
    isHidden: true,
  },
];

/** What only a chat can be asked for: to be recorded. */
const recordOptions: readonly OptionRow[] = [
  {
    key: 'record',
    flags: '--record <file>',
    summary: 'write all that comes in to a new file, to be seen again by backchannel replay',
  },
  {
    key: 'recordRedacted',
    flags: '--record-redacted',
    summary: 'write only how long the texts are, and other names for names and addresses',
  },
];

/** As it was. */
const defaultSpeed = '1';

const speedOption: OptionRow = {
  key: 'speed',
  flags: '--speed <factor>',
  summary: 'how many times as fast as it was, or max',
  default: defaultSpeed,
};
const openOption: OptionRow = { key: 'open', flags: '--open', summary: 'open the page in the browser' };

const reportOption: OptionRow = {
  key: 'json',
  flags: '--json',
  summary: 'print the report as one JSON object',
};
const settingsJsonOption: OptionRow = {
  key: 'json',
  flags: '--json',
  summary: 'print the settings as one JSON object',
  conflicts: ['path', 'schema'],
};
const pathOption: OptionRow = {
  key: 'path',
  flags: '--path',
  summary: 'print only where the settings file is to be',
  conflicts: ['schema'],
};
const schemaOption: OptionRow = {
  key: 'schema',
  flags: '--schema',
  summary: 'print the JSON Schema of the settings file, for editors',
};
const secondsOption: OptionRow = {
  key: 'seconds',
  flags: '--seconds <number>',
  summary: 'how long to look around, 1 to 300',
  default: defaultSeconds,
};

/** The row of a setting that has a flag. */
function settingOption(key: SettingKey): OptionRow {
  const { flags = '', flagSummary, fallback, kind, values } = settingRow(key);
  return {
    key,
    flags,
    summary: flagSummary,
    choices: values,
    // A switch goes the other way than it is.
    ...(kind === 'switch' ? {} : { default: fallback }),
    ...(kind === 'list' ? { repeatable: true } : {}),
  };
}

const variablesHelp = `Each option can be set by an environment variable: BACKCHANNEL_PORT
for --port, and so on; several interfaces are separated by commas.`;

const environmentHelp = `${variablesHelp} What holds
always belongs into the settings file: see backchannel config --help.`;

const examples = {
  backchannel: `
Examples:
  backchannel alice                   chat as alice with whoever is on this LAN
  backchannel --port 7000 alice       the same in another room
  make 2>&1 | backchannel send        say what make says, line by line
  backchannel receive --json | jq     hear as a script does
  backchannel chat send               chat as one who is called like a command

In the chat, /help shows the commands and keys.

${environmentHelp}`,
  send: `
Examples:
  backchannel send 'tea is ready'
  make 2>&1 | backchannel send --handle make
  backchannel send --wait 10 'the build is broken'
  backchannel send --raw --group 224.0.0.1 --port 3000 hello

It stays until the chats and receives that are there have got every line, and
repeats what they missed, but only for as long as --wait says; who has not got
everything by then is named on standard error. With --raw it does not wait:
whoever hears plain text cannot say so.

Exits with 0 when the network took every message, whoever has got it, with 1
when not. Blank lines of the input are no messages, and an input of nothing else
is no failure. A blank TEXT is refused, with 2.

${environmentHelp}`,
  receive: `
Examples:
  backchannel receive
  backchannel receive --history > log   what was said before, then what is said
  backchannel receive --json | jq -r .content
  backchannel receive --raw --group 224.0.0.1 --port 3000

What the network loses is asked for again, and what the same person said after
it waits for it, so that lines are complete and in order. What nobody has any
more is told on standard error. With --json, lines from before have
"past": true.

${environmentHelp}`,
  doctor: `
Examples:
  backchannel doctor                  what works here, and what to do if not
  backchannel doctor --seconds 30     on two computers: the way between them
  backchannel doctor --json | jq -r .next

Exits with 0 when multicast works on this computer, with 1 when not.

${environmentHelp}`,
  chat: `
Examples:
  backchannel chat alice
  backchannel chat --plain alice      line by line, for screen readers and logs

With --plain there is no screen: --no-mouse, --notify, --no-hyperlinks, --people
and --no-emoji do nothing then, and there are colours only with --colour always.

${environmentHelp}`,
  replay: `
Examples:
  backchannel replay chat.ndjson             as it was
  backchannel replay --speed 4 chat.ndjson   four times as fast
  backchannel replay chat.ndjson | tail      what stood on the screen in the end
  backchannel replay --inspect chat.ndjson   with the statecharts at work

The very program runs again, with the recording in the place of the network, the
keyboard and the clock; nothing is sent. The space bar pauses, q ends.

Exits with 0, with 1 when the program did something else than it did then or the
recording cannot be read on, with 2 when it is none.

Each option can be set by an environment variable: BACKCHANNEL_SPEED for
--speed, and so on.`,
  inspect: `
Examples:
  backchannel inspect chat.ndjson    the page of --inspect, on what was recorded
  backchannel inspect --open chat.ndjson

Serves the page until it is interrupted.
`,
  config: `
Examples:
  backchannel config                    each setting, and where it comes from
  backchannel config --port 7000        the same with that option
  backchannel config --json | jq .settings.port.value
  "\${EDITOR:-vi}" "$(backchannel config --path)"

A flag goes before an environment variable, that before the settings file, that
before the default. Exits with 0, or with 2 when a setting cannot be.

${variablesHelp}`,
  completions: `
Examples:
  backchannel completions bash \\
    > ~/.local/share/bash-completion/completions/backchannel
  backchannel completions zsh > "\${fpath[1]}/_backchannel"
  backchannel completions fish > ~/.config/fish/completions/backchannel.fish
`,
  help: '',
};

/** The environment variable of an option: `BACKCHANNEL_PORT`. */
function variableOf(key: OptionKey): string {
  return `BACKCHANNEL_${key.replaceAll(/[A-Z]/gu, '_$&').toUpperCase()}`;
}

/** What the words and the environment say, before it is judged. */
interface Given {
  readonly options: GivenOptions;
  readonly handle: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

interface GivenOptions extends Readonly<Record<string, unknown>> {
  readonly raw?: boolean;
  readonly json?: boolean;
  readonly history?: boolean;
  readonly seconds?: string;
  readonly wait?: string;
  readonly inspect?: string;
  readonly inspectContent?: boolean;
  readonly inspectUrl?: string;
  readonly record?: string;
  readonly recordRedacted?: boolean;
  readonly speed?: string;
  readonly open?: boolean;
}

/** What is not JSON ends each program of 2012 that listens on the port, whatever the group: it may be bound to all. */
const rawOnChatPort = `--raw would end the chats of 2012 that listen on port ${defaultPort}: name another room, such as --group 224.0.0.1 --port 3000`;

/** Plain text has no numbers by which somebody could ask for it again, or say that it was before. */
const rawHistory = '--raw has no history: nobody keeps plain text to repeat it';

/** Who hears plain text has no way to say that they have it. */
const rawWait = '--raw does not wait: whoever hears plain text cannot say that they have it';

/** The lines of an input may be blank, since nobody chose each of them; words on the command line were chosen. */
const nothingToSay =
  'there is nothing to say: TEXT is blank; without TEXT, each line of standard input is said';

/** A value that cannot be; its message is the whole sentence. */
class Refusal extends Error {}

/**
 * Reads the command line.
 *
 * @param words what follows the program's name
 * @param env the environment: `BACKCHANNEL_*` variables, and the login name as the default handle
 * @param version the program's version, for `--version`
 * @param files by which the settings file is read, when settings are asked for
 * @param systemLogin asked for the login name where the environment has none
 * @param columns asked for those of the terminal that help is for; a line of it has no more than {@link helpColumns}
 * @returns what to do; never throws
 */
export function readCommandLine(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  version: string,
  files: SettingsFiles = noSettingsFiles,
  systemLogin: SystemLogin = () => undefined,
  columns: () => number | undefined = () => undefined,
): Invocation {
  const { program, outcome } = commandLine(words, env, version, files, systemLogin, columns, wantedBy(words));
  try {
    program.parse(withWayToInspect(words), { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof Refusal) return { type: 'refuse', sentence: thrown.message };
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return outcome();
    return { type: 'refuse', sentence: complaint(thrown, program) };
  }
  return outcome();
}

/** Gives the name by which the system knows the person at the keyboard, if any. */
type SystemLogin = () => string | undefined;

/** Why Commander cannot make anything of the words: a mistyped command is the likeliest cause. */
function complaint(error: CommanderError, program: Command): string {
  const [first = ''] = program.args;
  const isForChat = first === 'chat' || !isCommand(first);
  if (isForChat && isUnknownOption(error) && handleFlag.test(error.message)) return handleIsWord;
  if (isCommand(first)) {
    return isTooManyWords(error) && first === 'chat'
      ? severalHandles(program.args.slice(1))
      : sentenceOf(error, first);
  }
  const meant = isTooManyWords(error) || isUnknownOption(error) ? commandMeantBy(first) : undefined;
  if (meant !== undefined) return `did you mean "backchannel ${meant}"?`;
  return isTooManyWords(error) ? severalHandles(program.args) : sentenceOf(error);
}

function isCommand(word: string): boolean {
  return commandNames.some((name) => name === word);
}

/**
 * Which commands these words may be about. Only those are made, since it takes Commander a quarter of a millisecond for each
 * and the first screen waits for it; whoever asks for help is told of all.
 */
function wantedBy(words: readonly string[]): (name: CommandName) => boolean {
  const isAboutAll = words.some((word) => word === 'help' || isFlagOf(helpOption, word));
  return (name) => isAboutAll || words.includes(name);
}

/** What the command line understands, as data: the help in every other form is made from it. */
export function describeCommandLine(): CommandManual {
  const { program } = commandLine(
    [],
    {},
    '',
    noSettingsFiles,
    () => undefined,
    () => undefined,
    () => true,
  );
  const notes = Object.entries(examples).map(
    ([name, text]) => [name, text.replace(environmentHelp, '').replace(variablesHelp, '')] as const,
  );
  return manualOf(program, Object.fromEntries(notes));
}

/** The commands, and what came of them once they have parsed words. */
function commandLine(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  version: string,
  files: SettingsFiles,
  systemLogin: SystemLogin,
  columns: () => number | undefined,
  isWanted: (name: CommandName) => boolean,
): { readonly program: Command; readonly outcome: () => Invocation } {
  const login = loginName(env, systemLogin);
  const chosenBy = ({ options, handle }: Omit<Given, 'env'>): ChosenSettings => {
    const choice = chooseSettings({ options, handle, env, login, files });
    if (!choice.ok) throw new Refusal(choice.sentence);
    return choice.chosen;
  };
  const settingsOf = (given: Given): Settings => networkSettings(chosenBy(given).values);
  let printed = '';
  let invocation: Invocation | undefined;
  const build = (name: string, help: string, options: readonly OptionRow[]): Command => {
    const command = new Command(name)
      .exitOverride()
      .configureOutput({
        writeOut: (text) => {
          printed += text;
        },
        writeErr: () => undefined,
        getOutHelpWidth: () => Math.min(columns() ?? helpColumns, helpColumns),
      })
      .helpOption(flagsOf(helpOption), helpOption.summary)
      .addHelpText('after', help);
    for (const option of options.flatMap(optionsOf)) command.addOption(option);
    return command;
  };
  /** A text may well have these words in it, and who sends it wants it sent. */
  const refuseWithinText = (command: Command, asked: EarlyOption): void => {
    if (command.name() !== 'send' || command.args.every((word) => isFlagOf(asked, word))) return;
    throw new Refusal(optionInText(words.find((word) => isFlagOf(asked, word)) ?? asked.long));
  };
  const startChat = (handle: string | undefined, options: GivenOptions): void => {
    const chosen = chosenBy({ options, handle });
    const settings = networkSettings(chosen.values);
    const more = { ...inspectOf(options, env), ...recordOf(options, env) };
    invocation = { type: 'chat', settings, chosen, ...more };
  };
  const program = build('backchannel', examples.backchannel, [
    ...commonOptions,
    ...chatOptions,
    ...inspectOptions,
    ...recordOptions,
  ])
    .description('Chat with whoever is on the same local network: no server, no account, no configuration.')
    .usage('[options] [HANDLE]\n       backchannel COMMAND [options] …')
    .option(flagsOf(versionOption), versionOption.summary)
    .argument('[handle]', 'what to be called (default: your login name)')
    .helpCommand(false)
    .action((handle: string | undefined, options: GivenOptions) => {
      const meant = words.includes('--') ? undefined : commandMeantBy(handle);
      // Whoever mistypes `chat` chats all the same, and Chad is a name.
      if (handle !== undefined && meant !== undefined && meant !== 'chat') {
        throw new Refusal(notTheHandle(handle, meant));
      }
      startChat(handle, options);
    });
  /** What only the chat can be asked for, given before another command, would do nothing. */
  const refuseChatOptions = (command: string): void => {
    const given = chatOptions.find(({ flags }) => program.getOptionValueSource(attributeOf(flags)) === 'cli');
    if (given === undefined) return;
    const [flag = ''] = given.flags.split(' ');
    throw new Refusal(`${flag} is for the chat: ${command} has no screen`);
  };
  // As of the options: Commander shows the values that may be, and does not judge them.
  const shellArgument = new Argument('<shell>', 'whose').choices(shells).argParser((word: string) => word);
  const makers: Readonly<Record<CommandName, () => Command>> = {
    chat: () =>
      build('chat', examples.chat, [...commonOptions, ...chatOptions, ...inspectOptions, ...recordOptions])
        .description('chat; the same as without a command, under any handle')
        .addArgument(new Argument('[handle]', 'what to be called (default: your login name)'))
        .action((handle: string | undefined, _: unknown, command: Command) => {
          startChat(handle, command.optsWithGlobals<GivenOptions>());
        }),
    send: () =>
      build('send', examples.send, [...commonOptions, handleOption, waitOption, rawOption, ...inspectOptions])
        .description('say one thing and leave; without TEXT, each line of standard input')
        .addHelpText('before', ({ command }) => {
          refuseWithinText(command, helpOption);
          return '';
        })
        .argument('[text...]', 'what to say')
        .action((said: readonly string[], _: unknown, command: Command) => {
          refuseChatOptions('send');
          const options = command.optsWithGlobals<GivenOptions>();
          const settings = settingsOf({ options, handle: undefined, env });
          const text: { readonly text?: string } = said.length > 0 ? { text: said.join(' ') } : {};
          const raw = switched('raw', options, env);
          const waitSeconds = numberOf('wait', options, env);
          if (raw && settings.port === defaultPort) throw new Refusal(rawOnChatPort);
          // A wait that is set once for all, by the environment, is for what can be waited for.
          if (raw && options.wait !== undefined && waitSeconds > 0) throw new Refusal(rawWait);
          if (text.text?.trim() === '') throw new Refusal(nothingToSay);
          invocation = { type: 'send', settings, raw, waitSeconds, ...text, ...inspectOf(options, env) };
        }),
    receive: () =>
      build('receive', examples.receive, [
        ...commonOptions,
        historyOption,
        rawOption,
        jsonOption,
        ...inspectOptions,
      ])
        .description('print what is said, one line a message, until interrupted')
        .action((_: unknown, command: Command) => {
          refuseChatOptions('receive');
          const options = command.optsWithGlobals<GivenOptions>();
          // Whoever only listens goes by the login name: no handle of its own can be wrong.
          const settings = settingsOf({ options, handle: login, env });
          const [raw, json] = [switched('raw', options, env), switched('json', options, env)];
          const history = switched('history', options, env);
          if (raw && history) throw new Refusal(rawHistory);
          invocation = { type: 'receive', settings, raw, json, history, ...inspectOf(options, env) };
        }),
    doctor: () =>
      build('doctor', examples.doctor, [...commonOptions, secondsOption, reportOption])
        .description('find out whether multicast works here, and if not why')
        .action((_: unknown, command: Command) => {
          refuseChatOptions('doctor');
          const options = command.optsWithGlobals<GivenOptions>();
          const settings = settingsOf({ options, handle: login, env });
          const json = switched('json', options, env);
          invocation = { type: 'doctor', settings, seconds: numberOf('seconds', options, env), json };
        }),
    replay: () =>
      build('replay', examples.replay, [speedOption, ...inspectOptions])
        .description('show a recorded chat again')
        .argument('<file>', 'what backchannel --record has written')
        .action((path: string, _: unknown, command: Command) => {
          const options = command.optsWithGlobals<GivenOptions>();
          invocation = { type: 'replay', path, speed: speedOf(options, env), ...inspectOf(options, env) };
        }),
    inspect: () =>
      build('inspect', examples.inspect, [openOption])
        .description('show the statecharts of a recorded chat on a page of this computer')
        .argument('<file>', 'what backchannel --record has written')
        .action((path: string, { open }: GivenOptions) => {
          invocation = { type: 'inspect', path, how: open === true ? 'open' : 'page' };
        }),
    config: () =>
      build('config', examples.config, [
        ...commonOptions,
        handleOption,
        ...chatOptions,
        settingsJsonOption,
        pathOption,
        schemaOption,
      ])
        .description('show each setting, and where it comes from')
        .action((_: unknown, command: Command) => {
          const options = command.optsWithGlobals<GivenOptions>();
          if (options['schema'] === true) {
            invocation = { type: 'config-schema' };
          } else if (options['path'] === true) {
            const path = settingsPath({ options, env, files });
            if (path === undefined)
              throw new Refusal(`there is no home: name the settings file by ${fileVariable}`);
            invocation = { type: 'print', text: `${path}\n` };
          } else {
            const json = switched('json', options, env);
            invocation = { type: 'config', chosen: chosenBy({ options, handle: undefined }), json };
          }
        }),
    completions: () =>
      build('completions', examples.completions, [])
        .description('print the script by which a shell completes our words')
        .addArgument(shellArgument)
        .action((word: string) => {
          const shell = shells.find((each) => each === word);
          if (shell === undefined) {
            throw new Refusal(`there are no completions for ${quoted(word)}, only for ${shells.join(', ')}`);
          }
          invocation = { type: 'completions', shell };
        }),
    help: () =>
      build('help', examples.help, [])
        .description('show the help, of a command if one is named')
        .argument('[command]', 'which')
        .action((name: string | undefined) => {
          if (name === undefined) return program.outputHelp();
          const asked = program.commands.find((each) => each.name() === name);
          if (asked === undefined) throw new Refusal(noSuchCommand(name));
          asked.outputHelp();
        }),
  };
  for (const name of commandNames) if (isWanted(name)) program.addCommand(makers[name]());
  program.hook('preAction', (_, command) => {
    if (program.getOptionValue('version') !== true) return;
    refuseWithinText(command, versionOption);
    // It may have been meant as the value of another option.
    if (words.length > (command === program ? 1 : 2)) throw new Refusal(versionGoesAlone);
    invocation = { type: 'print', text: `${version}\n` };
    throw new CommanderError(exitCodes.done, 'commander.version', version);
  });
  return { program, outcome: () => invocation ?? { type: 'print', text: printed } };
}

/** One more typo than this, and it is another word. */
const maxTypos = 1;
/** Of a long word two more letters may be wrong. */
const longWord = 7;

/** The command that a word looks like which is none; `undefined` when it looks like none. */
function commandMeantBy(given: string | undefined): string | undefined {
  const word = given?.toLowerCase() ?? '';
  return commandNames.find(
    (name) => typosIn(word, name) <= (name.length < longWord ? maxTypos : maxTypos + 1),
  );
}

function noSuchCommand(word: string): string {
  const meant = commandMeantBy(word);
  const hint =
    meant === undefined ? '; see backchannel --help' : `: did you mean "backchannel help ${meant}"?`;
  return `there is no command ${quoted(word)}${hint}`;
}

/** As people count them: two letters in the wrong order are one. */
function typosIn(word: string, name: string): number {
  const swapped = Array.from({ length: Math.max(0, word.length - 1) }, (_, at) =>
    [word.slice(0, at), word[at + 1], word[at], word.slice(at + 2)].join(''),
  );
  return swapped.includes(name) ? 1 : distance(word, name);
}

function notTheHandle(handle: string, meant: string): string {
  const name = quoted(handle);
  return `did you mean "backchannel ${meant}"? To be called ${name}, say: backchannel chat ${name}`;
}

function optionsOf(row: OptionRow): Option[] {
  const { flags, summary, default: fallback, repeatable, isHidden, choices = [], conflicts = [] } = row;
  // Commander is not given the defaults: they come last, after the environment and the file.
  const option = new Option(flags, fallback === undefined ? summary : `${summary} (default: ${fallback})`);
  option.conflicts([...conflicts]);
  option.hideHelp(isHidden === true);
  if (repeatable) {
    option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
  } else if (choices.length > 0) {
    // It is not to judge the values either, only to show what they may be.
    option.choices(choices).argParser((value: string) => value);
  }
  const isSwitch = !flags.includes('<');
  return isSwitch && settingFlags.has(flags) ? switchOptions(option) : [option];
}

/** By what name Commander keeps an option: `mouse` for `--no-mouse`. */
function attributeOf(flags: string): string {
  return new Option(flags).attributeName();
}

/** A switch that can be set elsewhere can be turned either way; the help shows the way that changes something. */
function switchOptions(option: Option): Option[] {
  const name = option.attributeName();
  const other = new Option(option.negate ? `--${name}` : `--no-${name}`).hideHelp();
  // Commander takes a lone `--no-NAME` for a default: the positive one has to be there first.
  return option.negate ? [other, option] : [option, other];
}

const settingFlags: ReadonlySet<string | undefined> = new Set(settingRows.map(({ flags }) => flags));

/** An environment variable's value; an empty one counts as not set, as POSIX tools have it. */
function variable(key: OptionKey, env: NodeJS.ProcessEnv): string | undefined {
  return env[variableOf(key)] || undefined;
}

function switched(key: SwitchKey, options: GivenOptions, env: NodeJS.ProcessEnv): boolean {
  if (options[key] !== undefined) return options[key];
  const word = variable(key, env);
  if (word === undefined) return false;
  const on = switchWords.get(word.toLowerCase());
  if (on === undefined) throw new Refusal(`${variableOf(key)} ${quoted(word)} is neither 1 nor 0`);
  return on;
}

/** What `--inspect` alone means. */
const [defaultWay] = inspectWays;

/** A word that follows `--inspect` is not how to inspect but a handle or a command: that is said after `=`. */
function withWayToInspect(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return words.map((word, at) =>
    word === '--inspect' && (end === -1 || at < end) ? `--inspect=${defaultWay}` : word,
  );
}

/** What is asked for of the inspector, if it is. */
function inspectOf(
  { inspect: typed, inspectUrl, ...options }: GivenOptions,
  env: NodeJS.ProcessEnv,
): { readonly inspect?: InspectRequest } {
  const asked = typed ?? variable('inspect', env);
  const word = asked === undefined || switchWords.get(asked) !== true ? asked : defaultWay;
  if (word === undefined || switchWords.get(word) === false) {
    if (options.inspectContent === true) throw new Refusal('--inspect-content goes with --inspect');
    return {};
  }
  const how = inspectWays.find((each) => each === word);
  if (how === undefined) {
    const origin = typed === undefined ? variableOf('inspect') : '--inspect';
    throw new Refusal(`${origin} ${quoted(word)} is none of ${inspectWays.join(', ')}`);
  }
  const content = switched('inspectContent', options, env);
  const embed = inspectUrl ?? variable('inspectUrl', env);
  if (embed !== undefined && !isWebAddress(embed)) {
    throw new Refusal(`--inspect-url ${quoted(embed)} is no address of a page`);
  }
  return { inspect: { how, content, ...(embed === undefined ? {} : { embed }) } };
}

/** Whether and where a chat is to be recorded. */
function recordOf(options: GivenOptions, env: NodeJS.ProcessEnv): { readonly record?: RecordRequest } {
  const path = options.record ?? variable('record', env);
  if (path === '') throw new Refusal('--record needs the name of a file');
  if (path !== undefined) return { record: { path, redacted: switched('recordRedacted', options, env) } };
  if (options.recordRedacted === true) throw new Refusal('--record-redacted goes with --record');
  return {};
}

/** A thousandth is slow enough to see each key, and a thousand times too fast to see anything. */
const speedPattern = /^\d{1,4}(?:\.\d{1,3})?$/u;

function speedOf(options: GivenOptions, env: NodeJS.ProcessEnv): number {
  const word = options.speed ?? variable('speed', env) ?? defaultSpeed;
  if (word === 'max') return Number.POSITIVE_INFINITY;
  if (speedPattern.test(word) && Number(word) > 0) return Number(word);
  const origin = options.speed === undefined ? variableOf('speed') : '--speed';
  throw new Refusal(
    `${origin} ${quoted(word)} is neither max nor a number from 0.001 to 9999, such as 4 or 0.5`,
  );
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\//iu.test(text);
}

/** Five minutes: the longest that the doctor looks around. */
const maxSeconds = 300;

/** Five minutes here too: who has not got a message by then is not coming back for it. */
const maxWaitSeconds = 300;

const secondsPattern = /^\d{1,3}(?:\.\d{1,3})?$/u;

/** How long `send` waits until what it says has been got. */
function readWaitSeconds(word: string): WordRead<number> {
  if (secondsPattern.test(word) && Number(word) <= maxWaitSeconds) return { ok: true, value: Number(word) };
  const problem = `is not a number of seconds from 0 to ${maxWaitSeconds}, such as 2 or 0.5`;
  return { ok: false, problem, about: word };
}

/** The options that are numbers and no settings: what they may be, and what they are when nothing is said. */
const numbers = {
  seconds: { read: wholeNumber({ min: 1, max: maxSeconds }), fallback: defaultSeconds },
  wait: { read: readWaitSeconds, fallback: defaultWaitSeconds },
} as const;

function numberOf(key: keyof typeof numbers, options: GivenOptions, env: NodeJS.ProcessEnv): number {
  const { read, fallback } = numbers[key];
  const typed = options[key] ?? variable(key, env) ?? fallback;
  const seconds = read(typed);
  if (seconds.ok) return seconds.value;
  const origin = options[key] === undefined ? variableOf(key) : `--${key}`;
  throw new Refusal(`${origin} ${quoted(typed)} ${seconds.problem}`);
}

/** The login name, cut to what a handle may be; the environment is the portable place for it, and one can set it. */
function loginName(env: NodeJS.ProcessEnv, systemLogin: SystemLogin): string {
  return sanitiseHandle(env['LOGNAME'] || env['USER'] || env['USERNAME'] || systemLogin() || nobodysHandle);
}

/** What to be called where nobody knows anything better. */
const nobodysHandle = 'somebody';

/** More words than a handle: the first of them was to be a command. */
function isTooManyWords({ code }: CommanderError): boolean {
  return code === 'commander.excessArguments';
}

function isUnknownOption({ code }: CommanderError): boolean {
  return code === 'commander.unknownOption';
}

/** Commander's complaint of an option that other commands have. */
const handleFlag = /'--handle(?:=.*)?'/su;

const versionGoesAlone = `${flagsOf(versionOption)} goes alone: backchannel ${versionOption.long}`;

/** @param flag an option that asks for something else, among the words of a text */
function optionInText(flag: string): string {
  return `is ${quoted(flag)} a part of the text? to say it, put -- before: backchannel send -- TEXT`;
}

const handleIsWord =
  'there is no --handle for the chat, whose last word is the handle: backchannel HANDLE; see backchannel --help';

/** More than one word, none of them a command. */
function severalHandles(words: readonly string[]): string {
  const [first = ''] = words;
  const example = quoted(words.join(' '));
  return `too many words: ${quoted(first)} is no command, and a handle of several words stands in quotes: backchannel ${example}; see backchannel --help`;
}

/**
 * Commander's complaint as one sentence: `unknown option '--prot' (Did you mean --port?)`.
 *
 * @param command whose help tells more
 */
function sentenceOf({ message }: CommanderError, command?: string): string {
  const sentence = message
    .replace(/^error: /u, '')
    .replaceAll('\n', ' ')
    .replace(/\.$/u, '');
  const name = command === undefined ? 'backchannel' : `backchannel ${command}`;
  return `${escapeForTerminal(sentence)}; see ${name} --help`;
}
