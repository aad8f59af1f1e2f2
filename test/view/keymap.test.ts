import { afterAll, describe, expect, it } from 'vitest';
import { commandOf, keymap } from '../../src/view/keymap.js';
import { openKeyReader } from '../../src/view/terminal-keys.js';

describe('the keymap', () => {
  it.each([false, true])('gives each key one meaning (scrolled back: %s)', (scrolledBack) => {
    const keys = keymap
      .filter(({ onlyScrolledBack }) => (onlyScrolledBack ?? false) === scrolledBack)
      .flatMap((binding) => binding.keys);
    expect(keys).toStrictEqual([...new Set(keys)]);
  });

  it.each([
    ['HOME', false, { type: 'edit', edit: 'home' }],
    ['HOME', true, { type: 'scroll', step: 'oldest' }],
    ['ESCAPE', false, undefined],
    ['ESCAPE', true, { type: 'newest' }],
    ['ENTER', true, { type: 'submit' }],
    ['F5', false, undefined],
  ])('says what %s means (scrolled back: %s)', (key, scrolledBack, command) => {
    expect(commandOf(key, scrolledBack)).toStrictEqual(command);
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
