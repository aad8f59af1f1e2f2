import { describe, expect, it } from 'vitest';
import { help, readOptions } from '../../bench/options.js';
import { measurements } from '../../bench/measurements.js';

describe('readOptions', () => {
  it('takes all measurements unless told otherwise', () => {
    expect(readOptions([])).toEqual({
      asksHelp: false,
      chosen: measurements,
      isPart: false,
      runs: 5,
      against: undefined,
      original: undefined,
    });
  });

  it('takes some, and another commit to compare with', () => {
    const words = ['--only', 'terminal-bytes,first-screen', '--runs', '2', '--against', 'HEAD~3'];
    const options = readOptions(words);
    if (options instanceof Error) throw options;
    expect(options).toMatchObject({ isPart: true, runs: 2, against: 'HEAD~3' });
    expect(options.chosen.map(({ name }) => name).toSorted()).toEqual(['first-screen', 'terminal-bytes']);
  });

  it('takes the command of the original', () => {
    expect(readOptions(['--original', 'ruby  old/bin/backchannel', '--runs', '3'])).toMatchObject({
      original: ['ruby', 'old/bin/backchannel'],
      runs: 3,
    });
  });

  const wrong = [
    { words: ['--original', ' '], said: '--original names no command' },
    { words: ['--original', 'ruby', '--only', 'first-screen'], said: '--original goes neither with --only' },
    { words: ['--original', 'ruby', '--against', 'HEAD'], said: '--original goes neither with --only' },
    { words: ['--runs', '0'], said: '--runs "0" is not a whole number from 1 on' },
    { words: ['--runs', 'many'], said: '--runs "many" is not a whole number from 1 on' },
    { words: ['--only', 'first-screen,nothing'], said: 'there is no measurement "nothing": see --help' },
    { words: ['--fast'], said: "Unknown option '--fast'" },
  ];
  it.each(wrong)('refuses $words', ({ words, said }) => {
    expect(readOptions(words)).toMatchObject({ message: expect.stringContaining(said) });
  });

  it('names every measurement in its help', () => {
    for (const { name } of measurements) expect(help).toContain(name);
  });
});
