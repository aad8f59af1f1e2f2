// `receive`, from what peers say to what it prints: the network in memory, time simulated.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { allHolders } from '../../src/chat/receipts.js';
import { receiveTiming } from '../../src/programs/program-timing.js';
import { maxHistoryMessages } from '../../src/wire/control.js';
import { countByes, fullDisk, programRig } from './program-rig.js';

const lossy = { loss: 0.3, delayMs: [0, 5], duplication: 0.05, reordering: 0.2 } as const;
const seeds = Array.from({ length: 10 }, (_, index) => index + 1);

const printedTimes = z.object({ said_at: z.iso.datetime(), received_at: z.iso.datetime() });

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `line ${index}`);
}

describe('receive', () => {
  it('prints what is said, from when it came, and ends with 0 when interrupted', async () => {
    const { person, receive, pass, untilEnded } = programRig({ seed: 1 });
    const bob = person('bob');
    bob.say('before it came');
    await pass(2000);
    const log = receive();
    await pass(2000);
    bob.say('hello');
    await pass(100);
    log.signals.emit('SIGINT');
    expect(await untilEnded(log)).toMatchObject({ code: 0 });
    expect(log.lines()).toEqual(['bob: hello']);
    expect(log.told()).toBe('');
  });

  it('says goodbye when its terminal is closed, and ends with the code of the signal', async () => {
    const { person, receive, pass, untilEnded, lan } = programRig({ seed: 1 });
    const byes = countByes(lan.sent);
    const bob = person('bob');
    await pass(2000);
    const log = receive();
    await pass(2000);
    bob.say('hello');
    await pass(100);
    // It is told of twice, of a window that is closed.
    for (let count = 0; count < 2; count += 1) log.signals.emit('SIGHUP');
    expect(await untilEnded(log)).toMatchObject({ code: 129 });
    expect(log.lines()).toEqual(['bob: hello']);
    expect(byes()).toBeGreaterThan(0);
  });

  it.each(seeds)('prints each line once and in order under a loss of three in ten, seed %i', async (seed) => {
    const { person, receive, pass } = programRig({ seed, ...lossy });
    const people = [person('alice'), person('bob')];
    const log = receive();
    await pass(5000);
    const lines = numbered(50);
    for (const line of lines) {
      for (const one of people) one.say(line);
      await pass(20);
    }
    await pass(20_000);
    for (const handle of ['alice', 'bob']) {
      const printed = log.lines().filter((line) => line.startsWith(`${handle}: `));
      expect(printed).toEqual(lines.map((line) => `${handle}: ${line}`));
    }
    expect(log.told()).toBe('');
  });

  it('waits with the later lines of an author until an earlier one is given up, and says so', async () => {
    const { person, receive, pass, lan } = programRig({ seed: 1 });
    const [alice, bob] = [person('alice'), person('bob')];
    const log = receive();
    await pass(3000);
    lan.partition([[bob.host]]);
    bob.say('nobody hears this,');
    bob.say('nor this');
    await pass(100);
    // Nobody holds what was said, and whoever said it does not hear that it is asked for.
    lan.heal();
    lan.blockPath(log.host, bob.host);
    lan.blockPath(alice.host, bob.host);
    bob.say('but this');
    alice.say('others need not wait');
    await pass(3000);
    expect(log.lines()).toEqual(['alice: others need not wait']);
    await pass(27_000);
    expect(log.lines()).toEqual(['alice: others need not wait', 'bob: but this']);
    expect(log.told()).toBe('backchannel: 2 lines lost from bob\n');
  });

  it('prints at the end what still waits, and says what is missing', async () => {
    const { person, receive, pass, lan, untilEnded } = programRig({ seed: 1 });
    const bob = person('bob');
    const log = receive();
    await pass(3000);
    lan.partition([[bob.host]]);
    bob.say('nobody hears this');
    await pass(100);
    lan.heal();
    lan.blockPath(log.host, bob.host);
    bob.say('but this');
    await pass(1000);
    log.signals.emit('SIGTERM');
    expect(await untilEnded(log)).toMatchObject({ code: 0 });
    expect(log.lines()).toEqual(['bob: but this']);
    expect(log.told()).toBe('backchannel: 1 line missing from bob, asked for till the end\n');
  });

  it('says that it cannot write what it prints last', async () => {
    const { person, receive, pass, lan, untilEnded } = programRig({ seed: 1 });
    const bob = person('bob');
    const log = receive({}, receiveTiming, fullDisk());
    await pass(3000);
    lan.partition([[bob.host]]);
    bob.say('nobody hears this');
    await pass(100);
    lan.heal();
    lan.blockPath(log.host, bob.host);
    bob.say('but this');
    await pass(1000);
    log.signals.emit('SIGTERM');
    expect(await untilEnded(log)).toMatchObject({ code: 1 });
    expect(log.told()).toMatch(/what is said cannot be written: the disk is full\n$/u);
  });

  it('is not counted among the people who hold a line, and is nobody who joined', async () => {
    const { person, receive, pass } = programRig({ seed: 1 });
    const bob = person('bob');
    await pass(3000);
    const log = receive();
    await pass(3000);
    bob.say('is it logged?');
    await pass(1000);
    expect(log.lines()).toEqual(['bob: is it logged?']);
    const { receipts, room } = bob.session.getSnapshot().context;
    expect(receipts.messages.at(-1)).toMatchObject({ heldBy: 0, of: 0 });
    const [message = { key: '' }] = receipts.messages;
    const { clientId } = log.session.getSnapshot().context.identity;
    expect(allHolders(receipts, message.key)).toEqual({ holding: [clientId], lacking: [] });
    expect(room.transcript.length).toBe(1);
  });
});

