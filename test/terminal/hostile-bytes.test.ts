// What reaches the terminal when somebody on the LAN means ill: the built program in a pseudo-terminal, the bytes that it
// writes there, and an attacker who sends any datagram. No byte of them is a control that the program has no reason for.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Attacker, openAttacker } from '../support/attacker.js';
import { focusGot, lookElsewhere, openChat, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport, program } from '../support/program.js';
import { allOf, ptySupport } from '../support/requirements.js';
import { type Room, room } from '../support/room.js';
import { loopbackOptions } from '../support/sandbox.js';
import { shareSandbox } from '../support/shared-sandbox.js';
import { openTerminal, type TerminalSession } from '../support/terminal.js';
import { attacks, handles, noChat } from './attacks.js';
import { foreignBytes, linkTargets } from './emitted-bytes.js';

const f4 = '\u001BOS';

/** An attack as a chat datagram of the 2012 original, in each of its values. */
function asChat(text: string): readonly Uint8Array[] {
  return [
    { client_id: 'bad0', handle: 'eve', content: text },
    { client_id: 'bad1', handle: text, content: 'a strange name' },
    { client_id: text.slice(0, 60), handle: 'eve', content: 'a strange id' },
    { client_id: 'bad2', handle: 'eve', content: `${text}\n${text}` },
  ].map(bytesOf);
}

let epoch = 0;

/** The same with our stamp, and as somebody who says hello and good-bye on the control port. */
function asOurs(text: string): readonly Uint8Array[] {
  epoch += 1;
  const clock = [Date.now(), 0];
  const stamped = { client_id: `0bad${epoch}`, v: 1, epoch, clock };
  return [
    { ...stamped, handle: 'eve', content: text, seq: 1 },
    { ...stamped, handle: text, content: 'renamed', seq: 2 },
    { ...stamped, handle: 'eve', content: text, seq: 3, part: [1, 2, 1] },
    { ...stamped, handle: 'eve', content: text, seq: 4, part: [2, 2, 1] },
  ].map(bytesOf);
}

function asControl(text: string): readonly Uint8Array[] {
  const id = `${epoch}`.padStart(10, '0');
  const presence = { v: 1, id, epoch, handle: text.slice(0, 300), role: 'person', upMs: 1 };
  return [
    { ...presence, kind: 'hello', highest: 0, why: 'joined' },
    { v: 1, kind: text.slice(0, 100), id, epoch },
    { v: 1, kind: 'bye', id, epoch, highest: 0 },
  ].map(bytesOf);
}

function bytesOf(datagram: object): Uint8Array {
  return Buffer.from(JSON.stringify(datagram));
}

