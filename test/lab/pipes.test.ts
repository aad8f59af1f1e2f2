// `send` and `receive` in pipes, between hosts on a LAN of their own: what is said arrives, once and in order.
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { describeWhen } from '../support/describe-when.js';
import { createLab, type Lab } from '../support/lab.js';
import { startOriginalPeer } from '../support/original-peer.js';
import {
  builtSupport,
  doneQuietly,
  type Home,
  makeHome,
  type PipedProgram,
  piped,
  program,
} from '../support/program.js';
import { allOf, labSupport } from '../support/requirements.js';
import { type Room, room, roomAt } from '../support/room.js';

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
  let lab: Lab;
  let home: Home;
  beforeAll(async () => {
    home = makeHome();
    lab = await createLab({ hosts: ['alice', 'bob', 'carol'] });
  });
  afterAll(async () => {
    await lab.close();
    home[Symbol.dispose]();
  });

  const run = (host: string, ...args: readonly string[]): PipedProgram =>
    piped(lab.host(host).spawn(program(...args), { env: home.env, stdio: 'pipe' }));

  const receiving = async (
    host: string,
    { group, port, options }: Room,
    ...args: string[]
  ): Promise<PipedProgram> => {
    const receiver = run(host, 'receive', ...options, ...args);
    await receiver.whileRunning(lab.host(host).untilJoined(group, port));
    return receiver;
  };

  it('says one thing: heard as text, as JSON, and by the original', async () => {
    const here = room(10);
    const text = await receiving('bob', here);
    const json = await receiving('carol', here, '--json');
    const original = await startOriginalPeer(lab.host('carol'), { room: here, handle: 'old' });

    const sender = run('alice', 'send', ...here.options, '--handle', 'ann', 'the', 'tea', 'is', 'ready');
    expect(await sender.end).toEqual(doneQuietly);

    expect(await text.waitForLines(({ length }) => length > 0)).toEqual(['ann: the tea is ready']);
    const [line = ''] = await json.waitForLines(({ length }) => length > 0);
    expect(jsonLine.parse(JSON.parse(line))).toMatchObject({
      handle: 'ann',
      content: 'the tea is ready',
      address: lab.host('alice').address,
    });
    await original.waitForLine((drawn) => drawn === '<ann> the tea is ready');
  });

  it('hears the original', async () => {
    const here = room(11);
    const receiver = await receiving('bob', here);
    const original = await startOriginalPeer(lab.host('alice'), { room: here, handle: 'old' });
    original.say('hello from 2012');
    expect(await receiver.waitForLines(({ length }) => length > 0)).toEqual(['old: hello from 2012']);
  });

  it('sends 500 piped lines so that all arrive everywhere, once and in order', async () => {
    const here = room(12);
    const lines = Array.from(
      { length: 500 },
      (_, index) => `line ${index + 1} of a build that has much to say`,
    );
    const receivers = [await receiving('bob', here), await receiving('carol', here, '--json')];
    const original = await startOriginalPeer(lab.host('bob'), { room: here, handle: 'old' });

    const sender = run('alice', 'send', ...here.options, '--handle', 'make');
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
    const original = await startOriginalPeer(lab.host('bob'), { room: here, handle: 'old' });
    for (const said of [text, lastWord]) {
      expect(await run('alice', 'send', ...here.options, said).end).toEqual(doneQuietly);
    }
    await original.waitForLine((drawn) => drawn.endsWith(lastWord));
    expect(await original.fate()).toEqual({ alive: true });
    expect(original.lines().join('')).not.toMatch(/\p{Cc}/u);
  });

  it('speaks plain text with --raw, as the first scripts of the article do', async () => {
    const here = roomAt('224.0.0.1', 3000);
    const receiver = await receiving('bob', here, '--raw');
    const sender = run('alice', 'send', '--raw', ...here.options, 'hello, plain world');
    expect(await sender.end).toEqual(doneQuietly);
    expect(await receiver.waitForLines(({ length }) => length > 0)).toEqual([
      `${lab.host('alice').address}: hello, plain world`,
    ]);
  });
});
