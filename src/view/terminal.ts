// The terminal itself: takes it over, tells what is typed and how large it is, writes, and gives it back as it was.
// Knows neither what is typed means nor what is painted.
import { writeSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import {
  BehaviorSubject,
  distinctUntilChanged,
  endWith,
  ignoreElements,
  map,
  merge,
  mergeMap,
  Observable,
  type SchedulerLike,
  Subject,
  share,
  takeUntil,
  tap,
} from 'rxjs';
import { systemErrorCode } from '../errors.js';
import { type Abilities, abilitiesOf, isAnswering, synchronizedOf, synchronizedQuery } from './abilities.js';
import type { Size } from './frame.js';
import { openJobControl, type ProcessSignals } from './terminal-job-control.js';
import { terminalInput } from './terminal-input.js';
import { type KeyInput, openKeyReader } from './terminal-keys.js';
import {
  mouseReportsOn,
  restoreSequence,
  retakeSequence,
  takeSequence,
  titleSequence,
} from './terminal-modes.js';

/** What is asked of standard input; a `tty.ReadStream` is one. */
export type TerminalInput = Readable & { setRawMode?(isRaw: boolean): unknown };

/** What is asked of standard output; a `tty.WriteStream` is one. */
export type TerminalOutput = Writable & {
  readonly columns?: number;
  readonly rows?: number;
  readonly fd?: number;
};

export interface TerminalOptions {
  readonly stdin: TerminalInput;
  readonly stdout: TerminalOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signals: ProcessSignals;
  /** The time line on which an Escape key is told from the beginning of a longer sequence, and stopping is watched. */
  readonly scheduler: SchedulerLike;
  /** Whether the mouse is ours, so that its wheel scrolls; not, if left out. */
  readonly mouse?: boolean;
}

/** A terminal that is ours until it is closed. */
export interface TerminalPort {
  /** What is typed and pasted, and whether the window has the focus. Completes when the terminal is gone or closed. Subscribe once. */
  readonly keys$: Observable<KeyInput>;
  /** What the terminal answers to questions, each a complete escape sequence. Nothing comes while nobody reads keys. */
  readonly reports$: Observable<string>;
  /** What the terminal can do, as far as that is known by now. */
  abilities(): Abilities;
  /** The size of the window: at once, then whenever it differs. */
  readonly size$: Observable<Size>;
  /** Whether the terminal takes more just now: at once, then whenever it differs. */
  readonly writable$: Observable<boolean>;
  /** The terminal was away and is ours again; nothing of what was painted is left. */
  readonly resumed$: Observable<void>;
  /** Writes control sequences and text as they are. What was not written by the painter has no business here. */
  write(text: string): void;
  setTitle(title: string): void;
  /**
   * Gives the terminal back and stops the program, as Ctrl-Z does; it is taken again when the program goes on, and soon
   * if it could not be stopped.
   */
  suspend(): void;
  /** Gives the terminal back. Works in an `exit` handler; a second time it does nothing. */
  close(): void;
}

/** What is assumed of a terminal that does not tell its size. */
const usualSize: Size = { columns: 80, rows: 24 };

/** Takes the terminal over. Whoever opens it closes it, however the program ends. */
export function openTerminal(options: TerminalOptions): TerminalPort {
  const { stdin, stdout, env, signals, scheduler, mouse = false } = options;
  const term = env['TERM'] ?? '';
  const keyReader = openKeyReader(term, scheduler);
  const size$ = new BehaviorSubject<Size>(windowSize(stdout));
  const writable$ = new BehaviorSubject(true);
  const resumed$ = new Subject<void>();
  const gone$ = new Subject<void>();
  const reports$ = new Subject<string>();
  let abilities = abilitiesOf(env);
  let isAsked = false;
  let isOurs = false;
  let isClosed = false;

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
  const onResize = () => size$.next(windowSize(stdout));
  const onDrain = () => writable$.next(true);
  const goOn = () => {
    take();
    // A change of the size while the program was stopped goes unnoticed; this makes Node look again.
    signals.emit('SIGWINCH', 'SIGWINCH');
    onResize();
    resumed$.next();
  };
  // A terminal that was closed fails on reading or writing; that ends the input and is no crash. Listened to for ever,
  // since the last write may fail after we have closed.
  stdin.on('error', () => gone$.next());
  stdout.on('error', () => gone$.next());
  stdout.on('resize', onResize);
  stdout.on('drain', onDrain);
  take();
  const jobControl = openJobControl({ signals, scheduler, giveBack, goOn });

  const note = (report: string) => {
    const synchronized = synchronizedOf(report);
    if (synchronized !== undefined) abilities = { ...abilities, synchronized };
    reports$.next(report);
  };
  const typed$ = terminalInput(bytesOf(stdin).pipe(takeUntil(gone$)), scheduler).pipe(
    tap((token) => {
      if (token.type === 'report') note(token.text);
    }),
    mergeMap((token) => keyReader.read(token)),
    share(),
  );
  // Whoever brings the program back to the foreground looks at it; the terminal may not say so.
  const back$ = resumed$.pipe(
    map((): KeyInput => ({ type: 'focus', has: true })),
    takeUntil(typed$.pipe(ignoreElements(), endWith(undefined))),
  );

  return {
    keys$: merge(typed$, back$),
    reports$,
    abilities: () => abilities,
    size$: size$.pipe(
      distinctUntilChanged((one, other) => one.columns === other.columns && one.rows === other.rows),
    ),
    writable$: writable$.pipe(distinctUntilChanged()),
    resumed$,
    write(text) {
      if (isOurs && !stdout.write(text)) writable$.next(false);
    },
    setTitle(title) {
      // The Linux console has no title and shows what it is told of one.
      if (isOurs && term !== 'linux') stdout.write(titleSequence(title));
    },
    suspend() {
      jobControl.stop();
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      giveBack();
      jobControl.close();
      stdout.off('resize', onResize);
      stdout.off('drain', onDrain);
      gone$.next();
      keyReader.close();
      stdin.pause();
    },
  };
}

/** How large the window is, as far as it says so. */
export function windowSize({ columns, rows }: Pick<TerminalOutput, 'columns' | 'rows'>): Size {
  return { columns: columns || usualSize.columns, rows: rows || usualSize.rows };
}

function bytesOf(stdin: TerminalInput): Observable<Uint8Array> {
  return new Observable((subscriber) => {
    const onData = (chunk: Uint8Array | string) =>
      subscriber.next(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    const onEnd = () => subscriber.complete();
    stdin.on('data', onData);
    stdin.on('end', onEnd);
    stdin.on('close', onEnd);
    return () => {
      stdin.off('data', onData);
      stdin.off('end', onEnd);
      stdin.off('close', onEnd);
    };
  });
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
