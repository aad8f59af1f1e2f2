import { expect, it } from 'vitest';
import { progressOn } from '../../bench/progress.js';

const rows = [
  {
    name: 'on a terminal: one line, gone at the end',
    isTTY: true,
    written: '\r\u001B[Kone\r\u001B[Ktwo\r\u001B[K',
  },
  { name: 'in a log: a line for each step', isTTY: false, written: 'one\ntwo\n' },
];
it.each(rows)('shows progress $name', ({ isTTY, written }) => {
  let output = '';
  const write = (text: string): void => {
    output += text;
  };
  const progress = progressOn({ isTTY, write });
  progress.show('one');
  progress.show('two');
  progress.clear();
  expect(output).toBe(written);
});
