import { describe, expect, it } from 'vitest';
import { completionOf, maxCandidates } from '../../src/view/completion.js';
import { emojiNames } from '../../src/view/emoji.js';
import { widthOf } from '../../src/view/text-width.js';
import { sanitiseText } from '../../src/wire/sanitise.js';

const sources = {
  commands: [
    { name: 'help', usage: '/help' },
    { name: 'nick', usage: '/nick HANDLE' },
    { name: 'net', usage: '/net' },
  ],
  names: ['alice', 'Albert', 'bob#a1b2', 'zoë', 'two words'],
  emoji: true,
} as const;

/** Where it begins, and what may go in. */
function completed(before: string, emoji = true): readonly [number, ...string[]] | undefined {
  const completable = completionOf(before, { ...sources, emoji });
  return completable && [completable.from, ...completable.candidates.map(({ text }) => text)];
}

describe('what Tab puts in', () => {
  it.each<[name: string, before: string, result: readonly [number, ...string[]] | undefined]>([
    ['a command that stands alone', '/he', [0, '/help']],
    ['a command that wants something', '/ni', [0, '/nick ']],
    ['commands in their order', '/n', [0, '/nick ', '/net']],
    ['commands, whatever the case', '/HE', [0, '/help']],
    ['no command within a line', 'say /he', undefined],
    ['nothing for what is no command', '/xyz', undefined],
    ['names at the start of a line', 'al', [0, 'alice: ', 'Albert: ']],
    ['names within a line', 'hello al', [6, 'alice ', 'Albert ']],
    ['names behind a line break, as within a line', 'hello\nal', [6, 'alice ', 'Albert ']],
    ['names of any script', 'zo', [0, 'zoë: ']],
    ['names typed with another accent', 'zoe\u0308', [0, 'zoë: ']],
    ['names behind an @', 'hey @bo', [4, '@bob#a1b2 ']],
    ['all names in an empty line', '', [0, ...sources.names.map((name) => `${name}: `)]],
    ['nothing behind a space', 'hello ', undefined],
    ['nothing for a name that is not here', 'xavier', undefined],
    ['an emoji by its name', ':tada', [0, '🎉']],
    ['an emoji by its whole name', 'yes :heart:', [4, '❤️']],
    ['emoji that begin so before those that have it within', ':snowf', [0, '❄️']],
    ['nothing for a lone colon', 'so :', undefined],
    ['nothing for a name that no emoji has', ':xyzzy', undefined],
    ['counts in graphemes', '👨‍👩‍👧 al', [2, 'alice ', 'Albert ']],
  ])('%s', (_, before, result) => {
    expect(completed(before)).toStrictEqual(result);
  });

  it('is the emoji of the shortest name first', () => {
    expect(completed(':hea')?.[1]).toBe('❤️');
    expect(completed(':fire')?.[1]).toBe('🔥');
  });

  it('is no emoji where none are wanted', () => {
    expect(completed(':tada', false)).toBeUndefined();
  });

  it('is bounded', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `name${index}`);
    expect(completionOf('na', { ...sources, names })?.candidates).toHaveLength(maxCandidates);
  });
});

describe('the table of emoji', () => {
  it.each([...emojiNames])(':%s: is one that everybody sees as it was sent', (name, emoji) => {
    expect(name).toMatch(/^[a-z0-9_+-]+$/u);
    expect(sanitiseText(emoji)).toBe(emoji);
    expect(Array.from(new Intl.Segmenter('en').segment(emoji))).toHaveLength(1);
    expect(widthOf(emoji)).toBeGreaterThan(0);
  });
});
