// The words of the command line and the environment, and the schema of the settings file: what the one takes the other takes
// too, and what the one refuses the other refuses in the same words.
import { array, assert, constantFrom, integer, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordReaders } from '../../src/settings/read-word.js';
import { settingsSchema } from '../../src/settings/settings-schema.js';

const digits = integer({ min: 0, max: 100_000 }).map(String);
const words = oneof(
  digits,
  string(),
  constantFrom('auto', 'always', 'never', '24h', 'mention', 'dark', '239.1.2.3', 'FF12::1', '10.0.0.1'),
);

/** What the file would say for a word. */
const inFile = {
  handle: (word: string): unknown => word,
  group: (word: string): unknown => word,
  port: (word: string): unknown => (/^\d+$/u.test(word) ? Number(word) : word),
  ttl: (word: string): unknown => (/^\d+$/u.test(word) ? Number(word) : word),
  theme: (word: string): unknown => word,
  colour: (word: string): unknown => word,
  notify: (word: string): unknown => word,
  people: (word: string): unknown => word,
  time: (word: string): unknown => word,
} as const;

describe('a word is judged as the settings file is', () => {
  const keys = ['handle', 'group', 'port', 'ttl', 'theme', 'colour', 'notify', 'people', 'time'] as const;

  it.each(keys)('%s', (key) => {
    assert(
      property(words, (word) => {
        const read = wordReaders[key]?.(word);
        const checked = settingsSchema.shape[key].safeParse(inFile[key](word));
        const judged = checked.success
          ? { ok: true, value: checked.data }
          : { ok: false, problem: checked.error.issues[0]?.message, about: word };
        expect(read).toEqual(judged);
      }),
    );
  });

  it('interfaces', () => {
    const names = array(string({ maxLength: 3 }), { maxLength: 70 });
    assert(
      property(names, (list) => {
        const read = wordReaders.interfaces?.(list);
        expect(read?.ok).toBe(settingsSchema.shape.interfaces.safeParse(list).success);
      }),
    );
  });
});

describe('a word of the environment', () => {
  it.each([
    { name: 'a list', read: wordReaders.interfaces?.('eth0, wlan0,'), value: ['eth0', 'wlan0'] },
    { name: 'yes', read: wordReaders.mouse?.('YES'), value: true },
    { name: 'no', read: wordReaders.mouse?.('0'), value: false },
  ])('$name', ({ read, value }) => {
    expect(read).toEqual({ ok: true, value });
  });

  it('that is neither yes nor no is refused', () => {
    expect(wordReaders.mouse?.('perhaps')).toEqual({
      ok: false,
      problem: 'is neither true nor false',
      about: 'perhaps',
    });
  });
});
