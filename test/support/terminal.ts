// A program in a real pseudo-terminal, its output drawn by an emulator, so that a test sees what a person would see and
// presses what a person would press. Knows no program of ours.
import { type IPty, spawn } from '@lydell/node-pty';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import xterm, { type Terminal } from '@xterm/headless';
import { type Key, keySequence, pasteSequence } from './keys.js';
import { type PrivateModes, watchPrivateModes } from './private-modes.js';
import { Watched } from './watched.js';

/** What is kept of the raw output, in UTF-16 units: the last of it says how the program left the terminal. */
const maxRawUnits = 1024 * 1024;

export interface TerminalOptions {
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  /** The whole environment of the program, but for TERM, which names the emulator. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** How a program ended: its exit code, and the number of the signal that killed it, 0 if none did. */
export interface Exit {
  readonly code: number;
  readonly signal: number;
}

export interface TerminalSession {
  readonly pid: number;
  /** Resolves when the program has ended and all that it wrote is drawn. */
  readonly exit: Promise<Exit>;
  /** The emulator itself: cells, colours, scrollback. */
  readonly emulator: Terminal;
  readonly modes: PrivateModes;
  /** Types the text as it is, key after key. */
  type(text: string): void;
  press(key: Key): void;
  /** Pastes the text as a terminal does: in brackets, if the program asked for that. */
  paste(text: string): void;
  /** The rows from top to bottom as text, without spaces at the end. */
  screen(): readonly string[];
  /** The cursor's column and row, counted from 0. */
  cursor(): { readonly column: number; readonly row: number };
  resize(columns: number, rows: number): void;
  /** The end of all that the program has written, as it wrote it. */
  raw(): string;
  /**
   * Looks at the screen now and after all that the program writes, until it fits: contains the string, matches the
   * expression line by line, or satisfies the predicate.
   * @throws Error with the screen drawn, after `timeoutMs`, or when the program ends before
   */
  waitFor(
    fits: string | RegExp | ((screen: readonly string[]) => boolean),
    timeoutMs?: number,
  ): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Closes the terminal itself, as when its window is closed or the connection breaks. */
  hangUp(): void;
  /** Kills the program if it still runs, and resolves when it has ended. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts the program in a new pseudo-terminal; resolves when its screen fits, as {@link TerminalSession.waitFor} has it. Nothing of
 * it is left when that throws.
 */
export async function openTerminalUntil(
  fits: Parameters<TerminalSession['waitFor']>[0],
  options: TerminalOptions,
): Promise<TerminalSession> {
  const terminal = openTerminal(options);
  try {
    await terminal.waitFor(fits);
  } catch (error) {
    await terminal.close();
    throw error;
  }
  return terminal;
}

/** Starts the program in a new pseudo-terminal. */
export function openTerminal(options: TerminalOptions): TerminalSession {
  const { columns = 80, rows = 24, cwd = process.cwd(), env = process.env } = options;
  const [file = '', ...args] = options.command;
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  emulator.loadAddon(new Unicode11Addon());
  emulator.unicode.activeVersion = '11';
  const modes = watchPrivateModes(emulator);
  const pty = spawn(file, args, { name: 'xterm-256color', cols: columns, rows, cwd, env: { ...env } });

  const screen = (): readonly string[] => rowsOf(emulator);
  // The value is the number of chunks drawn: what matters is that it changes when the screen may have changed.
  const drawn = new Watched(0);
  let raw = '';
  let running = true;
  // The emulator answers questions (where is the cursor, what are you?) as a real terminal does.
  emulator.onData((answer) => pty.write(answer));
  pty.onData((chunk) => {
    raw = (raw + chunk).slice(-maxRawUnits);
    emulator.write(chunk, () => drawn.set(drawn.value + 1));
  });
  const explain = (): string => `\n${framed(screen(), emulator.cols)}`;
  const exit = new Promise<Exit>((resolve) => {
    pty.onExit(({ exitCode, signal = 0 }) => {
      running = false;
      emulator.write('', () => {
        drawn.fail(
          new Error(`the program ended (${signal === 0 ? `exit code ${exitCode}` : `signal ${signal}`})`),
        );
        resolve({ code: exitCode, signal });
      });
    });
  });
  const kill = (signal: NodeJS.Signals): void => {
    if (running) process.kill(pty.pid, signal);
  };
  const close = async (): Promise<void> => {
    kill('SIGKILL');
    await exit;
    emulator.dispose();
  };

  return {
    pid: pty.pid,
    exit,
    emulator,
    modes,
    screen,
    kill,
    close,
    [Symbol.asyncDispose]: close,
    type: (text) => pty.write(text),
    press: (key) => pty.write(keySequence(key, emulator.modes.applicationCursorKeysMode)),
    paste: (text) => pty.write(pasteSequence(text, emulator.modes.bracketedPasteMode)),
    cursor: () => ({ column: emulator.buffer.active.cursorX, row: emulator.buffer.active.cursorY }),
    resize: (newColumns, newRows) => {
      emulator.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    raw: () => raw,
    hangUp: () => {
      if (isDestroyable(pty)) pty.destroy();
    },
    waitFor: async (fits, timeoutMs) => {
      const what = typeof fits === 'function' ? 'the screen' : `${String(fits)} on the screen`;
      const look = (): true | undefined => (screenFits(screen(), fits) ? true : undefined);
      await drawn.until(what, look, { explain, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
    },
  };
}

/** node-pty closes the terminal by a method that its types forget. */
function isDestroyable(pty: IPty): pty is IPty & { destroy(): void } {
  return 'destroy' in pty && typeof pty.destroy === 'function';
}

function rowsOf({ buffer, rows }: Terminal): readonly string[] {
  const { active } = buffer;
  return Array.from(
    { length: rows },
    (_, row) =>
      active
        .getLine(active.baseY + row)
        ?.translateToString(true)
        .trimEnd() ?? '',
  );
}

function screenFits(
  screen: readonly string[],
  fits: string | RegExp | ((screen: readonly string[]) => boolean),
): boolean {
  if (typeof fits === 'function') return fits(screen);
  return screen.some((row) => (typeof fits === 'string' ? row.includes(fits) : fits.test(row)));
}

/** The screen in a frame, for an error's message. */
function framed(screen: readonly string[], columns: number): string {
  const edge = '─'.repeat(columns);
  return [`┌${edge}┐`, ...screen.map((row) => `│${row}`), `└${edge}┘`].join('\n');
}
