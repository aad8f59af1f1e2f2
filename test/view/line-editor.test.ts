import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { maxKills } from '../../src/view/editor/kill-ring.js';
import { maxUndoSteps } from '../../src/view/editor/undo.js';
import { keyBindings } from '../../src/view/key-bindings.js';
import {
  accepted,
  beginSearch,
  complete,
  dropFound,
  type EditKey,
  type EditorState,
  edit,
  emptyEditor,
  hasRoomFor,
  insert,
  keepFound,
  maxHistoryLines,
  maxLineBytes,
  nextCandidate,
  paste,
  searchFor,
  searchOn,
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

const editKeys: readonly EditKey[] = keyBindings.flatMap(({ command }) =>
  command.type === 'edit' ? [command.edit] : [],
);

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
    ['cuts all of it', 'one\ntw|o\nthree', 'cutAll', '|'],
    ['breaks the line', 'one|two', 'newline', 'one\n|two'],
    ['recalls nothing where there is no history', 'ab|c', 'up', 'ab|c'],
    ['has nothing newer than the draft', 'ab|c', 'down', 'ab|c'],
    ['yanks nothing where nothing was cut', 'ab|c', 'yank', 'ab|c'],
    ['has nothing earlier to yank where nothing was yanked', 'ab|c', 'yankEarlier', 'ab|c'],
    ['takes nothing back where nothing was done', 'ab|c', 'undo', 'ab|c'],
    ['does nothing again where nothing was taken back', 'ab|c', 'redo', 'ab|c'],
    ['goes home in its row', 'one\ntw|o', 'home', 'one\n|two'],
    ['goes to the end of its row', 'o|ne\ntwo', 'end', 'one|\ntwo'],
    ['goes to the start of all rows', 'one\ntw|o', 'textStart', '|one\ntwo'],
    ['goes to the end of all rows', 'o|ne\ntwo', 'textEnd', 'one\ntwo|'],
    ['goes up a row', 'one\ntw|o', 'up', 'on|e\ntwo'],
    ['goes up to the end of a shorter row', 'a\ntw|o', 'up', 'a|\ntwo'],
    ['goes up to an empty row', '\n\ntw|o', 'up', '\n|\ntwo'],
    ['goes down a row', 'on|e\ntwo', 'down', 'one\ntw|o'],
    ['goes down to the end of a shorter row', 'on|e\na\nb', 'down', 'one\na|\nb'],
    ['goes down to the last row, though it is empty', 'on|e\n', 'down', 'one\n|'],
    ['cuts to the start of its row', 'one\ntwo |three', 'cutToStart', 'one\n|three'],
    ['cuts the line break before it', 'one\n|two', 'cutToStart', 'one|two'],
    ['cuts to the end of its row', 'one| two\nthree', 'cutToEnd', 'one|\nthree'],
    ['cuts the line break behind it', 'one|\ntwo', 'cutToEnd', 'one|two'],
    ['swaps the two around it', 'ab|cd', 'transpose', 'acb|d'],
    ['swaps the last two', 'abc|', 'transpose', 'acb|'],
    ['swaps nothing at the start', '|abc', 'transpose', '|abc'],
    ['swaps nothing where there is one', 'a|', 'transpose', 'a|'],
    ['swaps whole emoji', `a${family}|b`, 'transpose', `ab${family}|`],
  ];

  it.each(rows)('%s', (_, before, key, after) => {
    expect(draw(edit(line(before), key))).toBe(after);
  });

  it('yanks what was cut, as often as wanted', () => {
    expect(draw(press(line('one |two'), 'cutToEnd', 'yank', 'yank'))).toBe('one twotwo|');
    expect(draw(press(line('one\n|two'), 'cutAll', 'yank'))).toBe('one\ntwo|');
  });

  it('keeps what was cut when it cuts nothing', () => {
    expect(press(line('one |two'), 'cutToEnd', 'cutToEnd').kills).toStrictEqual(['two']);
  });

  it('is on the keyboard, each of them', () => {
    expect(new Set(rows.map(([, , key]) => key))).toStrictEqual(new Set(editKeys));
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
    ['gives the last line first', ['up'], 'second|'],
    ['goes back to the oldest', ['up', 'up'], 'first|'],
    ['ends there', ['up', 'up', 'up'], 'first|'],
    ['comes forth again', ['up', 'up', 'down'], 'second|'],
    ['gives the draft back', ['up', 'up', 'down', 'down'], 'draft|'],
    ['gives the draft back once', ['up', 'down', 'down'], 'draft|'],
    ['makes a recalled line that is changed the draft', ['up', 'backspace', 'up', 'down'], 'secon|'],
  ])('%s', (_, keys, after) => {
    expect(draw(press(insert(withHistory, 'draft'), ...keys))).toBe(after);
  });

  it('is reached from the first row only, and left from the last', () => {
    const draft = insert(accepted(insert(emptyEditor, 'said\nbefore')), 'one\ntwo');
    expect(draw(press(draft, 'up'))).toBe('one|\ntwo');
    expect(draw(press(draft, 'up', 'up'))).toBe('said\nbefore|');
    expect(draw(press(draft, 'up', 'up', 'up'))).toBe('said|\nbefore');
    expect(draw(press(draft, 'up', 'up', 'up', 'down'))).toBe('said\nbefo|re');
    expect(draw(press(draft, 'up', 'up', 'up', 'down', 'down'))).toBe('one\ntwo|');
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
  const step = fc.oneof(
    fc.constantFrom(...editKeys).map((key) => (state: EditorState) => edit(state, key)),
    anyText.map((text) => (state: EditorState) => insert(state, text)),
    anyText.map((text) => (state: EditorState) => paste(state, text)),
    anyText.map((query) => (state: EditorState) => keepFound(searchFor(beginSearch(state), query))),
    fc.constantFrom(accepted, beginSearch, dropFound, keepFound),
    fc.nat(30).map((from) => (state: EditorState) => {
      const candidates = ['a', '\u0301', '🇩'].map((text) => ({ text, label: text }));
      return nextCandidate(complete(state, Math.min(from, state.cursor), candidates), 'next');
    }),
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

describe('what was cut', () => {
  it.each<[string, string, readonly EditKey[], string]>([
    [
      'comes back as one, cut forth',
      '|one two three',
      ['cutWordRight', 'cutWordRight', 'end', 'yank'],
      ' threeone two|',
    ],
    [
      'comes back as one, cut back',
      'one two three|',
      ['cutWordLeft', 'cutWordLeft', 'home', 'yank'],
      'two three|one ',
    ],
    [
      'comes back alone when something was done between',
      'one two|',
      ['cutWordLeft', 'left', 'cutToStart', 'yank'],
      'one| ',
    ],
    [
      'gives way to what was cut before',
      'one two|',
      ['cutWordLeft', 'left', 'cutToStart', 'yank', 'yankEarlier'],
      'two| ',
    ],
    [
      'comes back again after the earliest',
      'one two|',
      ['cutWordLeft', 'left', 'cutToStart', 'yank', 'yankEarlier', 'yankEarlier'],
      'one| ',
    ],
    [
      'stays when it was not yanked just before',
      'one two|',
      ['cutWordLeft', 'left', 'cutToStart', 'yank', 'right', 'yankEarlier'],
      'one |',
    ],
  ])('%s', (_, before, keys, after) => {
    expect(draw(press(line(before), ...keys))).toBe(after);
  });

  it('is bounded', () => {
    const cuts = Array.from({ length: maxKills + 3 }, (_, index) => `cut${index}`);
    const { kills } = cuts.reduce((state, text) => press(insert(state, text), 'cutToStart'), emptyEditor);
    expect(kills).toStrictEqual(cuts.slice(-maxKills));
  });

  it('outlives the line', () => {
    expect(draw(press(accepted(press(line('one |two'), 'cutToEnd')), 'yank'))).toBe('two|');
  });
});

/** Types each of these as a key of its own. */
function typed(...texts: readonly string[]): EditorState {
  return texts.reduce(insert, emptyEditor);
}

describe('undo', () => {
  it.each<[string, EditorState, readonly EditKey[], string]>([
    ['takes back a word with the space before it', typed('h', 'i', ' ', 'y', 'o'), ['undo'], 'hi|'],
    ['takes back all words, one by one', typed('h', 'i', ' ', 'y', 'o'), ['undo', 'undo'], '|'],
    ['does it again', typed('h', 'i', ' ', 'y', 'o'), ['undo', 'undo', 'redo', 'redo'], 'hi yo|'],
    [
      'takes back deletions in a row together',
      typed('h', 'i', '!'),
      ['backspace', 'backspace', 'undo'],
      'hi!|',
    ],
    [
      'takes back cuts in a row together',
      typed('one two'),
      ['cutWordLeft', 'cutWordLeft', 'undo'],
      'one two|',
    ],
    [
      'takes back what a yank was replaced by',
      line('one two|'),
      ['cutWordLeft', 'left', 'cutToStart', 'yank', 'yankEarlier', 'undo'],
      '| ',
    ],
    ['puts the cursor where it was', line('one| two'), ['backspace', 'end', 'undo'], 'one| two'],
    [
      'knows what is typed after a move as a step of its own',
      insert(press(typed('ab'), 'left'), 'x'),
      ['undo'],
      'a|b',
    ],
    ['takes back a line break alone', press(typed('ab'), 'newline'), ['undo'], 'ab|'],
    ['takes back a paste as one', paste(typed('ab'), 'one two\nthree'), ['undo'], 'ab|'],
    [
      'takes back the recalling of a line',
      insert(accepted(typed('said')), 'draft'),
      ['up', 'undo'],
      'draft|',
    ],
    ['begins anew with each line', insert(accepted(typed('said')), 'x'), ['undo', 'undo'], '|'],
  ])('%s', (_, state, keys, after) => {
    expect(draw(press(state, ...keys))).toBe(after);
  });

  it('forgets what was taken back when something else is typed', () => {
    expect(draw(press(insert(press(typed('ab'), 'undo'), 'x'), 'redo'))).toBe('x|');
  });

  it('is bounded', () => {
    const many = Array.from({ length: maxUndoSteps + 5 }, () => 'x ');
    expect(many.reduce(insert, emptyEditor).past).toHaveLength(maxUndoSteps);
  });

  it('gives back every line that there was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...editKeys.filter((key) => key !== 'undo' && key !== 'redo')), {
          maxLength: 20,
        }),
        (keys) => {
          const start = line('one two\nthree| four');
          const end = press(start, ...keys);
          const undone = press(end, ...end.past.map((): EditKey => 'undo'));
          expect(undone.text).toBe(start.text);
          expect(press(undone, ...undone.future.map((): EditKey => 'redo')).text).toBe(end.text);
        },
      ),
    );
  });
});