/** Waits until the text is there, and nothing of a paint is still on its way. */
async function untilPainted(terminal: TerminalSession, text: string): Promise<void> {
  await terminal.waitFor(
    (screen) =>
      screen.some((row) => row.includes(text)) &&
      !terminal.modes.isOn(synchronizedOutput) &&
      /(?:\u001B\[\?2026l|\u0007|\n)$/u.test(terminal.raw()),
  );
}

/** A paint is between switching this mode on and off. */
const synchronizedOutput = 2026;

/** What tells her from whoever takes her name, as some of these attackers do. */
const ownTag = /(?<=^ann)#[0-9a-f]{4,10}(?=>)/u;

/** Those that a terminal could obey; the others are about what people see. */
const obeyed = attacks.filter(([, text]) => /(?!\n)\p{Cc}/u.test(text));

it.each(obeyed)('%s would be noticed, if it got through', (_, text) => {
  expect(foreignBytes(`ann> \u001B[0m${text}`)).toBeDefined();
});

describeWhen(allOf(ptySupport(), builtSupport()), 'the bytes that reach the terminal', () => {
  const sandbox = shareSandbox();
  const { home } = sandbox;

  /** A chat and its attacker, whose last word tells that all before it has been drawn. */
  async function besieged(here: Room, open: () => Promise<TerminalSession>) {
    const attacker: Attacker = await openAttacker(sandbox, here);
    const ann = await open();
    let words = 0;
    const survives = async (...salvos: readonly (readonly [number, readonly Uint8Array[]])[]) => {
      for (const [port, datagrams] of salvos) await attacker.send(port, datagrams);
      words += 1;
      // It names her, so that it is shown also where there is a flood.
      const word = `was that all, ann, number ${words}?`;
      await attacker.send(here.port, [bytesOf({ client_id: '0end', handle: 'dora', content: word })]);
      await untilPainted(ann, word);
    };
    return { ann, attacker, survives, close: async () => await Promise.all([ann.close(), attacker.close()]) };
  }

  const chat = async (here: Room, env: Readonly<Record<string, string>> = {}) =>
    await openChat(sandbox, {
      handle: 'ann',
      room: here,
      home: { env: { ...home.env, ...env } },
      options: loopbackOptions,
    });

  describe('on the full screen', () => {
    const here = room(160);
    let siege: Awaited<ReturnType<typeof besieged>>;
    beforeAll(async () => {
      siege = await besieged(here, async () => await chat(here));
    });
    afterAll(async () => await siege.close());

    /** What an attack would change. */
    const state = () => {
      const { ann } = siege;
      const screen = ann.screen();
      const input = screen.at(-1) ?? '';
      const tag = ownTag.exec(input)?.[0] ?? '';
      const { column, row } = ann.cursor();
      return {
        foreign: foreignBytes(ann.raw()),
        input: input.replace(ownTag, ''),
        status: screen.at(-2)?.split(' ')[0],
        cursor: { column: column - tag.length, row },
        // A mark of ours, in the column that is ours, stands before what we have said alone; and that is nothing.
        forged: screen.filter((line) => /^[✓◉…▸]/u.test(line)),
        screen: ann.emulator.buffer.active.type,
        modes: ann.modes.changed(),
      };
    };

    /** Nothing but the talk has changed, and the input line is where typing goes. */
    const unharmed = {
      foreign: undefined,
      input: 'ann>',
      status: 'connected',
      cursor: { column: 'ann> '.length, row: 23 },
      forged: [],
      screen: 'alternate',
      modes: [7, 1000, 1004, 1006, 1049, 2004],
    };

    it.each(attacks)('of %s', async (_, text) => {
      await siege.survives(
        [here.port, asChat(text)],
        [here.port, asOurs(text)],
        [here.port + 1, asControl(text)],
      );
      expect(state()).toEqual(unharmed);
    });

    it.each(handles.map((handle) => [handle.slice(0, 12), handle]))(
      'of a handle like %j',
      async (_, handle) => {
        await siege.survives([here.port, [bytesOf({ client_id: 'bad3', handle, content: 'it is me' })]]);
        expect(state()).toEqual(unharmed);
      },
    );

    it.each(noChat)('of a datagram that is no chat: %s', async (_, bytes) => {
      await siege.survives([here.port, [bytes]], [here.port + 1, [bytes]]);
      expect(state()).toEqual(unharmed);
    });

    it('link to nothing but what stands there', () => {
      for (const target of linkTargets(siege.ann.raw()))
        expect(target).toMatch(/^https:\/\/a\.example\/[!-~]*$/u);
    });

    it('of all pages that show what others have sent', async () => {
      const { ann } = siege;
      for (const page of ['/who', '/net', '/help', '/held']) {
        say(ann, page);
        await ann.waitFor(/ closes/u);
        ann.press('escape');
        await ann.waitFor((screen) => !screen.some((row) => row.includes(' closes')));
      }
      await siege.survives();
      expect(foreignBytes(ann.raw())).toBeUndefined();
    });

    it('of a message that is selected and looked at, and copied without what a shell would obey', async () => {
      const { ann } = siege;
      const text = 'ls\u001B[2J\r\u0007; \u202Erm -rf ~';
      await siege.survives([here.port, [bytesOf({ client_id: 'bad4', handle: 'eve', content: text })]]);
      const before = ann.raw().length;
      ann.type(`${f4}k`);
      await ann.waitFor(/^▸ .*eve\S* ls/u);
      ann.press('enter');
      await ann.waitFor(/^client id +bad4$/u);
      ann.press('escape');
      await ann.waitFor(/^▸ .*eve\S* ls/u);
      ann.type('y');
      await untilPainted(ann, 'copied');
      const since = ann.raw().slice(before);
      const [, copied = ''] = /\u001B\]52;c;([A-Za-z0-9+/=]*)\u0007/u.exec(since) ?? [];
      expect(Buffer.from(copied, 'base64').toString()).not.toMatch(/\p{Cc}|\p{Bidi_C}/u);
      expect(Buffer.from(copied, 'base64').toString()).toMatch(/^ls.*; rm -rf ~$/u);
      expect(foreignBytes(since.replace(`\u001B]52;c;${copied}\u0007`, ''))).toBeUndefined();
      ann.press('escape');
      await ann.waitFor((screen) => screen.every((row) => !row.startsWith('▸')));
    });
  });

  it('of notifications, while one looks elsewhere', async () => {
    const here = room(161);
    const siege = await besieged(here, async () => await chat(here, { TERM_PROGRAM: 'WezTerm' }));
    onTestFinished(async () => void (await siege.close()));
    const { ann } = siege;
    await lookElsewhere(ann, 'ann', 'x');
    const text = `ann\u001B\\\u0007\u009C\u001B]52;c;eA==\u0007;c;\u202Eevil`;
    await siege.survives([here.port, [bytesOf({ client_id: 'bad5', handle: `e\u0007ve`, content: text })]]);
    ann.type(`${focusGot}y`);
    await untilPainted(ann, 'ann> xy');
    const told = [...ann.raw().matchAll(/\u0007\u001B\]9;backchannel: (?<text>[^\u0007\u001B]*)\u0007/gu)];
    expect(told).toHaveLength(1);
    expect(told[0]?.groups?.['text']).toMatch(/^e␇ve: ann␛\\␇/u);
    expect(foreignBytes(ann.raw().replace(told[0]?.[0] ?? '', ''))).toBeUndefined();
  });

  it('of a flood', async () => {
    const here = room(162);
    const siege = await besieged(here, async () => await chat(here));
    onTestFinished(async () => void (await siege.close()));
    await siege.attacker.beginFlood(37, 2000);
    await siege.ann.waitFor(/^· .*⋯ [\d,]+ lines from 37 names/u);
    await siege.attacker.endFlood();
    await siege.survives();
    expect(foreignBytes(siege.ann.raw())).toBeUndefined();
  });

  it('of all of them together, line by line on a dumb terminal: not one control but line ends', async () => {
    const here = room(163);
    const siege = await besieged(here, async () => {
      const command = ['env', 'TERM=dumb', ...program(...here.options, ...loopbackOptions, 'ann')];
      // So high that no word leaves the sight before it is looked for, whatever long line is printed right behind it.
      const ann = openTerminal({ command: sandbox.command(command), env: home.env, rows: 100 });
      await ann.waitFor(/- connected to /u);
      return ann;
    });
    onTestFinished(async () => void (await siege.close()));
    for (const [, text] of attacks) {
      await siege.survives(
        [here.port, asChat(text)],
        [here.port, asOurs(text)],
        [here.port + 1, asControl(text)],
      );
    }
    expect(foreignBytes(siege.ann.raw().replaceAll('\r\n', ''))).toBeUndefined();
    expect(siege.ann.raw()).not.toContain('\u001B');
  });
});
