// The command line as a table: what is typed, and what comes of it.
import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../src/cli.js';
import { noSettingsFiles } from '../src/settings/settings-files.js';

const env = { LOGNAME: 'alice' };
const defaults = { group: '224.6.8.11', port: 6811, ttl: 1, interface: [], handle: 'alice' };

function read(line: readonly string[], more: NodeJS.ProcessEnv = {}) {
  return readCommandLine(line, { ...env, ...more }, '1.2.3');
}

/** What every terminal has. */
const widestColumns = 80;

/** Without the settings that the chat has beside those of the network; `choose-settings.test.ts` is about them. */
function readBriefly(line: readonly string[]) {
  const asked = read(line);
  return asked.type === 'chat' ? { type: asked.type, settings: asked.settings } : asked;
}

describe('what is asked for', () => {
  it.each([
    ['nothing', [], { type: 'chat', settings: defaults }],
    ['a handle', ['bob'], { type: 'chat', settings: { ...defaults, handle: 'bob' } }],
    ['the chat', ['chat'], { type: 'chat', settings: defaults }],
    ['the chat by name', ['chat', 'bob'], { type: 'chat', settings: { ...defaults, handle: 'bob' } }],
    ['completions', ['completions', 'zsh'], { type: 'completions', shell: 'zsh' }],
    ['the schema of the settings', ['config', '--schema'], { type: 'config-schema' }],
    [
      'a room of its own',
      ['--group', '239.1.1.1', '--port', '7000', '--ttl', '0', 'bob'],
      { type: 'chat', settings: { ...defaults, group: '239.1.1.1', port: 7000, ttl: 0, handle: 'bob' } },
    ],
    [
      'two interfaces',
      ['--interface', 'eth0', '--interface', '10.0.0.7'],
      { type: 'chat', settings: { ...defaults, interface: ['eth0', '10.0.0.7'] } },
    ],
    [
      'words to say',
      ['send', 'tea', 'is', 'ready'],
      { type: 'send', settings: defaults, raw: false, waitSeconds: 2, text: 'tea is ready' },
    ],
    [
      'lines to say',
      ['send', '--handle', 'make'],
      { type: 'send', settings: { ...defaults, handle: 'make' }, raw: false, waitSeconds: 2 },
    ],
    [
      'a line that begins with a dash',
      ['send', '--', '-1'],
      { type: 'send', settings: defaults, raw: false, waitSeconds: 2, text: '-1' },
    ],
    [
      'options before the command',
      ['--port', '7000', 'receive'],
      { type: 'receive', settings: { ...defaults, port: 7000 }, raw: false, json: false, history: false },
    ],
    [
      'JSON',
      ['receive', '--json'],
      { type: 'receive', settings: defaults, raw: false, json: true, history: false },
    ],
    [
      'what was said before',
      ['receive', '--history'],
      { type: 'receive', settings: defaults, raw: false, json: false, history: true },
    ],
    [
      'a patient word',
      ['send', '--wait', '0.5', 'hi'],
      { type: 'send', settings: defaults, raw: false, waitSeconds: 0.5, text: 'hi' },
    ],
    [
      'plain text to say',
      ['send', '--raw', '--group', '224.0.0.1', '--port', '3000', 'hi'],
      {
        type: 'send',
        settings: { ...defaults, group: '224.0.0.1', port: 3000 },
        raw: true,
        waitSeconds: 2,
        text: 'hi',
      },
    ],
    ['a doctor', ['doctor'], { type: 'doctor', settings: defaults, seconds: 3, json: false }],
    [
      'a patient doctor that reports to scripts',
      ['doctor', '--json', '--seconds', '30', '--port', '7000'],
      { type: 'doctor', settings: { ...defaults, port: 7000 }, seconds: 30, json: true },
    ],
    [
      'plain text',
      ['receive', '--raw'],
      { type: 'receive', settings: defaults, raw: true, json: false, history: false },
    ],
  ])('%s', (_, line, expected) => {
    expect(readBriefly(line)).toEqual(expected);
  });
});

