// A LAN for all tests of a suite, and how programs are started on its hosts: what each file of the lab begins with. Made
// before the first test, gone after the last, and with it whatever still runs there.
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { type ChatOptions, openChat } from './chat-terminal.js';
import { createLab, type Host, type Lab, type LabOptions } from './lab.js';
import { type OriginalPeer, startOriginalPeer } from './original-peer.js';
import { type Home, type PipedProgram, piped, program } from './program.js';
import type { Room } from './room.js';
import { shareHome } from './shared-home.js';
import type { TerminalSession } from './terminal.js';

export interface SharedLan {
  readonly hosts: readonly Host[];
  /** The environment of what runs there. */
  readonly home: Pick<Home, 'env'>;
  /** @throws Error if the LAN has no host of this name */
  host(name: string): Host;
  /** Runs the built program on a host with these arguments, its standard streams pipes. */
  run(host: string, ...args: readonly string[]): PipedProgram;
  /** Runs `receive` in the room; resolves when it listens. */
  receive(host: string, room: Room, ...args: readonly string[]): Promise<PipedProgram>;
  /** Opens the chat in the room, under the host's name; resolves when it is connected. It ends with the test. */
  chat(
    host: string,
    room: Room,
    options?: Partial<Omit<ChatOptions, 'room' | 'home'>>,
  ): Promise<TerminalSession>;
  /** Starts the original in the room, under the host's name. It ends with the LAN. */
  original(host: string, room: Room, handle?: string): Promise<OriginalPeer>;
}

/** Call it in the body of a suite; what it returns may be used from the first test on. */
export function shareLan(options: LabOptions): SharedLan {
  const home = shareHome();
  let made: Lab | undefined;
  beforeAll(async () => {
    made = await createLab(options);
  });
  afterAll(async () => await made?.close());

  const lab = (): Lab => {
    if (made === undefined) throw new Error('there is no LAN before the first test begins');
    return made;
  };
  const run = (host: string, ...args: readonly string[]): PipedProgram =>
    piped(
      lab()
        .host(host)
        .spawn(program(...args), { env: home.env, stdio: 'pipe' }),
    );
  return {
    home,
    run,
    get hosts() {
      return lab().hosts;
    },
    host: (name) => lab().host(name),
    receive: async (host, room, ...args) => {
      const receiver = run(host, 'receive', ...room.options, ...args);
      await receiver.whileRunning(lab().host(host).untilJoined(room.group, room.port));
      return receiver;
    },
    chat: async (host, room, chatOptions = {}) => {
      const chat = await openChat(lab().host(host), { handle: host, ...chatOptions, room, home });
      onTestFinished(async () => await chat.close());
      return chat;
    },
    original: async (host, room, handle = host) =>
      await startOriginalPeer(lab().host(host), { room, handle }),
  };
}
