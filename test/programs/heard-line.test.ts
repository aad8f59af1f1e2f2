import { describe, expect, it } from 'vitest';
import type { HeardMessage } from '../../machines/session.events.js';
import { emptyRoster, meet } from '../../src/chat/roster.js';
import { asJson, asText } from '../../src/programs/heard-line.js';

const at = Date.UTC(2026, 0, 2, 3, 4, 5);

function heard(text = 'hello'): HeardMessage {
  return {
    message: {
      kind: 'message',
      key: 'one',
      clientId: 'b0b0b0b0b0',
      handle: 'bob',
      text,
      missingParts: 0,
      at,
      clock: [at, 0],
      source: { stream: `b0b0b0b0b0/${at}`, first: 4, count: 1 },
    },
    from: '10.0.0.2',
    isPast: false,
  };
}

describe('a line of text', () => {
  it.each([
    ['hello', 'bob: hello'],
    ['two\nlines', 'bob: two⏎lines'],
  ])('%j', (text, line) => {
    expect(asText(heard(text), emptyRoster)).toBe(line);
  });

  it('tells apart who goes by the same handle', () => {
    const two = meet(meet(emptyRoster, 'b0b0b0b0b0', 'bob', at), 'b1b1b1b1b1', 'bob', at);
    expect(asText(heard(), two)).toBe('bob#b0b0: hello');
  });
});

describe('a line of JSON', () => {
  it('carries all that is known', () => {
    expect(JSON.parse(asJson(heard()))).toEqual({
      client_id: 'b0b0b0b0b0',
      handle: 'bob',
      content: 'hello',
      address: '10.0.0.2',
      said_at: '2026-01-02T03:04:05.000Z',
      received_at: '2026-01-02T03:04:05.000Z',
      epoch: at,
      seq: 4,
      clock: [at, 0],
      missing_parts: 0,
    });
  });

  it('says what was said before we came, and when', () => {
    const { message, ...rest } = heard();
    const past = { ...rest, message: { ...message, heardAt: at + 60_000 }, isPast: true };
    expect(JSON.parse(asJson(past))).toMatchObject({
      said_at: '2026-01-02T03:04:05.000Z',
      received_at: '2026-01-02T03:05:05.000Z',
      past: true,
    });
  });

  it('has no address where none is known', () => {
    expect(JSON.parse(asJson({ ...heard(), from: undefined }))).not.toHaveProperty('address');
  });

  it('has no stamp where the message has none', () => {
    const { message, ...rest } = heard();
    const original = { ...message, source: { stream: 'originals', first: 0, count: 1 } };
    expect(JSON.parse(asJson({ ...rest, message: original }))).not.toHaveProperty('seq');
  });

  it('brings nothing to a terminal that the terminal would obey', () => {
    const hostile = heard();
    const line = asJson({ ...hostile, message: { ...hostile.message, clientId: '\u009b2J\u202e' } });
    expect(line).toContain(String.raw`\u009b2J\u202e`);
    expect(JSON.parse(line)).toMatchObject({ client_id: '\u009b2J\u202e' });
  });
});
