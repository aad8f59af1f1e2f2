// The theme, over time: what is set holds; else the terminal is asked, and has a moment to answer.
import { NEVER, of, Subject } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { type chosenTheme, firstColours } from '../../src/programs/chosen-theme.js';
import { terminalColours, terminalTheme } from '../../src/programs/terminal-theme.js';
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

const harbour = {
  base: 'light',
  colours: { mention: '#ffb454', faint: 'bright-black', link: 33 },
  handles: ['red', 202],
} as const;

describe('the colours of the screen', () => {
  it.each(['auto', 'light', 'harbour'])('are the first ones before anything is asked: %s', (theme) => {
    const themes = { harbour: { ...harbour, handles: [...harbour.handles] } };
    const settings: Parameters<typeof firstColours>[0] = { theme, themes, colour: 'auto' };
    const env = { TERM: 'xterm-256color' };
    const terminal = { reports$: NEVER, write: () => undefined };
    const seen: unknown[] = [];
    terminalColours(of(settings), { terminal, env, scheduler: new TestScheduler(() => undefined) })
      .subscribe((colours) => seen.push(colours))
      .unsubscribe();
    expect(seen).toStrictEqual([firstColours(settings, env)]);
  });

  it('change with the settings, and the terminal is asked anew only when there is something new to ask', () => {
    const test = new TestScheduler(() => undefined);
    const asked: string[] = [];
    const seen: unknown[] = [];
    const settings$ = new Subject<Parameters<typeof chosenTheme>[0] & { colour: 'auto' | 'never' }>();
    const reports$ = new Subject<string>();
    const terminal = { reports$, write: (text: string) => void asked.push(text) };
    const themes = { harbour: { ...harbour, handles: [...harbour.handles] } };
    terminalColours(settings$, {
      terminal,
      env: { TERM: 'xterm-256color' },
      scheduler: test,
    }).subscribe(({ own, ...rest }) => seen.push({ ...rest, handles: own?.handles.length }));
    const latest = () => seen.splice(0).at(-1);

    settings$.next({ theme: 'auto', themes, colour: 'auto' });
    reports$.next(light);
    expect(latest()).toStrictEqual({ depth: '256', theme: 'light', handles: 0 });
    settings$.next({ theme: 'auto', themes, colour: 'never' });
    expect(latest()).toStrictEqual({ depth: 'none', theme: 'light', handles: 0 });
    settings$.next({ theme: 'harbour', themes, colour: 'auto' });
    expect(latest()).toStrictEqual({ depth: '256', theme: 'light', handles: 2 });
    settings$.next({ theme: 'harbour', themes: { ...themes }, colour: 'auto' });
    expect(latest()).toBeUndefined();
    settings$.next({ theme: 'dark', themes, colour: 'auto' });
    expect(latest()).toStrictEqual({ depth: '256', theme: 'dark', handles: 0 });
    expect(asked).toStrictEqual([backgroundQuery]);
    settings$.next({ theme: 'auto', themes, colour: 'auto' });
    expect(asked).toHaveLength(2);
  });
});
