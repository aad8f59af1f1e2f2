// Flag before environment before file before default, for every setting; and whom to blame for what cannot be.
import { describe, expect, it } from 'vitest';
import { type Invocation, readCommandLine } from '../../src/cli.js';
import { defaultSettings } from '../../src/config.js';
import type { FileText, SettingsFiles } from '../../src/settings/settings-files.js';
import { settingRows } from '../../src/settings/setting-rows.js';

const home = { LOGNAME: 'alice', HOME: '/home/alice' };
const path = '/home/alice/.config/backchannel/config.json';

/** A computer on which these files are. */
function withFiles(files: Readonly<Record<string, FileText | object>>): SettingsFiles {
  return {
    platform: 'linux',
    read: (name) => {
      const found = files[name];
      if (found === undefined) return { type: 'absent' };
      return 'type' in found ? found : { type: 'text', text: JSON.stringify(found) };
    },
  };
}

function ask(
  line: readonly string[],
  env: NodeJS.ProcessEnv,
  files: Readonly<Record<string, object>> = {},
): Invocation {
  return readCommandLine(line, { ...home, ...env }, '1.2.3', withFiles(files));
}

function chosen(
  line: readonly string[],
  env: NodeJS.ProcessEnv,
  files: Readonly<Record<string, object>> = {},
) {
  const asked = ask(line, env, files);
  if (asked.type !== 'chat') throw new Error(JSON.stringify(asked));
  return asked.chosen;
}

/** For each setting that has a flag: the flag, the variable and the file's value, all of them others. */
const sources = [
  {
    key: 'group',
    flag: ['--group', '239.1.1.1'],
    byFlag: '239.1.1.1',
    variable: ['BACKCHANNEL_GROUP', '239.2.2.2'],
    byVariable: '239.2.2.2',
    byFile: '239.3.3.3',
  },
  {
    key: 'port',
    flag: ['--port', '7001'],
    byFlag: 7001,
    variable: ['BACKCHANNEL_PORT', '7002'],
    byVariable: 7002,
    byFile: 7003,
  },
  {
    key: 'ttl',
    flag: ['--ttl', '5'],
    byFlag: 5,
    variable: ['BACKCHANNEL_TTL', '6'],
    byVariable: 6,
    byFile: 7,
  },
  {
    key: 'interfaces',
    flag: ['--interface', 'a', '--interface', 'b'],
    byFlag: ['a', 'b'],
    variable: ['BACKCHANNEL_INTERFACE', 'c, d'],
    byVariable: ['c', 'd'],
    byFile: ['e'],
  },
  {
    key: 'plain',
    flag: ['--no-plain'],
    byFlag: false,
    variable: ['BACKCHANNEL_PLAIN', '1'],
    byVariable: true,
    byFile: true,
  },
  {
    key: 'theme',
    flag: ['--theme', 'light'],
    byFlag: 'light',
    variable: ['BACKCHANNEL_THEME', 'dark'],
    byVariable: 'dark',
    byFile: 'light',
  },
  {
    key: 'colour',
    flag: ['--colour', 'never'],
    byFlag: 'never',
    variable: ['BACKCHANNEL_COLOUR', 'always'],
    byVariable: 'always',
    byFile: 'never',
  },
  {
    key: 'mouse',
    flag: ['--mouse'],
    byFlag: true,
    variable: ['BACKCHANNEL_MOUSE', 'no'],
    byVariable: false,
    byFile: false,
  },
  {
    key: 'notify',
    flag: ['--notify', 'off'],
    byFlag: 'off',
    variable: ['BACKCHANNEL_NOTIFY', 'all'],
    byVariable: 'all',
    byFile: 'off',
  },
  {
    key: 'hyperlinks',
    flag: ['--no-hyperlinks'],
    byFlag: false,
    variable: ['BACKCHANNEL_HYPERLINKS', 'TRUE'],
    byVariable: true,
    byFile: false,
  },
  {
    key: 'people',
    flag: ['--people', 'never'],
    byFlag: 'never',
    variable: ['BACKCHANNEL_PEOPLE', 'always'],
    byVariable: 'always',
    byFile: 'never',
  },
  {
    key: 'emoji',
    flag: ['--no-emoji'],
    byFlag: false,
    variable: ['BACKCHANNEL_EMOJI', 'yes'],
    byVariable: true,
    byFile: false,
  },
  {
    key: 'time',
    flag: ['--time', '12h'],
    byFlag: '12h',
    variable: ['BACKCHANNEL_TIME', '24h'],
    byVariable: '24h',
    byFile: '12h',
  },
] as const;