describe('the version and the help', () => {
  it.each([[['-v']], [['--version']], [['send', '-v']], [['receive', '--version']]])('%j', (words) => {
    expect(read(words)).toEqual({ type: 'print', text: '1.2.3\n' });
  });

  it.each([[['-h']], [['send', '-h']], [['send', '--port', '7000', '--help']], [['bob', '-h']]])(
    '%j',
    (words) => {
      expect(read(words)).toMatchObject({
        type: 'print',
        text: expect.stringMatching(/^Usage: backchannel/u),
      });
    },
  );

  it.each(['-v', '--version', '-h', '--help'])(
    '%s within a text is refused, and what to do is said',
    (flag) => {
      expect(read(['send', 'grep', flag, 'here'])).toEqual({
        type: 'refuse',
        sentence: `is "${flag}" a part of the text? to say it, put -- before: backchannel send -- TEXT`,
      });
      expect(read(['send', '--', 'grep', flag, 'here'])).toMatchObject({ text: `grep ${flag} here` });
    },
  );

  it.each([[['bob', '-v']], [['receive', '--group', '-v']], [['send', '--handle', '-v']]])(
    '%j asks for no version',
    (words) => {
      expect(read(words)).toMatchObject({ type: 'refuse' });
    },
  );
});

describe('the environment', () => {
  it.each([
    ['gives a value', [], { BACKCHANNEL_PORT: '7000' }, { port: 7000 }],
    ['yields to a flag', ['--port', '7001'], { BACKCHANNEL_PORT: '7000' }, { port: 7001 }],
    ['yields to a handle', ['bob'], { BACKCHANNEL_HANDLE: 'carol' }, { handle: 'bob' }],
    ['names the handle', [], { BACKCHANNEL_HANDLE: 'carol' }, { handle: 'carol' }],
    [
      'lists interfaces by commas',
      [],
      { BACKCHANNEL_INTERFACE: 'eth0, wlan0' },
      { interface: ['eth0', 'wlan0'] },
    ],
    ['counts as unset when empty', [], { BACKCHANNEL_PORT: '' }, { port: 6811 }],
    [
      'names a login that is no handle as it can',
      [],
      { LOGNAME: 'DOMAIN\talice' },
      { handle: 'DOMAIN alice' },
    ],
    ['may know no login', [], { LOGNAME: '' }, { handle: 'somebody' }],
  ])('%s', (_, line, more, expected) => {
    expect(read(line, more)).toMatchObject({ settings: expected });
  });

  it.each([
    ['the environment goes first', { LOGNAME: 'alice' }, () => 'root', 'alice'],
    ['the system is asked where it has none', { LOGNAME: '' }, () => 'root', 'root'],
    ['what it says is cut to a handle', {}, () => 'DOMAIN\tcarol', 'DOMAIN carol'],
    ['nobody knows', {}, () => undefined, 'somebody'],
  ])('and the login name: %s', (_, given, systemLogin, handle) => {
    const asked = readCommandLine([], given, '1.2.3', noSettingsFiles, systemLogin);
    expect(asked).toMatchObject({ settings: { handle } });
  });

  it('switches', () => {
    expect(read(['receive'], { BACKCHANNEL_JSON: '1', BACKCHANNEL_RAW: 'no' })).toMatchObject({
      json: true,
      raw: false,
    });
  });
});

it('takes the seconds of the doctor from the environment too', () => {
  expect(read(['doctor'], { BACKCHANNEL_SECONDS: '10' })).toMatchObject({ seconds: 10 });
});

it('takes the wait of a send from the environment too', () => {
  expect(read(['send', 'hi'], { BACKCHANNEL_WAIT: '0' })).toMatchObject({ waitSeconds: 0 });
});

it.each([
  ['set by the environment', ['--raw', '--port', '3000', 'hi'], { BACKCHANNEL_WAIT: '5' }],
  ['of no time', ['--raw', '--port', '3000', '--wait', '0', 'hi'], {}],
])('does not refuse plain text a wait %s', (_, line, more) => {
  expect(read(['send', ...line], more)).toMatchObject({ type: 'send', raw: true });
});

