import { VirtualTimeScheduler } from 'rxjs';
import { afterAll, describe, expect, it } from 'vitest';
import { isCharacterKey, keyLabel, keyNamed } from '../../src/view/key-names.js';
import {
  boundKeymap,
  commandNames,
  commandOf,
  defaultKeymap,
  keyLabels,
  type KeyMode,
} from '../../src/view/keymap.js';
import { openKeyReader } from '../../src/view/terminal-keys.js';

const modes = [...defaultKeymap.commands.keys()];

describe('the keymap', () => {
  it.each(modes.map((mode) => [mode ?? 'always', mode] as const))(
    'gives each key one meaning (%s)',
    (_, mode) => {
      const inMode = defaultKeymap.bindings.filter(({ onlyWhile }) => onlyWhile === mode);
      const keys = inMode.flatMap((binding) => binding.keys);
      expect(keys).toStrictEqual([...new Set(keys)]);
    },
  );

  it('gives each row a name of its own', () => {
    expect(commandNames).toStrictEqual([...new Set(commandNames)]);
  });

  it('types every character while one types', () => {
    const typing = defaultKeymap.bindings.filter(({ onlyWhile }) =>
      [undefined, 'scrolled-back', 'recalling', 'asking'].includes(onlyWhile),
    );
    expect(typing.flatMap(({ keys }) => keys).filter(isCharacterKey)).toStrictEqual([]);
  });

  it.each<readonly [key: string, modes: readonly KeyMode[], command: unknown]>([
    ['HOME', [], { type: 'edit', edit: 'home' }],
    ['HOME', ['scrolled-back'], { type: 'scroll', step: 'oldest' }],
    ['HOME', ['overlay'], { type: 'turn', step: 'first' }],
    ['UP', ['scrolled-back'], { type: 'edit', edit: 'up' }],
    ['UP', ['overlay'], { type: 'turn', step: 'line-up' }],
    ['UP', ['selecting'], { type: 'select', step: 'older' }],
    ['ESCAPE', [], undefined],
    ['ESCAPE', ['scrolled-back'], { type: 'newest' }],
    ['ESCAPE', ['overlay'], { type: 'close' }],
    ['ENTER', ['scrolled-back'], { type: 'submit' }],
    ['ENTER', ['overlay'], { type: 'close' }],
    ['ENTER', ['recalling'], { type: 'recall', way: 'keep' }],
    ['ENTER', ['selecting'], { type: 'open', overlay: 'message' }],
    ['CTRL_C', ['overlay'], { type: 'quit' }],
    ['j', ['selecting'], { type: 'select', step: 'newer' }],
    ['j', [], undefined],
    ['j', ['overlay'], undefined],
    ['?', ['empty-line'], { type: 'open', overlay: 'help' }],
    ['?', [], undefined],
    ['F5', [], undefined],
  ])('says what %s means (%j)', (key, inModes, command) => {
    expect(commandOf(defaultKeymap, key, inModes)).toStrictEqual(command);
  });

  it('leaves all letters but q to the line while a page is open', () => {
    const letters = defaultKeymap.bindings
      .filter(({ onlyWhile }) => onlyWhile === 'overlay')
      .flatMap(({ keys }) => keys.filter((key) => /^\p{L}$/u.test(key)));
    expect(letters).toEqual(['q']);
  });

  const reader = openKeyReader('xterm-256color', new VirtualTimeScheduler());
  afterAll(() => reader.close());

  // What a terminal of the xterm family sends for each key.
  it.each([
    ['\r', 'ENTER'],
    ['\x1BOM', 'KP_ENTER'],
    ['\x1B\r', 'ALT_ENTER'],
    ['\n', 'CTRL_J'],
    ['\x1B[5~', 'PAGE_UP'],
    ['\x1B[6~', 'PAGE_DOWN'],
    ['\x1B[1;2A', 'SHIFT_UP'],
    ['\x1B[1;2B', 'SHIFT_DOWN'],
    ['\x1B[H', 'HOME'],
    ['\x1B', 'ESCAPE'],
    ['\x1B[F', 'END'],
    ['\x1B[A', 'UP'],
    ['\x10', 'CTRL_P'],
    ['\x1B[B', 'DOWN'],
    ['\x0E', 'CTRL_N'],
    ['\x1B[D', 'LEFT'],
    ['\x02', 'CTRL_B'],
    ['\x1B[C', 'RIGHT'],
    ['\x06', 'CTRL_F'],
    ['\x1B[1;5D', 'CTRL_LEFT'],
    ['\x1B[1;3D', 'ALT_LEFT'],
    ['\x1Bb', 'ALT_B'],
    ['\x1B[1;5C', 'CTRL_RIGHT'],
    ['\x1B[1;3C', 'ALT_RIGHT'],
    ['\x1Bf', 'ALT_F'],
    ['\x01', 'CTRL_A'],
    ['\x05', 'CTRL_E'],
    ['\x7F', 'BACKSPACE'],
    ['\x1B[3~', 'DELETE'],
    ['\x17', 'CTRL_W'],
    ['\x1B\x7F', 'ALT_BACKSPACE'],
    ['\x1Bd', 'ALT_D'],
    ['\x1B[3;5~', 'CTRL_DELETE'],
    ['\x15', 'CTRL_U'],
    ['\x0B', 'CTRL_K'],
    ['\x19', 'CTRL_Y'],
    ['\x0C', 'CTRL_L'],
    ['\x1A', 'CTRL_Z'],
    ['\x04', 'CTRL_D'],
    ['\x03', 'CTRL_C'],
    ['\t', 'TAB'],
    ['\x1B[Z', 'SHIFT_TAB'],
    ['\x12', 'CTRL_R'],
    ['\x13', 'CTRL_S'],
    ['\x07', 'CTRL_G'],
    ['\x14', 'CTRL_T'],
    ['\x1F', 'CTRL__'],
    ['\x1B_', 'ALT__'],
    ['\x1Bu', 'ALT_U'],
    ['\x1Br', 'ALT_R'],
    ['\x1By', 'ALT_Y'],
    ['\x1BOP', 'F1'],
    ['\x1BOQ', 'F2'],
    ['\x1BOR', 'F3'],
    ['\x1BOS', 'F4'],
    ['\x1B[1;3A', 'ALT_UP'],
    ['\x1B[1;3B', 'ALT_DOWN'],
    ['\x1B[1;5H', 'CTRL_HOME'],
    ['\x1B[1;5F', 'CTRL_END'],
    ['\x1B[13;2u', 'SHIFT_ENTER'],
    ['\x1B[<64;10;5M', 'WHEEL_UP'],
    ['\x1B[<65;10;5M', 'WHEEL_DOWN'],
    ['\x1B[<68;10;5M', 'WHEEL_UP'],
  ])('names what the terminal sends as %j by terminal-kit: %s', (text, key) => {
    const keys = reader.read({ type: text.startsWith('\x1B') ? 'sequence' : 'characters', text });
    expect(keys).toStrictEqual([{ type: 'key', key }]);
    expect(defaultKeymap.bindings.flatMap((binding) => binding.keys)).toContain(key);
  });
});

