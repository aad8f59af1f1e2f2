// Where a picture's scene is played: a LAN of its own, with the built program in pseudo-terminals on its hosts. It ends with
// the scene, and everybody on it too.
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openChat, say } from '../test/support/chat-terminal.js';
import { createLab, type Host } from '../test/support/lab.js';
import { type OriginalPeer, startOriginalPeer } from '../test/support/original-peer.js';
import { type Home, makeHome, program } from '../test/support/program.js';
import { roomAt } from '../test/support/room.js';
import type { TerminalSession } from '../test/support/terminal.js';

/** The default room; the hosts have no way out to where somebody might be in it. */
const room = roomAt('224.6.8.11', 6811);

/** Keys that only the pictures press, as xterm sends them. */
export const functionKey = { f1: '\u001BOP', f3: '\u001BOR', f4: '\u001BOS' } as const;

/** The window of a chat, and what its settings file holds. */
export interface Seat {
  readonly columns: number;
  readonly rows: number;
  readonly options?: readonly string[];
  readonly settings?: object;
  /** What the screen says when the chat is there; `connected` if nothing else is named. */
  readonly status?: RegExp;
}

export interface Stage extends AsyncDisposable {
  /** The host of that name, to pull its cable. */
  host(name: string): Host;
  /** Starts the chat on the host of that name, called like it. */
  chat(name: string, seat: Seat): Promise<TerminalSession>;
  /** Starts the 2012 original on the host of that name. */
  original(name: string): Promise<OriginalPeer>;
  /** Has `send` say these lines from the host of that name; resolves when it has left. */
  pipe(name: string, handle: string, lines: readonly string[]): Promise<void>;
}

/** An empty stage: a LAN with these hosts. */
export async function openStage(hosts: readonly string[]): Promise<Stage> {
  const lab = await createLab({ hosts });
  const chats: TerminalSession[] = [];
  const homes: Home[] = [];
  return {
    host: (name) => lab.host(name),
    chat: async (name, { settings = {}, ...seat }) => {
      const home = makeHome();
      homes.push(home);
      const file = join(home.env['HOME'] ?? '', '.config/backchannel/config.json');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(settings));
      const chat = await openChat(lab.host(name), { handle: name, room, home, ...seat });
      chats.push(chat);
      return chat;
    },
    original: async (name) => await startOriginalPeer(lab.host(name), { room, handle: name }),
    pipe: async (name, handle, lines) => {
      using home = makeHome();
      const argv = program('send', '--handle', handle, ...room.options);
      const child = lab.host(name).spawn(argv, { env: home.env, stdio: ['pipe', 'ignore', 'inherit'] });
      child.stdin?.end(`${lines.join('\n')}\n`);
      await once(child, 'close');
    },
    [Symbol.asyncDispose]: async () => {
      for (const chat of chats) await chat.close();
      await lab.close();
      for (const home of homes) home[Symbol.dispose]();
    },
  };
}

/** Who says something, and what. */
export type Line = readonly [who: TerminalSession | OriginalPeer, text: string];

/** Has the lines said one after another: each when all readers have seen the one before. */
export async function converse(lines: readonly Line[], readers: readonly TerminalSession[]): Promise<void> {
  for (const [who, text] of lines) {
    if ('say' in who) who.say(text);
    else say(who, text);
    // Long lines are wrapped: their first words are enough to know that they have come. Of a deed, `/me` is not shown.
    const start = text.replace(/^\/me /u, '').slice(0, 30);
    await Promise.all(readers.map(async (reader) => await reader.waitFor(start)));
  }
}
