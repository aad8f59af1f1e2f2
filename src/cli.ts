// The command line: what was asked for, as data. Commander reads the words, `config.ts` judges the values; flags go
// before environment variables, those before defaults. Runs nothing and prints nothing.
import { Command, CommanderError, Option } from 'commander';
import {
  defaultGroup,
  defaultPort,
  defaultTtl,
  secondsSchema,
  type Settings,
  settingsSchema,
  waitSecondsSchema,
} from './config.js';
import { escapeForTerminal, sanitiseHandle } from './wire/sanitise.js';

/** What the program is to do. */
export type Invocation =
  | { readonly type: 'chat'; readonly settings: Settings }
  | {
      readonly type: 'send';
      readonly settings: Settings;
      readonly raw: boolean;
      readonly waitSeconds: number;
      readonly text?: string;
    }
  | {
      readonly type: 'receive';
      readonly settings: Settings;
      readonly raw: boolean;
      readonly json: boolean;
      readonly history: boolean;
    }
  | { readonly type: 'doctor'; readonly settings: Settings; readonly seconds: number; readonly json: boolean }
  | { readonly type: 'print'; readonly text: string }
  | { readonly type: 'refuse'; readonly sentence: string };

/** A row of the table of options; help, parsing and environment variables come from it. */
interface OptionRow {
  readonly key: OptionKey;
  readonly flags: string;
  readonly summary: string;
  readonly default?: string;
  readonly repeatable?: true;
}

type SwitchKey = 'raw' | 'json' | 'history';
type OptionKey = keyof Settings | SwitchKey | 'seconds' | 'wait';

/** Long enough to see a loss of some percent, short enough to wait for. */
const defaultSeconds = '3';

/** Long enough to mend a third of the datagrams lost, short enough for a script to bear when somebody is deaf. */
const defaultWaitSeconds = '2';

const commonOptions: readonly OptionRow[] = [
  {
    key: 'group',
    flags: '--group <address>',
    summary: 'the multicast group, IPv4 or IPv6',
    default: defaultGroup,
  },
  { key: 'port', flags: '--port <number>', summary: 'the UDP port', default: String(defaultPort) },
  {
    key: 'ttl',
    flags: '--ttl <hops>',
    summary: 'how many networks a message may cross: 1 is this LAN, 0 this computer',
    default: String(defaultTtl),
  },
  {
    key: 'interface',
    flags: '--interface <name|address>',
    summary: 'use this network interface; repeat it for several (default: every usable one)',
    repeatable: true,
  },
];
const handleOption: OptionRow = {
  key: 'handle',
  flags: '--handle <name>',
  summary: 'who says it (default: your login name)',
};
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

const reportOption: OptionRow = {
  key: 'json',
  flags: '--json',
  summary: 'print the report as one JSON object',
};
const secondsOption: OptionRow = {
  key: 'seconds',
  flags: '--seconds <number>',
  summary: 'how long to look around, 1 to 300',
  default: defaultSeconds,
};

const environmentHelp = `Each option can be set by an environment variable: BACKCHANNEL_PORT
for --port, and so on; several interfaces are separated by commas.`;

const examples = {
  chat: `
Examples:
  backchannel alice                     chat as alice with whoever is on this LAN
  backchannel --port 7000 alice         the same in another room
  make 2>&1 | backchannel send          say what make says, line by line
  backchannel receive --json | jq       hear as a script does

In the chat, /help shows the commands and keys. ${environmentHelp}`,
  send: `
Examples:
  backchannel send 'tea is ready'
  make 2>&1 | backchannel send --handle make
  backchannel send --wait 10 'the build is broken'
  backchannel send --raw --group 224.0.0.1 --port 3000 hello

It stays until the chats and receives that are there have got every line, and
repeats what they missed, but only for as long as --wait says; who has not got
everything by then is named on standard error. With --raw it does not wait.

Exits with 0 when the network took every message, whoever has got it, with 1
when not.
${environmentHelp}`,
  receive: `
Examples:
  backchannel receive
  backchannel receive --history > log   what was said before, then what is said
  backchannel receive --json | jq -r .content
  backchannel receive --raw --group 224.0.0.1 --port 3000

What the network loses is asked for again, and what the same person said after
it waits for it, so that lines are complete and in order. What nobody has any
more is told on standard error. With --json, lines from before have "past": true.

${environmentHelp}`,
  doctor: `
Examples:
  backchannel doctor                    what works here, and what to do about the rest
  backchannel doctor --seconds 30       the same on two computers measures the way between them
  backchannel doctor --json | jq -r .next

Exits with 0 when multicast works on this computer, with 1 when not.
${environmentHelp}`,
};