describe('the sources of a setting', () => {
  it('are tried for each that has a flag', () => {
    const flagged = settingRows.filter(({ flags, key }) => flags !== undefined && key !== 'handle');
    expect(sources.map(({ key }) => key)).toEqual(flagged.map(({ key }) => key));
  });

  it.each(sources)('$key', ({ key, flag, byFlag, variable: [variable, word], byVariable, byFile }) => {
    const file = { [path]: { [key]: byFile } };
    const env = { [variable]: word };
    const held = (settings: ReturnType<typeof chosen>) => ({
      value: settings.values[key],
      origin: settings.origins[key],
    });
    expect(held(chosen(flag, env, file))).toEqual({
      value: byFlag,
      origin: { type: 'flag', name: flag[0] },
    });
    expect(held(chosen([], env, file))).toEqual({
      value: byVariable,
      origin: { type: 'environment', variable },
    });
    expect(held(chosen([], {}, file))).toEqual({ value: byFile, origin: { type: 'file', path } });
    expect(held(chosen([], {}))).toEqual({ value: defaultSettings[key], origin: undefined });
  });

  it('are four for the handle', () => {
    const file = { [path]: { handle: 'fay' } };
    const env = { BACKCHANNEL_HANDLE: 'eve' };
    expect(chosen(['ann'], env, file).origins.handle).toEqual({ type: 'argument', name: 'HANDLE' });
    expect(chosen([], env, file).values.handle).toBe('eve');
    expect(chosen([], {}, file).values.handle).toBe('fay');
    expect(chosen([], {}).values.handle).toBe('alice');
  });

  it('is the file alone for themes and keys', () => {
    const themes = { night: { base: 'dark' } };
    const keys = { 'ctrl-q': 'quit' };
    const { values } = chosen([], {}, { [path]: { theme: 'night', themes, keys } });
    expect(values).toMatchObject({ theme: 'night', themes, keys });
  });

  it.each([
    ['chooses plain', [], {}, {}, true],
    ['yields to a flag', ['--no-plain'], {}, {}, false],
    ['yields to our own variable', [], { BACKCHANNEL_PLAIN: '0' }, {}, false],
    ['goes before the file', [], {}, { plain: false }, true],
  ])('a dumb terminal %s', (_, line, env, file, plain) => {
    expect(chosen(line, { TERM: 'dumb', ...env }, { [path]: file }).values.plain).toBe(plain);
  });

  it('hold for the programs in pipes too', () => {
    expect(ask(['send', 'hi'], {}, { [path]: { port: 7003, handle: 'fay' } })).toMatchObject({
      type: 'send',
      settings: { port: 7003, handle: 'fay' },
    });
  });
});

describe('the settings file', () => {
  it('may be missing where it usually is', () => {
    expect(chosen([], {}).file).toEqual({ path, isThere: false });
    expect(chosen([], {}, { [path]: {} }).file).toEqual({ path, isThere: true });
  });

  it('has to be there when it is named', () => {
    expect(ask(['--config', 'mine.json'], {})).toEqual({
      type: 'refuse',
      sentence: 'the settings file mine.json is not there',
    });
    expect(chosen([], { BACKCHANNEL_CONFIG: 'mine.json' }, { 'mine.json': { port: 7003 } }).values.port).toBe(
      7003,
    );
  });

  it('is not read when nothing of it is wanted', () => {
    const files: SettingsFiles = {
      platform: 'linux',
      read: () => {
        throw new Error('it was read');
      },
    };
    expect(readCommandLine(['--version'], home, '1.2.3', files)).toEqual({ type: 'print', text: '1.2.3\n' });
    expect(readCommandLine(['config', '--path'], home, '1.2.3', files)).toMatchObject({ text: `${path}\n` });
  });

  it.each([
    [
      'unreadable',
      { type: 'unreadable', problem: 'EACCES\u001B[31m' },
      `the settings file ${path} cannot be read: EACCES\\u001b[31m`,
    ],
    ['no JSON', { type: 'text', text: '{\n"port" 1}' }, `${path}:2:8: a colon is missing here`],
    [
      'wrong',
      { port: 0, prot: 1 },
      `${path}:1:2: port 0 is not a whole number from 1 to 65534\n${path}:1:11: prot is not a setting; did you mean port?`,
    ],
    ['hostile', { 'a\u202Eb': 1 }, `${path}:1:2: ["a\\u202eb"] is not a setting`],
  ])('that is %s is refused', (_, file, sentence) => {
    expect(ask([], {}, { [path]: file })).toEqual({ type: 'refuse', sentence });
  });
});

describe('whom to blame', () => {
  it.each([
    ['a flag', ['--notify', 'x'], {}, '--notify "x" is none of off, mention, all'],
    ['a variable', [], { BACKCHANNEL_MOUSE: 'maybe' }, 'BACKCHANNEL_MOUSE "maybe" is neither true nor false'],
    ['one of several', [], { BACKCHANNEL_TIME: '13h' }, 'BACKCHANNEL_TIME "13h" is none of 24h, 12h'],
    [
      'all that is wrong, a line each',
      ['--theme', 'nihgt', '--ttl', '999', '--port', '0'],
      { BACKCHANNEL_TIME: '13h' },
      [
        '--port "0" is not a whole number from 1 to 65534',
        '--ttl "999" is not a whole number from 0 to 255',
        'BACKCHANNEL_TIME "13h" is none of 24h, 12h',
        '--theme "nihgt" is not there: there are auto, dark, light, night',
      ].join('\n'),
    ],
    [
      'a theme that there is not',
      ['--theme', 'nihgt'],
      {},
      '--theme "nihgt" is not there: there are auto, dark, light, night',
    ],
    [
      'a hostile word',
      ['--theme', 'a\u009B31m'],
      {},
      '--theme "a\\u009b31m" is no name: give letters, digits, - and _',
    ],
  ])('%s', (_, line, env, sentence) => {
    const file = { [path]: { themes: { night: { base: 'dark' } } } };
    expect(ask(line, env, file)).toEqual({ type: 'refuse', sentence });
  });

  it('the file, for a theme that there is not', () => {
    expect(ask([], {}, { [path]: { theme: 'night' } })).toEqual({
      type: 'refuse',
      sentence: `${path}:1:2: theme "night" is not there: there are auto, dark, light`,
    });
  });

  it('the file also where a flag names another theme: what is wrong there would hold the next time', () => {
    expect(ask(['--theme', 'dark'], {}, { [path]: { theme: 'night' } })).toMatchObject({ type: 'refuse' });
  });
});
