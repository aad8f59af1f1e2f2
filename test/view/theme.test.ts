import { describe, expect, it } from 'vitest';
import { themeOfAnswer } from '../../src/view/theme.js';

describe("the terminal's answer about its background", () => {
  it.each([
    ['black, as xterm says it', '\x1B]11;rgb:0000/0000/0000\x1B\\', 'dark'],
    ['white, ended by BEL', '\x1B]11;rgb:ffff/ffff/ffff\x07', 'light'],
    ['two digits a channel', '\x1B]11;rgb:fd/f6/e3\x1B\\', 'light'],
    ['one digit a channel', '\x1B]11;rgb:2/2/3\x1B\\', 'dark'],
    ['with an alpha channel', '\x1B]11;rgba:ffff/ffff/ffff/8000\x1B\\', 'light'],
    ['a deep blue', '\x1B]11;rgb:0000/0000/ffff\x1B\\', 'dark'],
    ['a bright green', '\x1B]11;rgb:0000/ffff/0000\x1B\\', 'light'],
    ['another question', '\x1B]10;rgb:ffff/ffff/ffff\x1B\\', undefined],
    ['no colour', '\x1B]11;red\x1B\\', undefined],
    ['too many digits', '\x1B]11;rgb:fffff/0/0\x1B\\', undefined],
    ['two answers in one', '\x1B]11;rgb:f/f/f\x1B\\\x1B]11;rgb:0/0/0\x1B\\', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, answer, theme) => {
    expect(themeOfAnswer(answer)).toBe(theme);
  });
});
