import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keymap } from '../../src/view/keymap.js';
import {
  accepted,
  type EditKey,
  type EditorState,
  edit,
  emptyEditor,
  hasRoomFor,
  insert,
  maxHistoryLines,
  maxLineBytes,
} from '../../src/view/line-editor.js';

const family = '👨‍👩‍👧';

/** Reads `one| two`: the bar is the cursor. */
function line(drawn: string): EditorState {
  const [before = '', after = ''] = drawn.split('|');
  const graphemes = segmented(before + after);
  return { ...emptyEditor, text: before + after, graphemes, cursor: segmented(before).length };
}

function segmented(text: string): string[] {
  return Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
}

function draw({ graphemes, cursor }: EditorState): string {
  return `${graphemes.slice(0, cursor).join('')}|${graphemes.slice(cursor).join('')}`;
}

function press(state: EditorState, ...keys: readonly EditKey[]): EditorState {
  return keys.reduce(edit, state);
}

describe('a key on the line', () => {
  const rows: readonly [name: string, before: string, key: EditKey, after: string][] = [
    ['goes left', 'ab|c', 'left', 'a|bc'],
    ['stays at the start', '|abc', 'left', '|abc'],
    ['goes right', 'a|bc', 'right', 'ab|c'],
    ['stays at the end', 'abc|', 'right', 'abc|'],
    ['passes a whole emoji', `a${family}|b`, 'left', `a|${family}b`],
    ['passes a letter with its accent', 'e\u0301|x', 'left', '|e\u0301x'],
    ['goes home', 'ab|c', 'home', '|abc'],
    ['goes to the end', 'a|bc', 'end', 'abc|'],
    ['goes back a word', 'one two|', 'wordLeft', 'one |two'],
    ['goes back over spaces to a word', 'one two  |', 'wordLeft', 'one |two  '],
    ['goes on a word', '|one two', 'wordRight', 'one| two'],
    ['goes on over spaces to a word', 'one|  two', 'wordRight', 'one  two|'],
    ['takes letters of any script for a word', 'привет мир|', 'wordLeft', 'привет |мир'],
    ['deletes the one before', 'ab|c', 'backspace', 'a|c'],
    ['deletes nothing before the start', '|abc', 'backspace', '|abc'],
    ['deletes a whole emoji', `a${family}|b`, 'backspace', 'a|b'],
    ['deletes the one after', 'a|bc', 'delete', 'a|c'],
    ['deletes nothing after the end', 'abc|', 'delete', 'abc|'],
    ['joins what a deletion brings together', 'e|x\u0301', 'delete', 'e|'],
    ['cuts the word before', 'one two| three', 'cutWordLeft', 'one | three'],
    ['cuts the word after', 'one |two three', 'cutWordRight', 'one | three'],
    ['cuts to the start', 'one |two', 'cutToStart', '|two'],
    ['cuts to the end', 'one |two', 'cutToEnd', 'one |'],
    ['breaks the line', 'one|two', 'newline', 'one\n|two'],
    ['recalls nothing where there is no history', 'ab|c', 'older', 'ab|c'],
    ['has nothing newer than the draft', 'ab|c', 'newer', 'ab|c'],
    ['yanks nothing where nothing was cut', 'ab|c', 'yank', 'ab|c'],
  ];

  it.each(rows)('%s', (_, before, key, after) => {
    expect(draw(edit(line(before), key))).toBe(after);
  });

  it('yanks what was cut, as often as wanted', () => {
    expect(draw(press(line('one |two'), 'cutToEnd', 'yank', 'yank'))).toBe('one twotwo|');
  });

  it('keeps what was cut when it cuts nothing', () => {
    expect(press(line('one |two'), 'cutToEnd', 'cutToEnd').cut).toBe('two');
  });

  it('is on the keyboard, each of them', () => {
    const bound = new Set(keymap.flatMap(({ command }) => (command.type === 'edit' ? [command.edit] : [])));
    const tested = new Set(rows.map(([, , key]) => key));
    expect(tested).toStrictEqual(bound);
  });
});

