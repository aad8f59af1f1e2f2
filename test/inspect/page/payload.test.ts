import { describe, expect, it } from 'vitest';
import { maxPayloadUnits } from '../../../src/inspect/page/page-limits.js';
import { readPayload } from '../../../src/inspect/page/payload.js';

describe('the event that a person writes', () => {
  it.each([
    { type: 'retry', text: '', event: { type: 'retry' } },
    { type: ' retry ', text: '  ', event: { type: 'retry' } },
    { type: 'say', text: '{ "text": "hi", "at": 5 }', event: { type: 'say', text: 'hi', at: 5 } },
    { type: 'say', text: '{ "type": "say" }', event: { type: 'say' } },
  ])('$type $text', ({ type, text, event }) => {
    expect(readPayload(type, text)).toEqual({ ok: true, event });
  });

  it.each([
    { name: 'no type', type: ' ', text: '', problem: 'choose an event' },
    { name: 'no JSON', type: 'say', text: '{ text: 1 }', problem: 'JSON' },
    { name: 'a list', type: 'say', text: '[1]', problem: 'an event is an object' },
    { name: 'null', type: 'say', text: 'null', problem: 'an event is an object' },
    {
      name: 'another type',
      type: 'say',
      text: '{"type":"quit"}',
      problem: '"type" is "quit", and chosen is say',
    },
    { name: 'too much', type: 'say', text: ' '.repeat(maxPayloadUnits + 1), problem: 'at most' },
  ])('is refused with $name', ({ type, text, problem }) => {
    expect(readPayload(type, text)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  });
});