describe('a paste', () => {
  it.each([
    ['of many lines is one', 'one\r\ntwo\rthree', 'one\ntwo\nthree|'],
    ['ends without a line break', 'one\ntwo\n\n', 'one\ntwo|'],
    ['of nothing but line breaks is nothing', '\n\n', '|'],
    ['may look like a command', '/quit\n', '/quit|'],
  ])('%s', (_, text, after) => {
    expect(draw(paste(emptyEditor, text))).toBe(after);
  });

  it('without room for it leaves the line as it is', () => {
    const full = insert(emptyEditor, 'x'.repeat(maxLineBytes));
    expect(paste(full, 'y')).toBe(full);
  });
});

describe('a search through the history', () => {
  const said = ['Apples', 'pears', 'apple pie', 'plums'].reduce(
    (state, text) => accepted(insert(state, text)),
    emptyEditor,
  );
  const asking = beginSearch(insert(said, 'draft'));

  it.each<[string, EditorState, string]>([
    ['shows the draft until something is asked for', asking, 'draft|'],
    ['shows the latest line that has it', searchFor(asking, 'app'), 'apple pie|'],
    ['goes on to older ones, whatever their case', searchOn(searchFor(asking, 'app'), 'older'), 'Apples|'],
    ['ends at the oldest', searchOn(searchOn(searchFor(asking, 'app'), 'older'), 'older'), 'Apples|'],
    [
      'comes back to newer ones',
      searchOn(searchOn(searchFor(asking, 'app'), 'older'), 'newer'),
      'apple pie|',
    ],
    ['shows the draft when no line has it', searchFor(searchFor(asking, 'app'), 'appx'), 'draft|'],
    [
      'begins at the latest for each query',
      searchFor(searchOn(searchFor(asking, 'p'), 'older'), 'pl'),
      'plums|',
    ],
    ['keeps what was found', keepFound(searchFor(asking, 'pear')), 'pears|'],
    ['goes back to the draft', dropFound(searchFor(asking, 'pear')), 'draft|'],
    ['keeps the draft when nothing was found', keepFound(searchFor(asking, 'xyz')), 'draft|'],
    ['goes on in the history from there', press(keepFound(searchFor(asking, 'pear')), 'up'), 'Apples|'],
    ['has the draft behind the history still', press(keepFound(searchFor(asking, 'plum')), 'down'), 'draft|'],
    ['can be taken back', press(keepFound(searchFor(asking, 'pear')), 'undo'), 'draft|'],
  ])('%s', (_, state, after) => {
    expect(draw(state)).toBe(after);
  });

  it('is over when it was kept or dropped', () => {
    expect([keepFound(asking).search, dropFound(asking).search]).toStrictEqual([undefined, undefined]);
  });
});

