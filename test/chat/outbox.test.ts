import { expect, it } from 'vitest';
import { afterSending, emptyOutbox, enqueue, hasRoom, nextDatagram } from '../../src/chat/outbox.js';
import { maxOutboxMessages } from '../../src/limits.js';

/** A message of these datagrams; the outbox does not ask which stream it belongs to. */
function message(key: string, datagrams: readonly Uint8Array[]) {
  return { key, stream: 'ours', firstSequence: 1, datagrams };
}

const [one, two, three] = [Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)];

it('gives its datagrams in order, and names each message that is complete', () => {
  let outbox = [message('first', [one, two]), message('second', [three])].reduce(enqueue, emptyOutbox);
  const seen: unknown[] = [];
  while (nextDatagram(outbox) !== undefined) {
    const { outbox: rest, completed } = afterSending(outbox);
    seen.push([nextDatagram(outbox), completed]);
    outbox = rest;
  }
  expect(seen).toEqual([
    [one, undefined],
    [two, 'first'],
    [three, 'second'],
  ]);
  expect(outbox).toEqual(emptyOutbox);
});

it('stays empty when nothing is in it', () => {
  expect(afterSending(emptyOutbox)).toEqual({ outbox: emptyOutbox });
});

it('has room for a bounded number of messages', () => {
  let outbox = emptyOutbox;
  for (let count = 0; count < maxOutboxMessages; count += 1) {
    expect(hasRoom(outbox)).toBe(true);
    outbox = enqueue(outbox, message(String(count), [one]));
  }
  expect(hasRoom(outbox)).toBe(false);
});
