// A shell in a pseudo-terminal that runs the chat as its job, as at a desk: what the chat leaves behind is then the
// shell's, and job control is real.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Place } from './chat-terminal.js';
import { privateMode } from './private-modes.js';
import type { Home } from './program.js';
import { openTerminal, type TerminalSession } from './terminal.js';

const prompt = 'shell>';

/** What stood on the screen before the chat came. */
const lineBefore = 'what was here before';

export interface Shell {
  readonly terminal: TerminalSession;
  /** Starts the chat and waits until it is connected. */
  startChat(): Promise<void>;
  /** The process id of the chat that was started last. */
  chatPid(): number;
  /** Runs a command to its end. */
  run(command: string): Promise<void>;
  /** Waits until the shell asks for the next command. */
  waitForPrompt(): Promise<void>;
  /**
   * Waits until the shell has its terminal again, and holds it against what it was: the screen with what stood on it,
   * every private mode, the colours, the line discipline.
   */
  expectTerminalBack(): Promise<void>;
}

/** Opens a shell; `chat` is the command that `startChat` runs. */
export async function openShell(place: Place, home: Home, chat: readonly string[]): Promise<Shell> {
  const { HOME: cwd = '' } = home.env;
  const pidFile = join(cwd, 'chat.pid');
  const words = chat.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  writeFileSync(join(cwd, 'chat'), `echo $$ > '${pidFile}'\nexec ${words}\n`);

  const terminal = openTerminal({
    command: place.command(['sh', '-i']),
    cwd,
    env: { ...home.env, PS1: `${prompt} ` },
  });
  const type = (command: string): void => {
    terminal.type(command);
    terminal.press('enter');
  };
  const waitForPrompt = async (): Promise<void> =>
    await terminal.waitFor((screen) => screen.findLast((row) => row !== '') === prompt);
  let commands = 0;
  const run = async (command: string): Promise<void> => {
    // The echo of this very command, told from earlier ones by its comment, stands behind the prompt: the next bare
    // prompt is the one after it.
    commands += 1;
    const line = `${command} # ${commands}`;
    type(line);
    await terminal.waitFor(`${prompt} ${line}`);
    await waitForPrompt();
  };

  await waitForPrompt();
  await run(`echo '${lineBefore}'`);
  const modesBefore = terminal.modes.changed();
  return {
    terminal,
    run,
    waitForPrompt,
    chatPid: () => Number(readFileSync(pidFile, 'utf8')),
    startChat: async () => {
      type('sh ./chat');
      await terminal.waitFor(/^connected/);
      expect(terminal.modes.isOn(privateMode.alternateScreen)).toBe(true);
      expect(terminal.modes.isOn(privateMode.bracketedPaste)).toBe(true);
    },
    expectTerminalBack: async () => {
      await waitForPrompt();
      expect(allRows(terminal)).toContain(lineBefore);
      expect(terminal.modes.changed()).toEqual(modesBefore);
      const { active } = terminal.emulator.buffer;
      expect(active.type).toBe('normal');
      expect(
        active
          .getLine(active.baseY + active.cursorY)
          ?.getCell(0)
          ?.isAttributeDefault(),
      ).toBe(true);
      await run('stty -a');
      const discipline = terminal.screen().join(' ');
      expect(discipline).toMatch(/ icanon .* echo /);
      expect(discipline).not.toMatch(/ -(icanon|echo) /);
    },
  };
}

/** The rows of the screen and of what has been scrolled out of it. */
function allRows({ emulator }: TerminalSession): readonly string[] {
  const { normal } = emulator.buffer;
  return Array.from(
    { length: normal.length },
    (_, row) => normal.getLine(row)?.translateToString(true) ?? '',
  );
}
