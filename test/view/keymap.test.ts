import { afterAll, describe, expect, it } from 'vitest';
import { commandOf, keymap } from '../../src/view/keymap.js';
import { openKeyReader } from '../../src/view/terminal-keys.js';

describe('the keymap', () => {
  it.each([undefined, 'scrolled-back', 'overlay'] as const)('gives each key one meaning (%s)', (mode) => {
    const keys = keymap.filter(({ onlyWhile }) => onlyWhile === mode).flatMap((binding) => binding.keys);
    expect(keys).toStrictEqual([...new Set(keys)]);
  });

  it.each([
    ['HOME', 'typing', { type: 'edit', edit: 'home' }],
    ['HOME', 'scrolled-back', { type: 'scroll', step: 'oldest' }],
    ['HOME', 'overlay', { type: 'turn', step: 'first' }],
    ['UP', 'scrolled-back', { type: 'edit', edit: 'older' }],
    ['UP', 'overlay', { type: 'turn', step: 'line-up' }],
    ['ESCAPE', 'typing', undefined],
    ['ESCAPE', 'scrolled-back', { type: 'newest' }],
    ['ESCAPE', 'overlay', { type: 'close' }],
    ['ENTER', 'scrolled-back', { type: 'submit' }],
    ['ENTER', 'overlay', { type: 'close' }],
    ['CTRL_C', 'overlay', { type: 'quit' }],
    ['F5', 'typing', undefined],
  ] as const)('says what %s means (%s)', (key, mode, command) => {
    expect(commandOf(key, mode)).toStrictEqual(command);
  });

  const reader = openKeyReader('xterm-256color');
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
  ])('names what the terminal sends as %j by terminal-kit: %s', (text, key) => {
    const keys = reader.read({ type: text.startsWith('\x1B') ? 'sequence' : 'characters', text });
    expect(keys).toStrictEqual([{ type: 'key', key }]);
    expect(keymap.flatMap((binding) => binding.keys)).toContain(key);
  });
});