it('takes the looks of the chat with the chat, wherever they stand', () => {
  expect(read(['--plain', 'chat'])).toMatchObject({ chosen: { values: { plain: true } } });
});

it.each([
  ['FF12:0:0::E006:080B', 'ff12::e006:80b'],
  ['ff12::224.6.8.11', 'ff12::e006:80b'],
  ['ff05::1', 'ff05::1'],
])('takes the IPv6 group %s, in its one spelling', (typed, group) => {
  expect(read(['--group', typed])).toMatchObject({ settings: { group } });
});

it('sends a handle in one normal form', () => {
  expect(read(['e\u0301'])).toMatchObject({ settings: { handle: '\u00e9' } });
});

it('does not judge a handle where none is used', () => {
  expect(read(['receive'], { BACKCHANNEL_HANDLE: 'x'.repeat(40) })).toMatchObject({ type: 'receive' });
});

describe('what cannot be is refused in one sentence', () => {
  const port = 'is not a whole number from 1 to 65534';
  const notAGroup =
    'is not the address of a multicast group: those are 224.0.0.0 to 239.255.255.255, and IPv6 addresses that begin with ff, such as ff12::e006:80b';
  it.each([
    ['a group that is none', ['--group', '10.0.0.1'], {}, `--group "10.0.0.1" ${notAGroup}`],
    ['a group that is no address', ['--group', 'lounge'], {}, `--group "lounge" ${notAGroup}`],
    ['an IPv6 address that is no group', ['--group', 'fe80::1'], {}, `--group "fe80::1" ${notAGroup}`],
    ['a group that stays within this computer', ['--group', 'ff11::1'], {}, `--group "ff11::1" ${notAGroup}`],
    ['a group with a scope', ['--group', 'ff12::1%eth0'], {}, `--group "ff12::1%eth0" ${notAGroup}`],
    ['port 0', ['--port', '0'], {}, `--port "0" ${port}`],
    ['the last port', ['--port', '65535'], {}, `--port "65535" ${port}`],
    ['a port in words', ['--port', 'seven'], {}, `--port "seven" ${port}`],
    ['a port from the environment', [], { BACKCHANNEL_PORT: '0x1F' }, `BACKCHANNEL_PORT "0x1F" ${port}`],
    ['a TTL', ['--ttl', '256'], {}, '--ttl "256" is not a whole number from 0 to 255'],
    ['a negative TTL', ['--ttl=-1'], {}, '--ttl "-1" is not a whole number from 0 to 255'],
    [
      'an empty interface',
      ['--interface', ''],
      {},
      '--interface "" is empty: give the name or the address of an interface',
    ],
    [
      'an unknown option',
      ['--prot', '7000'],
      {},
      "unknown option '--prot' (Did you mean --port?); see backchannel --help",
    ],
    [
      'an option without its value',
      ['--port'],
      {},
      "option '--port <number>' argument missing; see backchannel --help",
    ],
    [
      'too many handles',
      ['bob', 'carol'],
      {},
      'too many words: "bob" is no command, and a handle of several words stands in quotes: backchannel "bob carol"; see backchannel --help',
    ],
    [
      'too many handles of a chat',
      ['chat', 'bob', 'carol'],
      {},
      'too many words: "bob" is no command, and a handle of several words stands in quotes: backchannel "bob carol"; see backchannel --help',
    ],
    [
      'a word where none is wanted',
      ['receive', 'bob'],
      {},
      "too many arguments for 'receive'. Expected 0 arguments but got 1; see backchannel receive --help",
    ],
    [
      'an unknown option of a command',
      ['receive', '--wait', '3'],
      {},
      "unknown option '--wait'; see backchannel receive --help",
    ],
    [
      'a wait for who hears plain text',
      ['send', '--raw', '--port', '3000', '--wait', '3', 'hi'],
      {},
      '--raw does not wait: whoever hears plain text cannot say that they have it',
    ],
    [
      'a blank text',
      ['send', ' '],
      {},
      'there is nothing to say: TEXT is blank; without TEXT, each line of standard input is said',
    ],
    [
      'looks of the chat where there is none',
      ['--no-mouse', 'receive'],
      {},
      '--no-mouse is for the chat: receive has no screen',
    ],
    [
      'two answers at once',
      ['config', '--path', '--json'],
      {},
      "option '--json' cannot be used with option '--path'; see backchannel config --help",
    ],
    [
      'plain text where it would end the 2012 original',
      ['send', '--raw', 'hi'],
      {},
      '--raw would end the chats of 2012 that listen on port 6811: name another room, such as --group 224.0.0.1 --port 3000',
    ],
    ['no time at all', ['doctor', '--seconds', '0'], {}, '--seconds "0" is not a whole number from 1 to 300'],
    [
      'too much time, from the environment',
      ['doctor'],
      { BACKCHANNEL_SECONDS: '301' },
      'BACKCHANNEL_SECONDS "301" is not a whole number from 1 to 300',
    ],
    [
      'a wait in words',
      ['send', '--wait', 'a while', 'hi'],
      {},
      '--wait "a while" is not a number of seconds from 0 to 300, such as 2 or 0.5',
    ],
    [
      'a wait too long, from the environment',
      ['send', 'hi'],
      { BACKCHANNEL_WAIT: '300.5' },
      'BACKCHANNEL_WAIT "300.5" is not a number of seconds from 0 to 300, such as 2 or 0.5',
    ],
    [
      'a history of plain text',
      ['receive', '--raw', '--history', '--port', '3000'],
      {},
      '--raw has no history: nobody keeps plain text to repeat it',
    ],
    [
      'a switch that is neither',
      ['receive'],
      { BACKCHANNEL_JSON: 'maybe' },
      'BACKCHANNEL_JSON "maybe" is neither 1 nor 0',
    ],
  ] as const)('%s', (_, line, more, expected) => {
    expect(read(line, more)).toEqual({ type: 'refuse', sentence: expected });
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(33)],
    ['with control characters', 'al\u0007ice'],
  ])('a handle that is %s', (_, handle) => {
    const read1 = read([handle]);
    expect(read1).toMatchObject({
      type: 'refuse',
      sentence: expect.stringContaining(`the handle ${JSON.stringify(handle)}`),
    });
  });
});

