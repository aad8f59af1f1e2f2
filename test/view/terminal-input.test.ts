import * as fc from 'fast-check';
import { from, type Observable, VirtualTimeScheduler } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import {
  emptyTokenizer,
  flush,
  type InputToken,
  maxPasteUnits,
  tokenize,
} from '../../src/view/input-tokens.js';
import { pasteHoldMs, sequenceHoldMs, terminalInput } from '../../src/view/terminal-input.js';
import { type KeyInput, openKeyReader } from '../../src/view/terminal-keys.js';

const typed = (text: string): InputToken => ({ type: 'characters', text });
const sequence = (text: string): InputToken => ({ type: 'sequence', text });
const pasted = (text: string): InputToken => ({ type: 'paste', text });
const report = (text: string): InputToken => ({ type: 'report', text });

/** All tokens of an input of which nothing more comes. */
function tokensOf(...chunks: readonly string[]): InputToken[] {
  let state = emptyTokenizer;
  const all: InputToken[] = [];
  for (const chunk of chunks) {
    const [next, tokens] = tokenize(state, chunk);
    state = next;
    all.push(...tokens);
  }
  return [...all, ...flush(state)];
}

/** Neighbouring runs of characters as one: where a run is cut depends on the chunks. */
function joined(tokens: readonly InputToken[]): InputToken[] {
  return tokens.reduce<InputToken[]>((all, token) => {
    const last = all.at(-1);
    const joins = last?.type === 'characters' && token.type === 'characters';
    return joins ? all.slice(0, -1).concat(typed(last.text + token.text)) : all.concat(token);
  }, []);
}

describe('input', () => {
  it.each<[name: string, input: string, tokens: readonly InputToken[]]>([
    ['characters', 'hello\r', [typed('hello\r')]],
    ['an arrow between characters', 'a\x1B[Ab', [typed('a'), sequence('\x1B[A'), typed('b')]],
    ['a key with modifiers', '\x1B[1;5D', [sequence('\x1B[1;5D')]],
    ['a single shift', '\x1BOP', [sequence('\x1BOP')]],
    ["the Linux console's F1", '\x1B[[A', [sequence('\x1B[[A')]],
    ['Alt with a letter', '\x1Bb', [sequence('\x1Bb')]],
    ['Alt with an ideograph beyond the BMP', '\x1B𠮷', [sequence('\x1B𠮷')]],
    ['Escape', '\x1B', [sequence('\x1B')]],
    ['Escape twice', '\x1B\x1B', [sequence('\x1B'), sequence('\x1B')]],
    ['Escape and an arrow', '\x1B\x1B[A', [sequence('\x1B'), sequence('\x1B[A')]],
    ['Alt with a bracket', '\x1B[', [sequence('\x1B[')]],
    ['a sequence that never ended', '\x1B[1;', []],
    [
      'a reply about colours',
      'a\x1B]11;rgb:0/0/0\x07b',
      [typed('a'), report('\x1B]11;rgb:0/0/0\x07'), typed('b')],
    ],
    ['a reply that ends with ST', '\x1BP1+r00\x1B\\b', [report('\x1BP1+r00\x1B\\'), typed('b')]],
    ['a report of the cursor', '\x1B[12;40R', [report('\x1B[12;40R')]],
    ['a report of a mode', '\x1B[?2026;2$y', [report('\x1B[?2026;2$y')]],
    ['a report of the focus', '\x1B[Ia\x1B[O', [report('\x1B[I'), typed('a'), report('\x1B[O')]],
    ['the wheel', '\x1B[<64;10;5M', [sequence('\x1B[<64;10;5M')]],
    ['a report within a paste, as text', '\x1B[200~\x1B[I\x1B[201~', [pasted('\x1B[I')]],
    ['a paste', 'a\x1B[200~b\rc\r\nd\x1B[201~e', [typed('a'), pasted('b\nc\nd'), typed('e')]],
    ['a paste of nothing', '\x1B[200~\x1B[201~', [pasted('')]],
    ['a paste with escapes in it', '\x1B[200~a\x1B[Ab\x1B[201~', [pasted('a\x1B[Ab')]],
    ['a paste whose end never came', '\x1B[200~abc\x1B[2', [pasted('abc\x1B[2')]],
  ])('%s', (_, input, tokens) => {
    expect(tokensOf(input)).toStrictEqual(tokens);
  });

  it('keeps no more of a paste than its bound', () => {
    const [token] = tokensOf('\x1B[200~', 'x'.repeat(maxPasteUnits), 'y'.repeat(100), '\x1B[201~');
    expect(token?.text).toBe('x'.repeat(maxPasteUnits));
  });

  it('ends and loses no plain characters, whatever comes', () => {
    const unit = fc.constantFrom(
      'a',
      '日',
      '\x1B',
      '[',
      'O',
      ']',
      '2',
      '0',
      '1',
      '~',
      ';',
      'R',
      '\x07',
      '\\',
      '\x1B[200~',
      '\x1B[201~',
    );
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit })),
        fc.string({ unit: fc.constantFrom('x', 'y') }),
        (chunks, plain) => {
          const tokens = tokensOf(...chunks, '\x1B[201~', '\x07\x18', plain);
          expect(tokens.map(({ text }) => text).join('')).toContain(plain);
        },
      ),
    );
  });
});

