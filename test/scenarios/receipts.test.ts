// Whom what somebody says is for, and when it was said: who counts beside a line, and what those see who came later.
// In simulated time.
import { describe, expect, it } from 'vitest';
import type { Entry, MessageEntry } from '../../src/chat/entry.js';
import { slice } from '../../src/chat/transcript.js';
import { type Peer, room } from '../support/peers.js';

const settleMs = 10_000;

function messages({ session }: Peer): readonly MessageEntry[] {
  const { transcript } = session.getSnapshot().context.room;
  return slice(transcript, 0, transcript.length).filter(
    (entry: Entry): entry is MessageEntry => entry.kind === 'message',
  );
}

/** Beside each line: by how many it is held, and of how many. */
function receipts(peer: Peer): readonly string[] {
  return messages(peer).map(({ text, receipt }) =>
    receipt === undefined ? text : `${text} ${receipt.heldBy}/${receipt.of}`,
  );
}

describe('a line is counted for', () => {
  it('those who were there when it was said, not those who have it as history', async () => {
    const { join, pass } = room({ seed: 1 });
    const alice = join('alice');
    join('bob');
    await pass(settleMs);
    alice.say('early');
    await pass(settleMs);
    const carol = join('carol');
    await pass(settleMs);
    expect(messages(carol).map(({ text }) => text)).toEqual(['early']);
    alice.say('late');
    await pass(settleMs);
    expect(receipts(alice)).toEqual(['early 1/1', 'late 2/2']);
  });

  it('nobody, if all who have it came later', async () => {
    const { join, pass } = room({ seed: 1 });
    const alice = join('alice');
    await pass(settleMs);
    alice.say('to myself');
    await pass(settleMs);
    join('bob');
    await pass(settleMs);
    expect(receipts(alice)).toEqual(['to myself']);
  });

  it('who was there before its author, also if that is learnt only then', async () => {
    const { join, pass } = room({ seed: 1 });
    join('bob');
    await pass(settleMs);
    const alice = join('alice');
    alice.say('first thing');
    await pass(settleMs);
    expect(receipts(alice)).toEqual(['first thing 1/1']);
  });

  it('people: a program in a pipe holds it, and does not count', async () => {
    const { join, joinAs, pass } = room({ seed: 1 });
    const alice = join('alice');
    joinAs('log', { role: 'program' });
    await pass(settleMs);
    alice.say('is it logged?');
    await pass(settleMs);
    join('bob');
    await pass(settleMs);
    alice.say('and read?');
    await pass(settleMs);
    expect(receipts(alice)).toEqual(['is it logged?', 'and read? 1/1']);
  });
});

describe('who comes later', () => {
  it('sees when each line was said, and keeps when it came', async () => {
    const { join, pass, now } = room({ seed: 1 });
    const alice = join('alice');
    await pass(settleMs);
    const saidAt = now();
    alice.say('early');
    await pass(60 * 60_000);
    const cameAt = now();
    const bob = join('bob');
    await pass(settleMs);
    alice.say('late');
    await pass(100);
    const [early, late] = messages(bob);
    expect(early?.at).toBe(saidAt);
    expect(early?.heardAt).toBeGreaterThan(cameAt);
    expect(late?.at).toBeGreaterThan(cameAt);
    expect(late).not.toHaveProperty('heardAt');
  });

  it('sees that of those whose line was repaired long after', async () => {
    const { join, pass, now, lan } = room({ seed: 1 });
    const [alice, bob] = [join('alice'), join('bob')];
    await pass(settleMs);
    lan.partition([[bob.host]]);
    const saidAt = now();
    alice.say('unheard');
    await pass(60_000);
    lan.heal();
    await pass(settleMs);
    expect(messages(bob)).toMatchObject([{ text: 'unheard', at: saidAt }]);
    expect(messages(bob)[0]?.heardAt).toBeGreaterThan(saidAt + 60_000);
  });
});
