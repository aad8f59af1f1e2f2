// A sandbox and a home folder for the programs of a suite: made before its first test, gone after its last; and the chats
// that its tests open there, each gone with its test.
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { type ChatOptions, openChat, type Place } from './chat-terminal.js';
import type { Home } from './program.js';
import { loopbackOptions, openSandbox, type Sandbox } from './sandbox.js';
import { shareHome } from './shared-home.js';
import type { TerminalSession } from './terminal.js';

/** Somewhere to run programs, with one home for all of them. */
export interface SharedSandbox extends Place {
  readonly home: Pick<Home, 'env'>;
  /** Opens a chat that speaks on the loopback interface alone. */
  readonly open: (
    options: Pick<ChatOptions, 'handle' | 'room' | 'columns' | 'rows' | 'launch'>,
  ) => Promise<TerminalSession>;
}

/** Call it in the body of a suite; what it returns may be used from the first test on. */
export function shareSandbox(): SharedSandbox {
  const home = shareHome();
  let sandbox: Sandbox | undefined;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterAll(async () => await sandbox?.close());
  const place: Place = {
    command: (argv) => {
      if (sandbox === undefined) throw new Error('there is no sandbox before the first test begins');
      return sandbox.command(argv);
    },
  };
  return {
    ...place,
    home,
    open: async (options) => {
      const chat = await openChat(place, { home, options: loopbackOptions, ...options });
      onTestFinished(async () => await chat.close());
      return chat;
    },
  };
}
