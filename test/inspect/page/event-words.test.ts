import { describe, expect, it } from 'vitest';
import { headOf, kindOf, tailOf, typeInWords } from '../../../src/inspect/page/event-words.js';
import { maxRowText } from '../../../src/inspect/page/page-limits.js';
import { preview } from '../../../src/inspect/page/preview.js';
import { becomes, begins, drops, paints, sends, takes } from './told-events.js';

describe('the row of an event', () => {
  it.each([
    { event: begins('x:0', { snapshot: { value: 'idle' } }), kind: 'actor', head: 'began', tail: 'idle' },
    { event: sends('x:0', 'x:1', 'go'), kind: 'event', head: 'go', tail: '' },
    { event: sends('x:0', 'x:1', 'say', { text: 'hi' }), kind: 'event', head: 'say', tail: '{ text: "hi" }' },
    { event: becomes('x:0', { value: 'busy' }), kind: 'snapshot', head: 'busy', tail: 'go' },
    { event: becomes('x:0', { status: 'done' }), kind: 'snapshot', head: 'done', tail: 'go' },
    { event: takes('x:0', 'm.a.b', 'm.a.c'), kind: 'transition', head: 'b → c', tail: 'go' },
    { event: takes('x:0', 'm.a', 'm.a.c'), kind: 'transition', head: 'a → a.c', tail: 'go' },
    { event: takes('x:0', 'm.a.b', 'm.d'), kind: 'transition', head: 'a.b → d', tail: 'go' },
    { event: takes('x:0', 'named', 'm.d'), kind: 'transition', head: 'named → m.d', tail: 'go' },
    { event: takes('x:0', 'm', 'm.d'), kind: 'transition', head: 'm → m.d', tail: 'go' },
    { event: paints(['x']), kind: 'screen', head: 'the terminal was painted', tail: '' },
    { event: drops(3), kind: 'gap', head: '3 events were left out', tail: '' },
  ])('$kind: $head', ({ event, kind, head, tail }) => {
    expect([kindOf(event), headOf(event), tailOf(event)]).toEqual([kind, head, tail]);
  });
});

describe('the type of an event', () => {
  it.each([
    ['retry', 'retry'],
    ['xstate.after.retryDelay.session.error', 'after retryDelay'],
    ['xstate.after.2000.session.error', 'after 2 s'],
    ['xstate.done.actor.transmit', 'transmit is done'],
    ['xstate.init', 'xstate.init'],
  ])('%s reads "%s"', (type, words) => {
    expect(typeInWords(type)).toBe(words);
  });
});

describe('a value on one line', () => {
  it.each<[unknown, string]>([
    ['text', '"text"'],
    [7, '7'],
    [null, 'null'],
    [undefined, 'undefined'],
    [[], '[]'],
    [{}, '{}'],
    [[1, 'a'], '[1, "a"]'],
    [{ a: { b: { c: 1 } }, d: [[[1]]] }, '{ a: { b: {…} }, d: [[1]] }'],
    [[1, 2, 3, 4, 5, 6, 7], '[1, 2, 3, 4, 5, 6, …]'],
  ])('%j', (value, expected) => {
    expect(preview(value)).toBe(expected);
  });

  it('is never longer than a row', () => {
    const long = 'x'.repeat(10_000);
    expect(preview({ a: long, b: [long, long] }).length).toBeLessThanOrEqual(maxRowText + 1);
  });
});
