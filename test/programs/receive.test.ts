import { asyncScheduler } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { asJson, asText, type Heard, oncePerMessage, partsPatienceMs } from '../../src/programs/receive.js';

const at = Date.UTC(2026, 0, 2, 3, 4, 5);

function heard(key: string, missingParts = 0, text = 'hello'): Heard {
  return {
    type: 'heard',
    message: { kind: 'message', key, clientId: 'b0b0b0b0b0', handle: 'bob', text, missingParts, at },
    datagram: {
      client_id: 'b0b0b0b0b0',
      handle: 'bob',
      content: text,
      v: 1,
      epoch: at,
      seq: 4,
      clock: [at, 0],
    },
    source: { address: '10.0.0.2', port: 50_000 },
  };
}

describe('oncePerMessage', () => {
  const values = {
    a: heard('one'),
    b: heard('two'),
    x: heard('long', 2),
    y: heard('long', 1),
    z: heard('long', 0),
  };
  it.each([
    ['lets complete messages through at once', 'ab', 'ab'],
    ['waits for the last part', 'x-y-z', '----z'],
    ['lets others pass meanwhile', 'xa-yz', '-a--z'],
    ['gives up waiting, and shows what it has', 'xy', `${partsPatienceMs}ms y`],
    ['shows what it has when the source ends', '(xy|)', '(y|)'],
    [
      'does not show it again when another part comes late',
      `x ${partsPatienceMs}ms y-z`,
      `${partsPatienceMs}ms x`,
    ],
  ])('%s', (_, source, expected) => {
    new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted)).run(
      ({ cold, expectObservable }) => {
        // `run` puts asyncScheduler on the marbles' time line.
        expectObservable(cold(source, values).pipe(oncePerMessage(asyncScheduler))).toBe(expected, values);
      },
    );
  });
});

describe('a line of text', () => {
  it.each([
    ['hello', 'bob: hello'],
    ['two\nlines', 'bob: two⏎lines'],
  ])('%j', (text, line) => {
    expect(asText(heard('one', 0, text))).toBe(line);
  });
});

describe('a line of JSON', () => {
  it('carries all that is known', () => {
    expect(JSON.parse(asJson(heard('one')))).toEqual({
      client_id: 'b0b0b0b0b0',
      handle: 'bob',
      content: 'hello',
      address: '10.0.0.2',
      port: 50_000,
      received_at: '2026-01-02T03:04:05.000Z',
      epoch: at,
      seq: 4,
      clock: [at, 0],
      missing_parts: 0,
    });
  });

  it('has no stamp where the message has none', () => {
    const { datagram, ...rest } = heard('one');
    const { client_id, handle, content } = datagram;
    const parsed: unknown = JSON.parse(asJson({ ...rest, datagram: { client_id, handle, content } }));
    expect(parsed).not.toHaveProperty('seq');
  });

  it('brings nothing to a terminal that the terminal would obey', () => {
    const hostile = heard('one');
    const line = asJson({ ...hostile, message: { ...hostile.message, clientId: '\u009b2J\u202e' } });
    expect(line).toContain(String.raw`\u009b2J\u202e`);
    expect(JSON.parse(line)).toMatchObject({ client_id: '\u009b2J\u202e' });
  });
});
