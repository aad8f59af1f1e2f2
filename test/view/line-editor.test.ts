import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphemeCount } from '../../src/view/graphemes.js';
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
  maxLineUnits,
} from '../../src/view/line-editor.js';

const family = '👨‍👩‍👧';

/** Reads `one| two`: the bar is the cursor. */
function line(drawn: string): EditorState {
  const [before = '', after = ''] = drawn.split('|');
  return { ...emptyEditor, text: before + after, cursor: graphemeCount(before) };
}

function draw({ text, cursor }: EditorState): string {
  const graphemes = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
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
  ])('%s', (_, before, text, after) => {
    expect(draw(insert(line(before), text))).toBe(after);
  });

  it('has room up to the longest message and no further', () => {
    const full = insert(emptyEditor, 'x'.repeat(maxLineUnits));
    expect([hasRoomFor(emptyEditor, full.text), hasRoomFor(full, 'x')]).toStrictEqual([true, false]);
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

it('keeps the cursor in the line whatever is typed', () => {
  const keys = keymap.flatMap(({ command }) => (command.type === 'edit' ? [command.edit] : []));
  const step = fc.oneof(
    fc.constantFrom(...keys).map((key) => (state: EditorState) => edit(state, key)),
    fc.string({ unit: 'grapheme' }).map((text) => (state: EditorState) => insert(state, text)),
    fc.constant(accepted),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const { text, cursor } = steps.reduce((state, next) => next(state), emptyEditor);
      expect(cursor).toBeGreaterThanOrEqual(0);
      expect(cursor).toBeLessThanOrEqual(graphemeCount(text));
    }),
  );
});