describe('a completion', () => {
  const candidates = ['alice: ', 'albert: '].map((text) => ({ text, label: text }));
  const begun = complete(line('say al|x'), 4, candidates);

  it.each<[string, EditorState, string]>([
    ['puts the first candidate in', begun, 'say alice: |x'],
    ['goes on to the next', nextCandidate(begun, 'next'), 'say albert: |x'],
    ['comes back to the first', nextCandidate(nextCandidate(begun, 'next'), 'next'), 'say alice: |x'],
    ['goes back to the last', nextCandidate(begun, 'previous'), 'say albert: |x'],
    ['is taken back as one', press(nextCandidate(begun, 'next'), 'undo'), 'say al|x'],
    ['stays as it is when one types on', insert(begun, 'hi'), 'say alice: hi|x'],
    ['does nothing without candidates', complete(line('al|'), 0, []), 'al|'],
    ['does nothing where there is none', nextCandidate(line('al|'), 'next'), 'al|'],
    [
      'does nothing without room',
      complete(insert(emptyEditor, 'x'.repeat(maxLineBytes)), 0, [
        { text: 'x'.repeat(maxLineBytes + 1), label: '' },
      ]),
      `${'x'.repeat(maxLineBytes)}|`,
    ],
  ])('%s', (_, state, after) => {
    expect(draw(state)).toBe(after);
  });

  it.each<[string, EditorState]>([
    ['typing', insert(begun, 'x')],
    ['a key', press(begun, 'left')],
    ['a single candidate', complete(line('al|'), 0, candidates.slice(0, 1))],
    ['accepting', accepted(begun)],
  ])('is over after %s', (_, state) => {
    expect([begun.completion?.at, state.completion]).toStrictEqual([0, undefined]);
  });
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
