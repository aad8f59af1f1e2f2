// The terminal itself, as long as a program has it: tells what is typed and how large it is, writes, and gives it back.
// Knows neither what is typed means nor what is painted.
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
import { type Abilities, abilitiesOf, synchronizedOf } from './abilities.js';
import type { Size } from './frame.js';
import {
  type HeldTerminal,
  holdTerminal,
  type HoldOptions,
  type TerminalInput,
  windowSize,
} from './terminal-hold.js';
import { openJobControl, type ProcessSignals } from './terminal-job-control.js';
import { terminalInput } from './terminal-input.js';
import { type KeyInput, openKeyReader } from './terminal-keys.js';
import { titleSequence } from './terminal-modes.js';

export interface TerminalOptions extends HoldOptions {
  readonly signals: ProcessSignals;
  /** The time line on which an Escape key is told from the beginning of a longer sequence, and stopping is watched. */
  readonly scheduler: SchedulerLike;
  /** The terminal, where it has been taken over already. */
  readonly held?: HeldTerminal | undefined;
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

/** Takes the terminal over. Whoever opens it closes it, however the program ends. */
export function openTerminal(options: TerminalOptions): TerminalPort {
  const { stdin, stdout, env, signals, scheduler } = options;
  const term = env['TERM'] ?? '';
  const keyReader = openKeyReader(term, scheduler);
  const size$ = new BehaviorSubject<Size>(windowSize(stdout));
  const writable$ = new BehaviorSubject(!stdout.writableNeedDrain);
  const resumed$ = new Subject<void>();
  const gone$ = new Subject<void>();
  const reports$ = new Subject<string>();
  let abilities = abilitiesOf(env);
  let isClosed = false;

  const onResize = () => size$.next(windowSize(stdout));
  const onDrain = () => writable$.next(true);
  const goOn = () => {
    held.take();
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
  const held = options.held ?? holdTerminal(options);
  const jobControl = openJobControl({ signals, scheduler, giveBack: held.giveBack, goOn });

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
      if (!held.write(text)) writable$.next(false);
    },
    setTitle(title) {
      // The Linux console has no title and shows what it is told of one.
      if (term !== 'linux') held.write(titleSequence(title));
    },
    suspend() {
      jobControl.stop();
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      held.giveBack();
      jobControl.close();
      stdout.off('resize', onResize);
      stdout.off('drain', onDrain);
      gone$.next();
      keyReader.close();
      stdin.pause();
    },
  };
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
