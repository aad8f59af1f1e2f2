// `send` and `receive` in pipes, between hosts on a LAN of their own: what is said arrives, once and in order.
import { expect, it } from 'vitest';
import * as z from 'zod';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport, doneQuietly } from '../support/program.js';
import { allOf, labSupport } from '../support/requirements.js';
import { room, roomAt } from '../support/room.js';
import { shareLan } from '../support/shared-lan.js';

/** What a test says at its end: when that has been heard, so has all before it. */
const lastWord = 'that was all';

/** What `receive --json` promises of each line; more keys may come. */
const jsonLine = z.object({
  client_id: z.string(),
  handle: z.string(),
  content: z.string(),
  address: z.string(),
  received_at: z.iso.datetime(),
});

describeWhen(allOf(labSupport(), builtSupport()), 'send and receive on a LAN', () => {
  const lan = shareLan({ hosts: ['alice', 'bob', 'carol'] });

  it('says one thing: heard as text, as JSON, and by the original', async () => {
    const here = room(10);
    const text = await lan.receive('bob', here);
    const json = await lan.receive('carol', here, '--json');
    const original = await lan.original('carol', here, 'old');

    const sender = lan.run('alice', 'send', ...here.options, '--handle', 'ann', 'the', 'tea', 'is', 'ready');
    expect(await sender.end).toEqual(doneQuietly);

    expect(await text.waitForLines(({ length }) => length > 0)).toEqual(['ann: the tea is ready']);
    const [line = ''] = await json.waitForLines(({ length }) => length > 0);
    expect(jsonLine.parse(JSON.parse(line))).toMatchObject({
      handle: 'ann',
      content: 'the tea is ready',
      address: lan.host('alice').address,
    });
    await original.waitForLine((drawn) => drawn === '<ann> the tea is ready');
  });

  it('hears the original', async () => {
    const here = room(11);
    const receiver = await lan.receive('bob', here);
    const original = await lan.original('alice', here, 'old');
    original.say('hello from 2012');
    expect(await receiver.waitForLines(({ length }) => length > 0)).toEqual(['old: hello from 2012']);
  });

  it('sends 500 piped lines so that all arrive everywhere, once and in order', async () => {
    const here = room(12);
    const lines = Array.from(
      { length: 500 },
      (_, index) => `line ${index + 1} of a build that has much to say`,
    );
    const receivers = [await lan.receive('bob', here), await lan.receive('carol', here, '--json')];
    const original = await lan.original('bob', here, 'old');

    const sender = lan.run('alice', 'send', ...here.options, '--handle', 'make');
    sender.stdin.end([...lines, lastWord, ''].join('\n'));
    expect(await sender.end).toEqual(doneQuietly);

    const isOver = (heard: readonly string[]): boolean => heard.at(-1)?.includes(lastWord) === true;
    const [text = [], json = []] = await Promise.all(
      receivers.map(async (receiver) => await receiver.waitForLines(isOver)),
    );
    await original.waitForLine((drawn) => drawn.includes(lastWord));
    const expected = [...lines, lastWord];
    expect(text).toEqual(expected.map((line) => `make: ${line}`));
    expect(json.map((line) => jsonLine.parse(JSON.parse(line)).content)).toEqual(expected);
    expect(original.lines()).toEqual(expected.map((line) => `<make> ${line}`));
  });

  const notToKillTheOriginal = [
    { name: 'a text of many datagrams', text: 'a long story, '.repeat(300).trim() },
    { name: 'emoji and wide characters', text: '👩‍👩‍👧‍👦 漢字かな 🇨🇭 e\u0301'.repeat(60) },
    { name: 'control characters', text: 'bell \u0007 escape \u001B[31m red \u009B0m' },
    { name: 'what looks like JSON', text: '{"client_id": [[["}]]' },
  ] as const;
  it.each(notToKillTheOriginal)('does not kill the original by $name', async ({ text }) => {
    const here = room(13);
    const original = await lan.original('bob', here, 'old');
    for (const said of [text, lastWord]) {
      expect(await lan.run('alice', 'send', ...here.options, said).end).toEqual(doneQuietly);
    }
    await original.waitForLine((drawn) => drawn.endsWith(lastWord));
    expect(await original.fate()).toEqual({ alive: true });
    expect(original.lines().join('')).not.toMatch(/\p{Cc}/u);
  });

  it('speaks plain text with --raw, as the first scripts of the article do', async () => {
    const here = roomAt('224.0.0.1', 3000);
    const receiver = await lan.receive('bob', here, '--raw');
    const sender = lan.run('alice', 'send', '--raw', ...here.options, 'hello, plain world');
    expect(await sender.end).toEqual(doneQuietly);
    expect(await receiver.waitForLines(({ length }) => length > 0)).toEqual([
      `${lan.host('alice').address}: hello, plain world`,
    ]);
  });
});