describe('a handle that looks like a command', () => {
  it.each(['send', 'receive', 'doctor', 'config', 'completions', 'help', 'chat'])(
    'may be %s in the chat',
    (handle) => {
      expect(read(['chat', handle])).toMatchObject({ type: 'chat', settings: { handle } });
    },
  );

  it.each([
    ['sned', 'send'],
    ['Send', 'send'],
    ['seend', 'send'],
    ['recieve', 'receive'],
    ['recive', 'receive'],
    ['docotr', 'doctor'],
    ['confg', 'config'],
    ['hlep', 'help'],
    ['completion', 'completions'],
  ])('%s is refused, with a hint', (typed, meant) => {
    expect(read([typed])).toEqual({
      type: 'refuse',
      sentence: `did you mean "backchannel ${meant}"? To be called "${typed}", say: backchannel chat "${typed}"`,
    });
    expect(read(['chat', typed])).toMatchObject({ settings: { handle: typed } });
    expect(read(['--', typed])).toMatchObject({ settings: { handle: typed } });
  });

  it.each(['Chad', 'chat1', 'ben', 'Hal', 'Sven', 'Sandy', 'Victor', 'Helen'])('%s is a name', (handle) => {
    expect(read([handle])).toMatchObject({ type: 'chat', settings: { handle } });
  });

  it.each([
    [['sned', 'hello'], 'did you mean "backchannel send"?'],
    [['chta', 'alice'], 'did you mean "backchannel chat"?'],
    [['sned', '--wait', '3', 'hello'], 'did you mean "backchannel send"?'],
    [['recieve', '--json'], 'did you mean "backchannel receive"?'],
    ...[['--handle', 'alice'], ['--handle=alice'], ['--handle', 'send'], ['chat', '--handle', 'alice']].map(
      (line): [string[], string] => [
        line,
        'there is no --handle for the chat, whose last word is the handle: backchannel HANDLE; see backchannel --help',
      ],
    ),
    [['completions', 'tcsh'], 'there are no completions for "tcsh", only for bash, zsh, fish'],
  ])('%j is refused with what was to be said', (line, sentence) => {
    expect(read(line)).toEqual({ type: 'refuse', sentence });
  });
});