/** The environment variable of an option: `BACKCHANNEL_PORT`. */
function variableOf(key: OptionKey): string {
  return `BACKCHANNEL_${key.toUpperCase()}`;
}

/** What the words and the environment say, before it is judged. */
interface Given {
  readonly options: GivenOptions;
  readonly handle: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

interface GivenOptions extends Partial<Record<Exclude<keyof Settings, 'interface'>, string>> {
  readonly interface?: readonly string[];
  readonly raw?: boolean;
  readonly json?: boolean;
  readonly history?: boolean;
  readonly seconds?: string;
  readonly wait?: string;
}

/** What is not JSON ends each program of 2012 that listens on the port, whatever the group: it may be bound to all. */
const rawOnChatPort = `--raw would end the chats of 2012 that listen on port ${defaultPort}: name another room, such as --group 224.0.0.1 --port 3000`;

/** Plain text has no numbers by which somebody could ask for it again, or say that it was before. */
const rawHistory = '--raw has no history: nobody keeps plain text to repeat it';

/** A value that cannot be; its message is the whole sentence. */
class Refusal extends Error {}

/**
 * Reads the command line.
 *
 * @param words what follows the program's name
 * @param env the environment: `BACKCHANNEL_*` variables, and the login name as the default handle
 * @param version the program's version, for `--version`
 * @returns what to do; never throws
 */
export function readCommandLine(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  version: string,
): Invocation {
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
      })
      .helpOption('--help', 'show this help')
      .addHelpText('after', help);
    for (const row of options) command.addOption(optionOf(row));
    return command;
  };
  const program = build('backchannel', examples.chat, commonOptions)
    .description('Chat with whoever is on the same local network: no server, no account, no configuration.')
    .usage(
      '[options] [HANDLE]\n       backchannel send [options] [TEXT…]\n       backchannel receive [options]\n       backchannel doctor [options]',
    )
    .version(version, '--version', 'show the version')
    .argument('[handle]', 'what to be called (default: your login name)')
    .helpCommand(false)
    .action((handle: string | undefined, options: GivenOptions) => {
      invocation = { type: 'chat', settings: settingsOf({ options, handle, env }) };
    });
  const send = build('send', examples.send, [...commonOptions, handleOption, waitOption, rawOption])
    .description('say one thing and leave; without TEXT, each line of standard input')
    .argument('[text...]', 'what to say')
    .action((said: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<GivenOptions>();
      const settings = settingsOf({ options, handle: undefined, env });
      const text = said.length > 0 ? { text: said.join(' ') } : {};
      const raw = switched('raw', options, env);
      if (raw && settings.port === defaultPort) throw new Refusal(rawOnChatPort);
      invocation = { type: 'send', settings, raw, waitSeconds: numberOf('wait', options, env), ...text };
    });
  const receive = build('receive', examples.receive, [...commonOptions, historyOption, rawOption, jsonOption])
    .description('print what is said, one line a message, until interrupted')
    .action((_: unknown, command: Command) => {
      const options = command.optsWithGlobals<GivenOptions>();
      // Whoever only listens goes by the login name: no handle of its own can be wrong.
      const settings = settingsOf({ options, handle: loginName(env), env });
      const [raw, json] = [switched('raw', options, env), switched('json', options, env)];
      const history = switched('history', options, env);
      if (raw && history) throw new Refusal(rawHistory);
      invocation = { type: 'receive', settings, raw, json, history };
    });
  const doctor = build('doctor', examples.doctor, [...commonOptions, secondsOption, reportOption])
    .description('find out whether multicast works here, and if not why')
    .action((_: unknown, command: Command) => {
      const options = command.optsWithGlobals<GivenOptions>();
      const settings = settingsOf({ options, handle: loginName(env), env });
      const json = switched('json', options, env);
      invocation = { type: 'doctor', settings, seconds: numberOf('seconds', options, env), json };
    });
  program.addCommand(send).addCommand(receive).addCommand(doctor);
  try {
    program.parse(words, { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof Refusal) return { type: 'refuse', sentence: thrown.message };
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode !== 0) return { type: 'refuse', sentence: sentenceOf(thrown) };
  }
  return invocation ?? { type: 'print', text: printed };
}

