// `backchannel HANDLE`: the chat on the whole screen. Wires the terminal to the screen machine, the screen to the
// session, and both to what is shown; gives the terminal back however it ends.
import { map, merge, Observable, type SchedulerLike, Subject, Subscription } from 'rxjs';
import { createActor, type Subscribable, toPromise } from 'xstate';
import { screenMachine, screenView } from '../../machines/screen.machine.js';
import type { Session } from '../app.js';
import { exitCodes, signalExitBase } from '../exit-codes.js';
import { colourDepth } from '../view/colour-depth.js';
import { scrollTo } from '../view/scroll.js';
import { openTerminal } from '../view/terminal.js';
import { submitLine } from './submit-line.js';
import { sessionViewOf } from './session-view-of.js';
import { show } from './show.js';
import { unsentSentence } from './unsent.js';

/** The signals that end the chat, with their numbers (signal(7)). */
const endingSignals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** What the chat takes from the world. */
export interface ChatWorld {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly scheduler: SchedulerLike;
  readonly process: NodeJS.Process;
}

/**
 * Runs the chat on a session that has not been started.
 *
 * @returns the exit code: 0, 1 when something typed was not sent, or 128 and the number of the signal that ended it
 */
export async function runChat(session: Session, { now, scheduler, process }: ChatWorld): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  const subscriptions = new Subscription();
  const terminal = openTerminal({ stdin, stdout, env, signals: process, scheduler });
  subscriptions.add(() => terminal.close());
  subscriptions.add(closeOnCrash(process, () => terminal.close()));

  const screen = createActor(screenMachine);
  const redraw$ = new Subject<void>();
  const formatTime = timeFormat();
  const quit = () => session.send({ type: 'quit' });

  screen.on('submitted', ({ text }) => submitLine(text, session, screen, now));
  screen.on('scroll', ({ step }) => {
    const snapshot = screen.getSnapshot();
    const view = {
      session: sessionViewOf(session.getSnapshot()),
      screen: screenView(snapshot),
      now: now(),
      formatTime,
    };
    screen.send({ type: 'scrolled', to: scrollTo({ ...view, size: snapshot.context.size }, step) });
  });
  screen.on('quit', quit);
  screen.on('suspend', () => terminal.suspend());
  screen.on('redraw', () => redraw$.next());
  session.on('taken', () => screen.send({ type: 'accepted' }));
  session.on('refused', ({ sentence }) => screen.send({ type: 'refused', sentence }));

  let endedBy = 0;
  for (const [signal, number] of Object.entries(endingSignals)) {
    subscriptions.add(
      whenSignalled(process, signal, () => {
        endedBy = number;
        quit();
      }),
    );
  }

  screen.start();
  session.start();
  const ended = toPromise(session);
  const shown = show({
    session$: snapshots(session).pipe(map(sessionViewOf)),
    screen$: snapshots(screen).pipe(map(screenView)),
    redraw$: merge(redraw$, terminal.resumed$),
    terminal,
    colours: colourDepth(env),
    scheduler,
    now,
    formatTime,
  });
  subscriptions.add(terminal.size$.subscribe((size) => screen.send({ type: 'resize', ...size })));
  subscriptions.add(shown.subscribe());
  subscriptions.add(terminal.keys$.subscribe({ next: (key) => screen.send(key), complete: quit }));

  const output = await ended.finally(() => subscriptions.unsubscribe());
  screen.stop();
  const unsent = unsentSentence(output);
  if (unsent !== undefined) stderr.write(`backchannel: ${unsent}\n`);
  if (endedBy > 0) return signalExitBase + endedBy;
  return unsent === undefined ? exitCodes.done : exitCodes.failed;
}

/** An actor's snapshots, the present one first. */
function snapshots<Current>(actor: Subscribable<Current> & { getSnapshot(): Current }): Observable<Current> {
  return new Observable((subscriber) => {
    subscriber.next(actor.getSnapshot());
    const subscription = actor.subscribe(subscriber);
    return () => subscription.unsubscribe();
  });
}

/** Gives the terminal back before a crash prints its message, and on every other way out. Returns how to undo this. */
function closeOnCrash(process: NodeJS.Process, close: () => void): () => void {
  const crash = (error: unknown) => {
    close();
    process.stderr.write(
      `backchannel crashed; this is a defect:\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(exitCodes.failed);
  };
  // An unhandled rejection comes here too (Node docs: process, `unhandledRejection`).
  process.on('uncaughtException', crash);
  process.on('exit', close);
  return () => {
    process.off('uncaughtException', crash);
    process.off('exit', close);
  };
}

function whenSignalled(process: NodeJS.Process, signal: string, act: () => void): () => void {
  process.on(signal, act);
  return () => process.off(signal, act);
}

/** The time of day as the person writes it, hours and minutes. */
function timeFormat(): (ms: number) => string {
  const format = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (ms) => format.format(ms);
}
