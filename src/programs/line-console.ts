// Where lines are typed and printed: a terminal, with the line being typed kept at the bottom, or plain streams. Knows no chat.
import { clearScreenDown, createInterface, cursorTo, moveCursor } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { systemErrorCode } from '../errors.js';
import { inputLines, maxLineUnits } from './input-lines.js';
import { watchOutput, type WatchedOutput } from './watch-output.js';

/** What is typed, and what becomes of it. */
export interface Typed {
  /** A line, or several that were pasted. Resolves when the next one may come. */
  readonly line: (text: string) => void | Promise<void>;
  /** The person wants to leave at once: Ctrl-C. */
  readonly interrupt: () => void;
  /** Nothing more will be typed: Ctrl-D, or the end of the input; or why the rest of it cannot be read. */
  readonly end: (unreadable?: string) => void;
  /** Nothing more can be printed: why, or nothing where whoever read it has gone. */
  readonly unwritable: (reason: string | undefined) => void;
}

export interface LineConsole extends WatchedOutput {
  /** Prints whole lines above what is being typed. */
  readonly print: (lines: readonly string[]) => void;
  /** Says whose line it is that is being typed. */
  readonly setPrompt: (prompt: string) => void;
  readonly close: () => void;
}

/** What belongs to one way of typing and printing. */
type OwnConsole = Pick<LineConsole, 'print' | 'setPrompt' | 'close'>;

/** What a console is made from. */
export interface ConsoleStreams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
}

/** Then a terminal says where a paste begins and ends (DECSET 2004, xterm's ctlseqs). */
const bracketedPasteOn = '\x1B[?2004h';
const bracketedPasteOff = '\x1B[?2004l';

/** Lines that can be called back. */
const historySize = 100;

/**
 * What keys write that a terminal does not edit with: control sequences (ECMA-48 §5.4), the Linux console's function keys,
 * single shifts (SS3), and control characters. A lone Escape is one: what follows it was typed for itself.
 */
const keyTraces =
  /\x1B(?:\[\[[A-E]|\[[\x30-\x3F]*[\x20-\x2F]*(?!\[)[\x40-\x7E]|O[0-9;]*[A-FHMP-S])|(?!\t)\p{Cc}/gu;

/** Opens the console that these streams can be; `isDumb`: the terminal moves no cursor. */
export function openConsole(streams: ConsoleStreams, isDumb: boolean, typed: Typed): LineConsole {
  const { stdin, stdout } = streams;
  const watched = watchOutput(stdout, typed.unwritable);
  const isEditing = stdin.isTTY === true && stdout.isTTY === true && !isDumb;
  return {
    ...(isEditing ? editingConsole(streams, typed) : streamConsole(streams, typed)),
    ...watched,
  };
}

/** Node's line editor. What is printed goes above the line that is being typed, which is then drawn again. */
function editingConsole({ stdin, stdout }: ConsoleStreams, typed: Typed): OwnConsole {
  const editor = createInterface({
    input: stdin,
    output: stdout,
    terminal: true,
    historySize,
    removeHistoryDuplicates: true,
    prompt: '',
  });
  // A paste is one message, whatever the lines in it look like: they are kept until Enter is pressed.
  let pasted: string[] = [];
  let isPasting = false;
  let isClosed = false;
  const onKey = (_: unknown, key: { readonly name?: string } | undefined) => {
    if (key?.name === 'paste-start') isPasting = true;
    if (key?.name === 'paste-end') isPasting = false;
  };
  stdin.on('keypress', onKey);
  stdout.write(bracketedPasteOn);
  editor.on('line', (line) => {
    pasted.push(line);
    if (isPasting) return;
    const text = pasted.join('\n');
    pasted = [];
    if (text.trim() !== '') void typed.line(text.slice(0, maxLineUnits));
    editor.prompt();
  });
  editor.on('SIGINT', typed.interrupt);
  // The editor hands on that its input has failed, as that of a terminal does that was closed.
  editor.on('error', () => {
    if (!isClosed) typed.end();
  });
  editor.on('close', () => {
    if (!isClosed) typed.end();
  });
  return {
    setPrompt: (prompt) => {
      editor.setPrompt(prompt);
      editor.prompt(true);
    },
    print: (lines) => {
      const { rows } = editor.getCursorPos();
      moveCursor(stdout, 0, -rows);
      cursorTo(stdout, 0);
      clearScreenDown(stdout);
      // The editor goes as many rows up again as its line has above the cursor, before it draws it.
      stdout.write(lines.map((line) => `${line}\n`).join('') + '\n'.repeat(rows));
      editor.prompt(true);
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      stdin.off('keypress', onKey);
      cursorTo(stdout, 0);
      clearScreenDown(stdout);
      stdout.write(bracketedPasteOff);
      editor.close();
      stdin.destroy();
    },
  };
}

/** Lines in, lines out: the terminal itself, or the program at the other end of the pipe, lets one edit what one types. */
function streamConsole({ stdin, stdout }: ConsoleStreams, typed: Typed): OwnConsole {
  let isClosed = false;
  const read = async (): Promise<void> => {
    try {
      for await (const given of inputLines(stdin, maxLineUnits)) {
        // What comes from a program is said as it is.
        const line = stdin.isTTY === true ? given.replaceAll(keyTraces, '') : given;
        if (line.trim() !== '') await typed.line(line);
      }
    } catch (error) {
      if (!isClosed) typed.end(unreadable(error, stdin));
      return;
    }
    if (!isClosed) typed.end();
  };
  void read();
  return {
    setPrompt: () => undefined,
    print: (lines) => {
      if (lines.length > 0) stdout.write(`${lines.join('\n')}\n`);
    },
    close: () => {
      isClosed = true;
      stdin.destroy();
    },
  };
}

/** Why the input cannot be read on; nothing where the terminal was closed, which is an end like others. */
function unreadable(error: unknown, { isTTY }: ConsoleStreams['stdin']): string | undefined {
  if (isTTY === true && systemErrorCode(error) === 'EIO') return undefined;
  return error instanceof Error ? error.message : String(error);
}
