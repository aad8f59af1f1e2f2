import { TestScheduler } from 'rxjs/testing';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calmly,
  type Notice,
  notificationSequence,
  noticeText,
  notifyRestMs,
} from '../../src/view/notifications.js';

const said = { name: 'bob', text: 'alice: hello' };
const one: Notice = { latest: said, count: 1, names: ['bob'] };
const many: Notice = { latest: said, count: 3, names: ['bob', 'carol'] };

describe('notifications', () => {
  it.each([
    ['the first comes at once', 'a', 'A'],
    ['what comes soon after waits, and is told together', `aab`, `A ${notifyRestMs - 1}ms (M)`],
    ['after a rest the next comes at once', `a ${notifyRestMs + 5}ms a`, `A ${notifyRestMs + 5}ms A`],
  ])('%s', (_, input, output) => {
    const test = new TestScheduler((actual, expected) => expect(actual).toStrictEqual(expected));
    test.run(({ hot, expectObservable }) => {
      const carol = { name: 'carol', text: 'hi' };
      const together: Notice = { latest: carol, count: 2, names: ['bob', 'carol'] };
      const source$ = hot(input, { a: said, b: carol });
      expectObservable(source$.pipe(calmly(test))).toBe(output, { A: one, M: together });
    });
  });

  it.each<[string, Notice, string]>([
    ['says who said what', one, 'bob: alice: hello'],
    ['says how many there were, and of whom', many, '3 messages from bob, carol'],
    ['names a few', { ...many, names: ['a', 'b', 'c', 'd'] }, '3 messages from a, b, c and others'],
    ['is one line', { ...one, latest: { name: 'bob', text: 'a\nb\tc' } }, 'bob: a b c'],
    ['is short', { ...one, latest: { name: 'bob', text: 'x'.repeat(500) } }, `bob: ${'x'.repeat(115)}…`],
  ])('%s', (_, notice, text) => {
    expect(noticeText(notice)).toBe(text);
  });

  it.each([
    ['none', '\x07'],
    ['osc-9', '\x07\x1B]9;backchannel: bob: a,b; c\x07'],
    ['osc-777', '\x07\x1B]777;notify;backchannel;bob: a,b, c\x07'],
  ] as const)('%s is said so', (notifier, bytes) => {
    const notice = { ...one, latest: { name: 'bob', text: 'a,b; c' } };
    expect(notificationSequence(notice, notifier)).toBe(bytes);
  });

  it('have nothing in them that a terminal could obey, whatever was said', () => {
    const anyText = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(anyText, anyText, (name, text) => {
        const notice: Notice = { latest: { name, text }, count: 1, names: [name] };
        expect(notificationSequence(notice, 'osc-9')).toMatch(/^\x07\x1B\]9;backchannel: \P{Cc}*\x07$/u);
        expect(notificationSequence(notice, 'osc-777')).toMatch(
          /^\x07\x1B\]777;notify;backchannel;[^\p{Cc};]*\x07$/u,
        );
      }),
    );
  });
});
