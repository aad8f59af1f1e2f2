// The theme, over time: what is set holds; else the terminal is asked, and has a moment to answer.
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { terminalTheme } from '../../src/programs/terminal-theme.js';
import { backgroundAnswerMs, backgroundQuery } from '../../src/view/theme.js';

const light = '\x1B]11;rgb:ffff/ffff/ffff\x1B\\';
const dark = '\x1B]11;rgb:0000/0000/0000\x1B\\';
const reports = { l: light, d: dark, o: '\x1B[?2026;1$y' };

describe('the theme', () => {
  it.each<[string, 'auto' | 'dark' | 'light', boolean, string, string, readonly string[]]>([
    ['is the one that was set', 'light', true, '-d', 'L', []],
    ['is dark while nothing answers', 'auto', true, '', 'D', [backgroundQuery]],
    ['is light when the terminal says so', 'auto', true, '--l', 'D-L', [backgroundQuery]],
    ['stays dark when the terminal says so', 'auto', true, '--d', 'D', [backgroundQuery]],
    ['is not told by other answers', 'auto', true, 'o-l', 'D-L', [backgroundQuery]],
    ['heeds no late answer', 'auto', true, `${backgroundAnswerMs + 1}ms l`, 'D', [backgroundQuery]],
    ['is dark where the terminal cannot be asked', 'auto', false, '--l', 'D', []],
  ])('%s', (_, setting, isAnswering, answers, themes, asked) => {
    const test = new TestScheduler((actual, expected) => expect(actual).toStrictEqual(expected));
    const written: string[] = [];
    test.run(({ hot, expectObservable }) => {
      const terminal = { reports$: hot(answers, reports), write: (text: string) => void written.push(text) };
      expectObservable(terminalTheme(setting, terminal, isAnswering, test)).toBe(themes, {
        D: 'dark',
        L: 'light',
      });
    });
    expect(written).toStrictEqual(asked);
  });
});