describe('a key', () => {
  it.each([
    ['ctrl-f', 'CTRL_F', 'Ctrl-F'],
    ['Ctrl-Left', 'CTRL_LEFT', 'Ctrl-Left'],
    ['alt-enter', 'ALT_ENTER', 'Alt-Enter'],
    ['shift-ctrl-up', 'CTRL_SHIFT_UP', 'Ctrl-Shift-Up'],
    ['pgup', 'PAGE_UP', 'PgUp'],
    ['page-down', 'PAGE_DOWN', 'PgDn'],
    ['esc', 'ESCAPE', 'Esc'],
    ['f12', 'F12', 'F12'],
    ['wheel-up', 'WHEEL_UP', 'Wheel-Up'],
    ['ctrl-_', 'CTRL__', 'Ctrl-_'],
    ['space', ' ', 'Space'],
    ['y', 'y', 'y'],
    ['Y', 'Y', 'Y'],
    ['ß', 'ß', 'ß'],
  ])('spelled %s is %s', (spelling, key, label) => {
    expect(keyNamed(spelling)).toStrictEqual({ key });
    expect(keyLabel(key)).toBe(label);
  });

  it.each([
    ['ctrl-i', 'is for a terminal the same as tab: say tab'],
    ['ctrl-m', 'is for a terminal the same as enter: say enter'],
    ['f13', expect.stringContaining('is no key')],
    ['control-f', expect.stringContaining('is no key')],
    ['up-ctrl', expect.stringContaining('is no key')],
    ['', expect.stringContaining('is no key')],
    ['\x1B', expect.stringContaining('is no key')],
    ['ctrl-', expect.stringContaining('is no key')],
  ])('cannot be spelled %j', (spelling, problem) => {
    expect(keyNamed(spelling)).toStrictEqual({ problem });
  });

  it.each(defaultKeymap.bindings.map(({ name, keys }) => [name, keys] as const))(
    'of the table can be spelled (%s)',
    (_, keys) => {
      const spelled = keys.map((key) =>
        key.length === 1 ? key : key.toLowerCase().replaceAll(/_(?!$)/gu, '-'),
      );
      expect(spelled.map(keyNamed)).toStrictEqual(keys.map((key) => ({ key })));
    },
  );
});