function optionOf({ flags, summary, default: fallback, repeatable }: OptionRow): Option {
  // Commander is not given the defaults: they come last, after the environment.
  const option = new Option(flags, fallback === undefined ? summary : `${summary} (default: ${fallback})`);
  return repeatable
    ? option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value])
    : option;
}

/** Lays flags over environment over defaults, and judges the result. */
function settingsOf(given: Given): Settings {
  const typed = {
    group: given.options.group ?? variable('group', given.env) ?? defaultGroup,
    port: given.options.port ?? variable('port', given.env) ?? String(defaultPort),
    ttl: given.options.ttl ?? variable('ttl', given.env) ?? String(defaultTtl),
    interface: given.options.interface ?? listed(variable('interface', given.env)) ?? [],
    handle: given.handle ?? given.options.handle ?? variable('handle', given.env) ?? loginName(given.env),
  };
  const checked = settingsSchema.safeParse(typed);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const key = settingsSchema.keyof().parse(issue?.path[0]);
  const value: unknown = typed[key];
  const index = Number(issue?.path[1]);
  const culprit: unknown = Array.isArray(value) ? value[index] : value;
  throw new Refusal(`${originOf(key, given)} ${quoted(culprit)} ${issue?.message ?? 'cannot be'}`);
}

/** A value as a sentence quotes it: what was typed or pasted may be anything, and the sentence goes to a terminal. */
export function quoted(value: unknown): string {
  return escapeForTerminal(JSON.stringify(value) ?? 'nothing');
}

/** Where a value was given: the words to blame. */
function originOf(key: keyof Settings, { options, handle, env }: Given): string {
  if (key === 'handle' && handle !== undefined) return 'the handle';
  if (options[key] !== undefined) return `--${key}`;
  return variable(key, env) === undefined ? `the ${key}` : variableOf(key);
}

function listed(names: string | undefined): string[] | undefined {
  return names
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** An environment variable's value; an empty one counts as not set, as POSIX tools have it. */
function variable(key: OptionKey, env: NodeJS.ProcessEnv): string | undefined {
  return env[variableOf(key)] || undefined;
}

const switchWords = new Map([
  ['1', true],
  ['true', true],
  ['yes', true],
  ['0', false],
  ['false', false],
  ['no', false],
]);

function switched(key: SwitchKey, options: GivenOptions, env: NodeJS.ProcessEnv): boolean {
  if (options[key] !== undefined) return options[key];
  const word = variable(key, env);
  if (word === undefined) return false;
  const on = switchWords.get(word.toLowerCase());
  if (on === undefined) throw new Refusal(`${variableOf(key)} ${quoted(word)} is neither 1 nor 0`);
  return on;
}

/** The options that are numbers and no settings: what they may be, and what they are when nothing is said. */
const numbers = {
  seconds: { schema: secondsSchema, fallback: defaultSeconds },
  wait: { schema: waitSecondsSchema, fallback: defaultWaitSeconds },
} as const;

function numberOf(key: keyof typeof numbers, options: GivenOptions, env: NodeJS.ProcessEnv): number {
  const { schema, fallback } = numbers[key];
  const typed = options[key] ?? variable(key, env) ?? fallback;
  const checked = schema.safeParse(typed);
  if (checked.success) return checked.data;
  const origin = options[key] === undefined ? variableOf(key) : `--${key}`;
  throw new Refusal(`${origin} ${quoted(typed)} ${checked.error.issues[0]?.message ?? 'cannot be'}`);
}

/** The login name, cut to what a handle may be; the environment is the portable place for it. */
function loginName(env: NodeJS.ProcessEnv): string {
  return sanitiseHandle(env['LOGNAME'] || env['USER'] || env['USERNAME'] || 'somebody');
}

/** Commander's complaint as one sentence: `unknown option '--prot' (Did you mean --port?)`. */
function sentenceOf({ message }: CommanderError): string {
  const sentence = message
    .replace(/^error: /u, '')
    .replaceAll('\n', ' ')
    .replace(/\.$/u, '');
  return `${escapeForTerminal(sentence)}; see backchannel --help`;
}
