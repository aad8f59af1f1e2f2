// What a settings file may say, and how what it may not say is refused.
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/settings/read-settings.js';

const full = {
  $schema: './config.schema.json',
  handle: 'alice',
  group: 'FF12::E006:80B',
  port: 7000,
  ttl: 0,
  interfaces: ['eth0'],
  plain: true,
  theme: 'harbour',
  themes: { harbour: { base: 'dark', colours: { mention: '#ffb454', own: 12 }, handles: [1, '#00FF00'] } },
  colour: 'always',
  mouse: false,
  notify: 'all',
  hyperlinks: false,
  people: 'never',
  emoji: false,
  time: '12h',
  keys: { 'ctrl-f': 'search-history', 'ctrl-z': null },
};

const notAColour =
  'is no colour: give a name such as red or bright-blue, 0 to 255 of the palette, or red, green and blue as "#rrggbb"';

describe('a settings file', () => {
  it('may set everything', () => {
    const { $schema: _, ...settings } = full;
    expect(readSettings(JSON.stringify(full))).toEqual({
      ok: true,
      settings: { ...settings, group: 'ff12::e006:80b' },
    });
  });

  it.each(['', ' \n', '{}'])('that is %j sets nothing', (text) => {
    expect(readSettings(text)).toEqual({ ok: true, settings: {} });
  });
});

describe('what cannot be', () => {
  it.each([
    ['no JSON', '{"port": 7000,}', ['1:15 a key in double quotes is missing here']],
    ['no object', '[]', ['1:1 the settings are no object: write {"name": value}']],
    ['an unknown key', '{"prot": 7000}', ['1:2 prot is not a setting; did you mean port?']],
    ['an unknown key like none', '{"abracadabra": 7000}', ['1:2 abracadabra is not a setting']],
    ['a key in capitals', '{"PORT": 7000}', ['1:2 PORT is not a setting; did you mean port?']],
    ['a prototype', '{"__proto__": {}}', ['1:2 __proto__ is not a setting']],
    [
      'an unknown key further in',
      '{"themes": {"night": {"base": "dark",\n "colours": {"metnion": 3}}}}',
      ['2:14 themes.night.colours.metnion is not a setting; did you mean mention?'],
    ],
    [
      'a key of a theme',
      '{"themes": {"n": {"base": "dark", "x": 1}}}',
      ['1:35 themes.n.x is not a setting; there are base, colours, handles'],
    ],
    ['a theme without base', '{"themes": {"n": {}}}', ['1:13 themes.n.base is none of dark, light']],
    [
      'a name with a space',
      '{"themes": {"a b": {"base": "dark"}}}',
      ['1:13 themes["a b"] is no name: give letters, digits, - and _'],
    ],
    [
      'a colour',
      '{"themes": {"n": {"base": "dark", "colours": {"own": "pink", "link": 256}, "handles": ["#fff"]}}}',
      [
        `1:47 themes.n.colours.own "pink" ${notAColour}`,
        `1:62 themes.n.colours.link 256 ${notAColour}`,
        `1:88 themes.n.handles[0] "#fff" ${notAColour}`,
      ],
    ],
    ['a number as text', '{"port": "7000"}', ['1:2 port "7000" is not a whole number from 1 to 65534']],
    ['a broken number', '{"ttl": 1.5}', ['1:2 ttl 1.5 is not a whole number from 0 to 255']],
    ['a switch', '{"mouse": 1}', ['1:2 mouse 1 is neither true nor false']],
    ['a word', '{"notify": "sometimes"}', ['1:2 notify "sometimes" is none of off, mention, all']],
    [
      'a theme that is not there',
      '{"themes": {"n": {"base": "dark"}},\n "theme": "m"}',
      ['2:2 theme "m" is not there: there are auto, dark, light, n'],
    ],
    ['null', '{"theme": null}', ['1:2 theme null is not a text']],
    [
      'a handle',
      '{"handle": "al\\u0007ice"}',
      ['1:2 handle "al\\u0007ice" has control characters: give letters, digits, signs or emoji'],
    ],
    [
      'interfaces',
      '{"interfaces": ["eth0",\n "", 3]}',
      [
        '2:2 interfaces[1] "" is empty: give the name or the address of an interface',
        '2:6 interfaces[2] 3 is not a text',
      ],
    ],
    [
      'interfaces that are no list',
      '{"interfaces": "eth0"}',
      ['1:2 interfaces "eth0" is no list of interfaces'],
    ],
    [
      'a key that there is not',
      '{"keys": {"hyper-q": "quit"}}',
      [expect.stringMatching(/^1:11 keys\.hyper-q is no key/u)],
    ],
    [
      'a command that there is not',
      '{"keys": {"ctrl-q": "quti"}}',
      [expect.stringMatching(/^1:11 keys\.ctrl-q .*"quti"/u)],
    ],
    [
      'several, in the order of the file',
      '{"ttl": 300,\n "port": 0}',
      ['1:2 ttl 300 is not a whole number from 0 to 255', '2:2 port 0 is not a whole number from 1 to 65534'],
    ],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('is told of ten times, not of a thousand', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key${index}`, index]));
    expect(problemsOf(JSON.stringify(many))).toHaveLength(10);
  });

  it('is too many themes or keys', () => {
    const names = Array.from({ length: 300 }, (_, index) => `n${index}`);
    const themes = Object.fromEntries(names.map((name) => [name, { base: 'dark' }]));
    const keys = Object.fromEntries(names.map((name) => [name, null]));
    expect(problemsOf(JSON.stringify({ themes, keys }))).toEqual([
      '1:2 themes has more than 32 entries',
      expect.stringMatching(/^1:\d+ keys has more than 256 entries$/u),
    ]);
  });
});

function problemsOf(text: string): readonly string[] {
  const read = readSettings(text);
  return read.ok ? [] : read.problems.map(({ line, column, sentence }) => `${line}:${column} ${sentence}`);
}