describe('a key that is bound', () => {
  it('does what it is bound to, and no longer what it did', () => {
    const { keymap, problems } = boundKeymap({ 'ctrl-f': 'search-history' });
    expect(problems).toStrictEqual([]);
    expect(commandOf(keymap, 'CTRL_F', [])).toStrictEqual({ type: 'recall', way: 'older' });
    expect(commandOf(keymap, 'CTRL_R', [])).toStrictEqual({ type: 'recall', way: 'older' });
    expect(commandOf(keymap, 'RIGHT', [])).toStrictEqual({ type: 'edit', edit: 'right' });
  });

  it('is named first in the help', () => {
    const { keymap } = boundKeymap({ f7: 'search-history' });
    const row = keymap.bindings.find(({ name }) => name === 'search-history');
    expect(row && keyLabels(row, 14)).toBe('F7, Ctrl-R');
  });

  it('keeps what it does in other modes', () => {
    const { keymap } = boundKeymap({ up: 'scroll-up' });
    expect(commandOf(keymap, 'UP', [])).toStrictEqual({ type: 'scroll', step: 'line-up' });
    expect(commandOf(keymap, 'UP', ['overlay'])).toStrictEqual({ type: 'turn', step: 'line-up' });
  });

  it('does nothing anywhere when it is bound to nothing', () => {
    const { keymap, problems } = boundKeymap({ up: null, '?': null });
    expect(problems).toStrictEqual([]);
    expect(modes.map((mode) => commandOf(keymap, 'UP', mode === undefined ? [] : [mode]))).toStrictEqual(
      modes.map(() => undefined),
    );
    expect(commandOf(keymap, '?', ['empty-line'])).toBeUndefined();
  });

  it.each([
    [
      'a command that there is not',
      { f7: 'serach' },
      'f7',
      /^is bound to "serach", which is no command: send, /u,
    ],
    ['a key that there is not', { 'super-x': 'search' }, 'super-x', /^is no key/u],
    ['a key that types, while one types', { x: 'undo' }, 'x', /^types a character/u],
  ])('is refused for %s, and the others hold', (_, keys, key, problem) => {
    const { keymap, problems } = boundKeymap({ ...keys, f8: 'undo' });
    expect(problems).toStrictEqual([{ key, problem: expect.stringMatching(problem) }]);
    expect(commandOf(keymap, 'F8', [])).toStrictEqual({ type: 'edit', edit: 'undo' });
  });

  it('may type, where characters are no text', () => {
    const { keymap, problems } = boundKeymap({ x: 'copy' });
    expect([problems, commandOf(keymap, 'x', ['selecting'])]).toStrictEqual([[], { type: 'copy' }]);
  });
});

it.each([
  [['ESCAPE', 'END'], 14, 'Esc, End'],
  [['CTRL_LEFT', 'ALT_B', 'ALT_LEFT'], 14, 'Ctrl-Left'],
  [['CTRL_LEFT', 'ALT_B', 'ALT_LEFT'], 16, 'Ctrl-Left, Alt-B'],
  [[], 14, ''],
])('names as many of the keys %j as fit into %i columns', (keys, columns, labels) => {
  expect(keyLabels({ name: 'x', keys, command: { type: 'quit' }, help: '' }, columns)).toBe(labels);
});