describe('receive --history', () => {
  it('prints first what was said before, in order, then what is said', async () => {
    const { person, receive, pass } = programRig({ seed: 1 });
    const [alice, bob] = [person('alice'), person('bob')];
    await pass(2000);
    for (const [who, text] of [
      [alice, 'one'],
      [bob, 'two'],
      [alice, 'three'],
    ] as const) {
      who.say(text);
      await pass(100);
    }
    await pass(5000);
    const log = receive({ history: true });
    await pass(200);
    bob.say('said while it listens');
    await pass(3000);
    alice.say('said later');
    await pass(100);
    expect(log.lines()).toEqual([
      'alice: one',
      'bob: two',
      'alice: three',
      'bob: said while it listens',
      'alice: said later',
    ]);
  });

  it('marks it with --json', async () => {
    const { person, receive, pass } = programRig({ seed: 1 });
    const bob = person('bob');
    await pass(2000);
    bob.say('before');
    await pass(5000);
    const log = receive({ history: true, json: true });
    await pass(3000);
    bob.say('after');
    await pass(100);
    const printed = log.lines().map((line): unknown => JSON.parse(line));
    expect(printed).toMatchObject([
      { content: 'before', past: true, address: '10.0.0.1' },
      { content: 'after', address: '10.0.0.1' },
    ]);
    expect(printed[1]).not.toHaveProperty('past');
  });

  it('tells with --json when each line was said, and when it came', async () => {
    const { person, receive, pass } = programRig({ seed: 1 });
    const bob = person('bob');
    await pass(2000);
    bob.say('before');
    await pass(60 * 60_000);
    const log = receive({ history: true, json: true });
    await pass(3000);
    bob.say('after');
    await pass(100);
    const times = log.lines().map((line) => {
      const { said_at, received_at } = printedTimes.parse(JSON.parse(line));
      return Date.parse(received_at) - Date.parse(said_at);
    });
    expect(times).toEqual([expect.closeTo(60 * 60_000, -3), 0]);
  });

  it('has the words of those who have left', async () => {
    const { person, receive, pass } = programRig({ seed: 1 });
    const [, bob] = [person('alice'), person('bob')];
    await pass(2000);
    bob.say('remember me');
    await pass(1000);
    bob.session.send({ type: 'quit' });
    await pass(5000);
    const log = receive({ history: true });
    await pass(5000);
    expect(log.lines()).toEqual(['bob: remember me']);
  });

  it('begins when its hellos have had their time, if nobody answers them', async () => {
    const { original, receive, pass } = programRig({ seed: 1 });
    const say = original('old');
    const log = receive({ history: true });
    await pass(500);
    say('hello from 2012');
    await pass(400);
    expect(log.lines()).toEqual([]);
    await pass(300);
    expect(log.lines()).toEqual(['old: hello from 2012']);
    say('again');
    await pass(10);
    expect(log.lines()).toEqual(['old: hello from 2012', 'old: again']);
  });

  it('does not take what it missed just after it came for something from before', async () => {
    const { person, receive, pass, lan } = programRig({ seed: 1 });
    const [alice, bob] = [person('alice'), person('bob')];
    await pass(3000);
    const log = receive();
    await pass(250);
    // Bob's line reaches alice alone, who tells it as history.
    lan.blockPath(bob.host, log.host);
    bob.say('just after');
    await pass(10);
    lan.heal();
    await pass(5000);
    expect(alice.hears()).toEqual(['bob: just after']);
    expect(log.lines()).toEqual(['bob: just after']);
  });

  it.each(seeds)('has no holes and is in order under a loss of three in ten, seed %i', async (seed) => {
    const { person, receive, pass } = programRig({ seed, ...lossy });
    const [alice, bob] = [person('alice'), person('bob')];
    await pass(3000);
    const lines = numbered(30);
    for (const line of lines) {
      alice.say(line);
      await pass(20);
    }
    await pass(10_000);
    const log = receive({ history: true });
    await pass(2000);
    bob.say('and now');
    await pass(20_000);
    expect(lines.length).toBeLessThan(maxHistoryMessages);
    const printed = log.lines();
    const all = [...lines.map((line) => `alice: ${line}`), 'bob: and now'];
    expect(printed.length).toBeGreaterThan(lines.length / 2);
    expect(printed).toEqual(all.slice(-printed.length));
  });
});