describe('what is printed', () => {
  it('the version', () => {
    expect(read(['--version'])).toEqual({ type: 'print', text: '1.2.3\n' });
  });

  it.each([
    [['--help']],
    [['help']],
    [['chat', '--help']],
    [['send', '--help']],
    [['help', 'send']],
    [['receive', '--help']],
    [['doctor', '--help']],
    [['config', '--help']],
  ])('the help of %j, with examples', (line) => {
    const help = read(line);
    expect(help.type === 'print' && help.text).toContain('Examples:');
    expect(help.type === 'print' && help.text).toContain('--group <address>');
  });

  it.each(['', 'chat', 'send', 'receive', 'doctor', 'replay', 'inspect', 'config', 'completions', 'help'])(
    'the help of "%s" in lines of 80 columns, with variables that it has',
    (name) => {
      const help = read(name === '' ? ['--help'] : [name, '--help']);
      const text = help.type === 'print' ? help.text : '';
      expect(text).toContain('Usage: backchannel');
      expect(text.split('\n').filter((row) => row.length > widestColumns)).toEqual([]);
      expect(text.includes('BACKCHANNEL_PORT')).toBe(text.includes('--port <'));
    },
  );

  it('the same help for `help send` as for `send --help`', () => {
    expect(read(['help', 'send'])).toEqual(read(['send', '--help']));
  });

  it.each([
    ['dance', 'there is no command "dance"; see backchannel --help'],
    ['sned', 'there is no command "sned": did you mean "backchannel help send"?'],
    ['Recieve', 'there is no command "Recieve": did you mean "backchannel help receive"?'],
    ['', 'there is no command ""; see backchannel --help'],
  ])('no help for "%s", which is no command', (name, sentence) => {
    expect(read(['help', name])).toEqual({ type: 'refuse', sentence });
  });

  it.each([
    ['by the platform', [], { HOME: '/home/alice' }, '/home/alice/.config/backchannel/config.json'],
    ['by the environment', [], { BACKCHANNEL_CONFIG: 'mine.json' }, 'mine.json'],
    ['by a flag', ['--config', 'its.json'], { BACKCHANNEL_CONFIG: 'mine.json' }, 'its.json'],
  ])('where the settings file is, %s', (_, line, more, path) => {
    expect(read([...line, 'config', '--path'], more)).toEqual({ type: 'print', text: `${path}\n` });
  });

  it('that there is no place for a settings file', () => {
    expect(read(['config', '--path'])).toMatchObject({
      type: 'refuse',
      sentence: expect.stringContaining('BACKCHANNEL_CONFIG'),
    });
  });
});

