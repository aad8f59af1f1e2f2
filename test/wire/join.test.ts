import { describe, expect, it } from 'vitest';
import type { StampedDatagram } from '../../src/wire/chat-datagram.js';
import { type Fragment, fragmentOf, joinParts, missingPart } from '../../src/wire/join.js';

const whole: StampedDatagram = {
  client_id: 'c',
  handle: 'h',
  content: 'x',
  v: 1,
  epoch: 0,
  seq: 1,
  clock: [0, 0],
};

const here: Fragment = { content: 'here', glue: 0 };
const below: Fragment = { content: 'below', glue: 1 };

describe('joinParts', () => {
  it.each<[string, (Fragment | undefined)[], string, number]>([
    ['no parts', [], '', 0],
    ['one part', [here], 'here', 0],
    ['parts of one line', [here, here], 'herehere', 0],
    ['lines', [here, below, below], 'here\nbelow\nbelow', 0],
    ['glue before the first part says nothing', [below], 'below', 0],
    ['an empty line', [here, { content: '', glue: 1 }, below], 'here\n\nbelow', 0],
    ['the first missing', [undefined, below], `${missingPart}\nbelow`, 1],
    ['some missing', [here, undefined, undefined, here], `here${missingPart}${missingPart}here`, 2],
    ['the last missing', [here, undefined], `here${missingPart}`, 1],
  ])('%s', (_, parts, text, missing) => {
    expect(joinParts(parts)).toEqual({ text, missing });
  });
});

describe('fragmentOf', () => {
  it.each<[string, StampedDatagram, Fragment]>([
    ['a whole message', whole, { content: 'x', glue: 0 }],
    ['a part that goes on', { ...whole, part: [2, 3, 0] }, { content: 'x', glue: 0 }],
    ['a part on a new line', { ...whole, part: [2, 3, 1] }, { content: 'x', glue: 1 }],
  ])('%s', (_, datagram, fragment) => {
    expect(fragmentOf(datagram)).toEqual(fragment);
  });
});
