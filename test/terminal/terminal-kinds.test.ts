// The built program on every kind of terminal that people have, by what TERM says: it starts, takes a key and ends.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChat } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport, type Home, makeHome } from '../support/program.js';
import { allOf, ptySupport } from '../support/requirements.js';
import { room } from '../support/room.js';
import { loopbackOptions, openSandbox, type Sandbox } from '../support/sandbox.js';

const kinds = [
  'xterm-256color',
  'xterm',
  'xterm-direct',
  'xterm-kitty',
  'alacritty',
  'screen',
  'screen-256color',
  'tmux-256color',
  'rxvt-unicode-256color',
  'linux',
  'vt100',
  'nobody-knows-this',
];

describeWhen(allOf(ptySupport(), builtSupport()), 'the chat on a terminal', () => {
  let sandbox: Sandbox;
  let home: Home;
  beforeAll(async () => {
    home = makeHome();
    sandbox = await openSandbox();
  });
  afterAll(async () => {
    await sandbox.close();
    home[Symbol.dispose]();
  });

  it.each(kinds.map((kind, index) => ({ kind, index })))('of the kind $kind', async ({ kind, index }) => {
    await using chat = await openChat(sandbox, {
      handle: 'ann',
      room: room(241 + index),
      home: { env: { ...home.env, TERM: kind } },
      options: loopbackOptions,
    });
    chat.type('h');
    chat.press('up');
    chat.type('i');
    await chat.waitFor((screen) => screen.at(-1) === 'ann> hi');
    chat.press('ctrl-c');
    expect(await chat.exit).toEqual({ code: 0, signal: 0 });
  });
});
