// Taking the terminal over, and giving it back as it was. All that the first screen needs of it: neither keys nor time.
import { writeSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { systemErrorCode } from '../errors.js';
import { isAnswering, synchronizedQuery } from './abilities.js';
import type { Size } from './frame.js';
import { mouseReportsOn, restoreSequence, retakeSequence, takeSequence } from './terminal-modes.js';

/** What is asked of standard input; a `tty.ReadStream` is one. */
export type TerminalInput = Readable & { setRawMode?(isRaw: boolean): unknown };

/** What is asked of standard output; a `tty.WriteStream` is one. */
export type TerminalOutput = Writable & {
  readonly columns?: number;
  readonly rows?: number;
  readonly fd?: number;
};

export interface HoldOptions {
  readonly stdin: TerminalInput;
  readonly stdout: TerminalOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the mouse is ours, so that its wheel scrolls; not, if left out. */
  readonly mouse?: boolean;
}

/** A terminal that is ours, but while it is given back. */
export interface HeldTerminal {
  /** Takes it again, when the program goes on after it was stopped. */
  readonly take: () => void;
  /** Gives it back; harmless when said twice, and works in an `exit` handler. */
  readonly giveBack: () => void;
  /** Writes, while it is ours. @returns whether the terminal takes more just now */
  readonly write: (text: string) => boolean;
}

/** What is assumed of a terminal that does not tell its size. */
const usualSize: Size = { columns: 80, rows: 24 };

/** Takes the terminal over. Whoever does gives it back, however the program ends. */
export function holdTerminal({ stdin, stdout, env, mouse = false }: HoldOptions): HeldTerminal {
  let isAsked = false;
  let isOurs = false;

  const take = () => {
    // Twice, since a shell may have changed the mode behind Node's back, which would take the second call for idle.
    setRawMode(stdin, false);
    setRawMode(stdin, true);
    // Only in raw mode: before that, the answer would be echoed onto what the person had on the screen.
    if (!isAsked && isAnswering(env)) stdout.write(synchronizedQuery);
    isAsked = true;
    stdout.write((isOurs ? retakeSequence : takeSequence) + (mouse ? mouseReportsOn : ''));
    isOurs = true;
  };
  const giveBack = () => {
    if (!isOurs) return;
    isOurs = false;
    writeNow(stdout, restoreSequence);
    setRawMode(stdin, false);
  };
  take();
  return { take, giveBack, write: (text) => !isOurs || stdout.write(text) };
}

/** How large the window is, as far as it says so. */
export function windowSize({ columns, rows }: Pick<TerminalOutput, 'columns' | 'rows'>): Size {
  return { columns: columns || usualSize.columns, rows: rows || usualSize.rows };
}

function setRawMode(stdin: TerminalInput, isRaw: boolean): void {
  try {
    stdin.setRawMode?.(isRaw);
  } catch {
    // The terminal is gone: it has no mode any more.
  }
}

/** How often a terminal that is busy is asked again; a few milliseconds in all. */
const maxWriteAttempts = 1000;

/** Writes past Node's streams, whose queue nobody empties in an `exit` handler. */
function writeNow(stdout: TerminalOutput, text: string): void {
  if (stdout.fd === undefined) {
    stdout.write(text);
    return;
  }
  let left = Buffer.from(text);
  for (let attempt = 0; attempt < maxWriteAttempts && left.length > 0; attempt += 1) {
    try {
      left = left.subarray(writeSync(stdout.fd, left));
    } catch (error) {
      if (systemErrorCode(error) !== 'EAGAIN') return;
    }
  }
}