/** All tokens of some bytes, without waiting. */
function read(chunks: readonly Uint8Array[]): InputToken[] {
  const tokens: InputToken[] = [];
  const scheduler = new TestScheduler(() => undefined);
  terminalInput(from(chunks), scheduler).subscribe((token) => tokens.push(token));
  return joined(tokens);
}

describe('bytes', () => {
  const input = 'aé日👍\x1B[1;5Db\x1B[200~漢字\r👨‍👩‍👧\x1B[201~\x1Bf\x1BOA日\r';
  const bytes = Buffer.from(input, 'utf8');
  const wanted: readonly InputToken[] = [
    typed('aé日👍'),
    sequence('\x1B[1;5D'),
    typed('b'),
    pasted('漢字\n👨‍👩‍👧'),
    sequence('\x1Bf'),
    sequence('\x1BOA'),
    typed('日\r'),
  ];

  it('mean the same wherever they are cut in two', () => {
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toStrictEqual(wanted);
    }
  });

  it('mean the same one by one', () => {
    expect(read(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toStrictEqual(wanted);
  });

  it('that are no UTF-8 become replacement characters', () => {
    expect(read([Uint8Array.of(0x61, 0xff, 0x62)])).toStrictEqual([typed('a\uFFFDb')]);
  });
});

describe('time', () => {
  it.each([
    ['Escape is a key when nothing follows', 'e', `${sequenceHoldMs}ms E`],
    [
      'Escape begins a sequence when the rest follows',
      `e ${sequenceHoldMs - 2}ms r`,
      `${sequenceHoldMs - 1}ms U`,
    ],
    [
      'Escape is a key when something follows late',
      `e ${sequenceHoldMs + 9}ms x`,
      `${sequenceHoldMs}ms E 9ms X`,
    ],
    ['a paste may pause', `p ${pasteHoldMs - 2}ms xq`, `${pasteHoldMs}ms P`],
    ['a paste is over when its end does not come', `px`, `${pasteHoldMs + 1}ms P`],
    ['what is held is let go at the end', 'e-|', '--(E|)'],
  ])('%s', (_, input, output) => {
    const test = new TestScheduler((actual, expected) => expect(actual).toStrictEqual(expected));
    test.run(({ cold, expectObservable }) => {
      const chunks = { e: '\x1B', r: '[A', x: 'x', p: '\x1B[200~', q: '\x1B[201~' };
      const tokens = { E: sequence('\x1B'), U: sequence('\x1B[A'), X: typed('x'), P: pasted('x') };
      const bytes$: Observable<Uint8Array> = cold(
        input,
        Object.fromEntries(Object.entries(chunks).map(([name, text]) => [name, Buffer.from(text)])),
      );
      expectObservable(terminalInput(bytes$, test)).toBe(output, tokens);
    });
  });
});

describe('keys', () => {
  const reader = openKeyReader('xterm-256color', new VirtualTimeScheduler());

  it.each<[name: string, token: InputToken, keys: readonly KeyInput[]]>([
    ['a character', typed('a'), [{ type: 'key', key: 'a', text: 'a' }]],
    ['characters that came together', typed('日本👍'), [{ type: 'key', key: '日本👍', text: '日本👍' }]],
    [
      'characters and Enter',
      typed('ab\rc'),
      [
        { type: 'key', key: 'ab', text: 'ab' },
        { type: 'key', key: 'ENTER' },
        { type: 'key', key: 'c', text: 'c' },
      ],
    ],
    ['an arrow', sequence('\x1B[A'), [{ type: 'key', key: 'UP' }]],
    ['a sequence that nobody knows', sequence('\x1B[99~'), []],
    ['a control character that nobody knows', typed('\x1Ea'), [{ type: 'key', key: 'a', text: 'a' }]],
    [
      'a control character that only we know',
      typed('a\x1F'),
      [
        { type: 'key', key: 'a', text: 'a' },
        { type: 'key', key: 'CTRL__' },
      ],
    ],
    ['a click', sequence('\x1B[<0;10;5M'), []],
    ['the focus', report('\x1B[I'), [{ type: 'focus', has: true }]],
    ['the loss of the focus', report('\x1B[O'), [{ type: 'focus', has: false }]],
    ['an answer', report('\x1B]11;rgb:0/0/0\x07'), []],
    ['a paste', pasted('a\nb'), [{ type: 'paste', text: 'a\nb' }]],
  ])('%s', (_, token, keys) => {
    expect(reader.read(token)).toStrictEqual(keys);
  });

  it('are the same whether or not terminal-kit was made ready in time', () => {
    const scheduler = new VirtualTimeScheduler();
    const early = openKeyReader('xterm-256color', scheduler);
    const pressed = () => ['a', '\r'].map((text) => early.read(typed(text)));
    const before = pressed();
    scheduler.flush();
    expect(pressed()).toStrictEqual(before);
    early.close();
  });

  it('are none when closed', () => {
    reader.close();
    expect(reader.read(typed('a'))).toStrictEqual([]);
  });
});