describe('inspecting', () => {
  const page = { how: 'page', content: false };

  it.each([
    ['by itself, before a handle', ['--inspect', 'bob'], {}, page],
    ['before the word of a command', ['--inspect', 'receive'], {}, page],
    ['opened', ['--inspect=open'], {}, { how: 'open', content: false }],
    ['while sending', ['send', '--inspect=stately', 'hi'], {}, { how: 'stately', content: false }],
    ['with what is said', ['receive', '--inspect', '--inspect-content'], {}, { how: 'page', content: true }],
    [
      'in the place of Stately',
      ['--inspect=stately', '--inspect-url', 'http://127.0.0.1:1/x'],
      {},
      { how: 'stately', content: false, embed: 'http://127.0.0.1:1/x' },
    ],
    ['by the environment', [], { BACKCHANNEL_INSPECT: 'open' }, { how: 'open', content: false }],
    [
      'by the environment, as a switch',
      [],
      { BACKCHANNEL_INSPECT: '1', BACKCHANNEL_INSPECT_CONTENT: '1' },
      { how: 'page', content: true },
    ],
    ['not, though the environment says so', ['--inspect=0'], { BACKCHANNEL_INSPECT: '1' }, undefined],
    ['not: it is a handle', ['--', '--inspect'], {}, undefined],
    ['not, unless asked', [], {}, undefined],
  ])('%s', (_, line, more, inspect) => {
    const asked = read(line, more);
    expect('inspect' in asked ? asked.inspect : undefined).toEqual(inspect);
    expect(asked.type).not.toBe('refuse');
  });

  it('leaves a handle a handle', () => {
    expect(read(['--inspect', 'open'])).toMatchObject({ settings: { handle: 'open' }, inspect: page });
  });

  it.each([
    ['in no such way', ['--inspect=telly'], '--inspect "telly" is none of page, open, stately'],
    ['content alone', ['--inspect-content'], '--inspect-content goes with --inspect'],
    [
      'what is no page',
      ['--inspect', '--inspect-url', 'file:///etc/passwd'],
      '--inspect-url "file:///etc/passwd" is no address of a page',
    ],
  ])('is refused: %s', (_, line, sentence) => {
    expect(read(line)).toEqual({ type: 'refuse', sentence });
  });
});

describe('recording', () => {
  const path = 'chat.ndjson';

  it.each([
    ['a chat', ['--record', path, 'bob'], {}, { path, redacted: false }],
    ['a chat by name', ['chat', '--record', path], {}, { path, redacted: false }],
    ['line by line', ['--plain', `--record=${path}`], {}, { path, redacted: false }],
    ['nothing of what is said', ['--record', path, '--record-redacted'], {}, { path, redacted: true }],
    [
      'by the environment',
      [],
      { BACKCHANNEL_RECORD: path, BACKCHANNEL_RECORD_REDACTED: '1' },
      { path, redacted: true },
    ],
    ['nothing, unless asked', [], { BACKCHANNEL_RECORD_REDACTED: '1' }, undefined],
  ])('%s', (_, line, more, record) => {
    const asked = read(line, more);
    expect('record' in asked ? asked.record : undefined).toEqual(record);
    expect(asked.type).toBe('chat');
  });

  it.each([
    ['as it was', ['replay', path], { type: 'replay', path, speed: 1 }],
    ['four times as fast', ['replay', '--speed', '4', path], { type: 'replay', path, speed: 4 }],
    ['slowly', ['replay', path, '--speed', '0.25'], { type: 'replay', path, speed: 0.25 }],
    [
      'at once, and inspected',
      ['replay', '--speed=max', '--inspect', path],
      {
        type: 'replay',
        path,
        speed: Number.POSITIVE_INFINITY,
        inspect: { how: 'page', content: false },
      },
    ],
    ['only inspected', ['inspect', path], { type: 'inspect', path, how: 'page' }],
    ['only inspected, in the browser', ['inspect', '--open', path], { type: 'inspect', path, how: 'open' }],
  ])('is seen again: %s', (_, line, invocation) => {
    expect(read(line)).toEqual(invocation);
  });

  it.each([
    ['into nothing', ['--record', ''], '--record needs the name of a file'],
    ['redacted alone', ['--record-redacted'], '--record-redacted goes with --record'],
    [
      'backwards',
      ['replay', '--speed', '-1', path],
      '--speed "-1" is neither max nor a number from 0.001 to 9999, such as 4 or 0.5',
    ],
    [
      'at no speed',
      ['replay', '--speed', '0', path],
      '--speed "0" is neither max nor a number from 0.001 to 9999, such as 4 or 0.5',
    ],
  ])('is refused: %s', (_, line, sentence) => {
    expect(read(line)).toEqual({ type: 'refuse', sentence });
  });

  it('needs a file to show', () => {
    expect(read(['replay'])).toMatchObject({ type: 'refuse', sentence: expect.stringContaining('file') });
  });
});