describe('text at the cursor', () => {
  it.each([
    ['goes in', 'a|c', 'b', 'ab|c'],
    ['may be many lines', '|', 'one\r\ntwo\rthree', 'one\ntwo\nthree|'],
    ['has spaces for tabs', '|', 'a\tb', 'a b|'],
    ['has no other controls', '|', 'a\u001B[31mb\u009Bc\u0000', 'a[31mbc|'],
    ['has no half characters', '|', 'a\uD800b', 'ab|'],
    ['joins the letter before it', 'e|x', '\u0301', 'e\u0301|x'],
    ['joins the emoji around it', '👨|👩', '\u200D', '👨‍👩|'],
    ['pairs the flags behind it anew', '|🇩🇪🇫🇷a', '🇯', '🇯🇩|🇪🇫🇷a'],
  ])('%s', (_, before, text, after) => {
    expect(draw(insert(line(before), text))).toBe(after);
  });

  it.each([
    ['ASCII', 'x', 1],
    ['ideographs', '日', 3],
    ['emoji', '👍', 4],
  ])('has room for as much %s as can be sent and no more', (_, character, bytes) => {
    const text = character.repeat(Math.floor(maxLineBytes / bytes));
    const full = insert(emptyEditor, text);
    expect(full.text).toBe(text);
    expect([hasRoomFor(emptyEditor, text), hasRoomFor(full, character)]).toStrictEqual([true, false]);
    expect(insert(full, character)).toBe(full);
  });

  it('does not count what it drops', () => {
    expect(hasRoomFor(emptyEditor, 'x'.repeat(maxLineBytes) + '\u0007')).toBe(true);
  });
});

describe('the history', () => {
  const withHistory = ['first', 'second'].reduce((state, text) => accepted(insert(state, text)), emptyEditor);

  it.each<[string, readonly EditKey[], string]>([
    ['gives the last line first', ['older'], 'second|'],
    ['goes back to the oldest', ['older', 'older'], 'first|'],
    ['ends there', ['older', 'older', 'older'], 'first|'],
    ['comes forth again', ['older', 'older', 'newer'], 'second|'],
    ['gives the draft back', ['older', 'older', 'newer', 'newer'], 'draft|'],
    ['gives the draft back once', ['older', 'newer', 'newer'], 'draft|'],
    ['makes a recalled line that is changed the draft', ['older', 'backspace', 'older', 'newer'], 'secon|'],
  ])('%s', (_, keys, after) => {
    expect(draw(press(insert(withHistory, 'draft'), ...keys))).toBe(after);
  });

  it('takes an accepted line and clears it', () => {
    expect(withHistory).toMatchObject({ text: '', cursor: 0, history: ['first', 'second'] });
  });

  it.each([
    ['a repetition', 'second'],
    ['nothing', ''],
  ])('does not take %s', (_, text) => {
    expect(accepted(insert(withHistory, text)).history).toStrictEqual(['first', 'second']);
  });

  it('is bounded', () => {
    const many = Array.from({ length: maxHistoryLines + 5 }, (_, index) => `line ${index}`);
    const { history } = many.reduce((state, text) => accepted(insert(state, text)), emptyEditor);
    expect([history.length, history[0], history.at(-1)]).toStrictEqual([
      maxHistoryLines,
      'line 5',
      many.at(-1),
    ]);
  });
});

/** Whatever may be typed: text that joins what it meets, too. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\u0301',
      '🇩',
      '🇪',
      '👩',
      '\u200D',
      '🏽',
      'क',
      '\u094D',
      '\u0600',
      'ᄀ',
      'ᅡ',
      '日',
    ),
    maxLength: 12,
  }),
);

it('has the graphemes of its text, and the cursor among them, whatever is typed', () => {
  const keys = keymap.flatMap(({ command }) => (command.type === 'edit' ? [command.edit] : []));
  const step = fc.oneof(
    fc.constantFrom(...keys).map((key) => (state: EditorState) => edit(state, key)),
    anyText.map((text) => (state: EditorState) => insert(state, text)),
    fc.constant(accepted),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const { text, graphemes, cursor } = steps.reduce((state, next) => next(state), emptyEditor);
      expect(graphemes).toStrictEqual(segmented(text));
      expect(cursor).toBeGreaterThanOrEqual(0);
      expect(cursor).toBeLessThanOrEqual(graphemes.length);
    }),
    { numRuns: 500 },
  );
});

describe('a key in a long line', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Flags pair up from the start of the line: nothing is harder to segment. */
  const hardest = `a${'🇩🇪'.repeat(500)}b`;

  it.each<[string, string, number]>([
    ['of ideographs', '日'.repeat(5000), 0],
    ['of emoji', family.repeat(500), 64],
    ['of flags', hardest, 64],
  ])('%s has only what is near the cursor segmented', (_, text, unitsAKey) => {
    const start = press(insert(emptyEditor, text), 'left', 'left');
    const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    const keys: readonly EditKey[] = ['left', 'right', 'backspace', 'home', 'delete', 'end', 'newline'];
    const steps = keys.flatMap((key) => [key, 'left' as const]);
    insert(press(start, ...steps), 'x');
    const units = segment.mock.calls.reduce((sum, [looked]) => sum + (looked?.length ?? 0), 0);
    expect(units).toBeLessThanOrEqual((steps.length + 1) * unitsAKey);
  });

  it('is not even looked at when what is pasted is too long', () => {
    const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    expect(insert(emptyEditor, '👍'.repeat(15_000))).toBe(emptyEditor);
    expect(segment).not.toHaveBeenCalled();
  });
});
