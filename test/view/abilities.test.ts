import { describe, expect, it } from 'vitest';
import { abilitiesOf, isAnswering, notifierOf, synchronizedOf } from '../../src/view/abilities.js';

describe('what is known of a terminal by its environment', () => {
  it.each([
    [{ TERM: 'xterm-256color' }, false, true, true, 'none'],
    [{ TERM: 'xterm-kitty' }, true, true, true, 'osc-9'],
    [{ TERM: 'foot' }, true, true, true, 'osc-777'],
    [{ TERM: 'alacritty' }, true, true, true, 'none'],
    [{ TERM: 'rxvt-unicode-256color' }, false, true, true, 'osc-777'],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' }, false, true, true, 'osc-9'],
    [{ TERM: 'tmux-256color', TERM_PROGRAM: 'tmux' }, false, true, true, 'none'],
    [{ TERM: 'linux' }, false, false, false, 'none'],
    [{ TERM: 'dumb' }, false, false, false, 'none'],
    [{ TERM: 'vt220' }, false, false, false, 'none'],
    [{}, false, false, false, 'none'],
    [{ WT_SESSION: 'some id' }, false, true, true, 'none'],
  ])('%o', (env, synchronized, hyperlinks, answers, notifier) => {
    expect(abilitiesOf(env)).toStrictEqual({ synchronized, hyperlinks });
    expect(isAnswering(env)).toBe(answers);
    expect(notifierOf(env)).toBe(notifier);
  });
});

it.each([
  ['\x1B[?2026;0$y', false],
  ['\x1B[?2026;1$y', true],
  ['\x1B[?2026;2$y', true],
  ['\x1B[?2026;3$y', true],
  ['\x1B[?2026;4$y', false],
  ['\x1B[?2004;1$y', undefined],
  ['\x1B]11;rgb:0/0/0\x07', undefined],
])('takes the answer %j for %j', (report, synchronized) => {
  expect(synchronizedOf(report)).toBe(synchronized);
});
