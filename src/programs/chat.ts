// `backchannel HANDLE`: the chat on the whole screen. Wires the terminal to the screen machine, the screen to the
// session, and both to what is shown; gives the terminal back however it ends.
import {
  catchError,
  combineLatest,
  distinctUntilChanged,
  map,
  merge,
  type Observable,
  of,
  type SchedulerLike,
  Subject,
  Subscription,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import { createActor, toPromise } from 'xstate';
import { screenMachine, screenView } from '../../machines/screen.machine.js';
import type { SessionSnapshot } from '../../machines/session.machine.js';
import type { Session } from '../app.js';
import type { ChatFacts } from '../doctor/facts.js';
import { findingSigns } from '../doctor/finding.js';
import { exitCodes, signalExitBase } from '../exit-codes.js';
import { colourDepth } from '../view/colour-depth.js';
import type { DoctorView } from '../view/doctor-view.js';
import { turnTo } from '../view/overlays/overlay-pane.js';
import { scrollTo } from '../view/scroll.js';
import { openTerminal } from '../view/terminal.js';
import type { ViewModel } from '../view/view-model.js';
import type { Bridge } from '../net/interfaces.js';
import type { SessionView } from '../view/session-view.js';
import { netViewOf } from './net-view-of.js';
import { doctorViewOf } from './doctor-view-of.js';
import type { ExaminationEvent } from './examine.js';
import { submitLine } from './submit-line.js';
import { sessionViewOf } from './session-view-of.js';
import { show } from './show.js';
import { snapshots } from './snapshots.js';
import { unsentSentence } from './unsent.js';

/** The signals that end the chat, with their numbers (signal(7)). */
const endingSignals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** How often the network is looked at, while somebody does. */
const lookMs = 1000;

/** What the session does not know of its network. */
export interface NetworkLook {
  /** Datagrams that the system dropped on the chat's port; `undefined` where it does not say. */
  readonly kernelDrops: number | undefined;
  /** Devices that have turned out to be on one segment. */
  readonly bridges: readonly Bridge[];
}

/** What the chat takes from the world. */
export interface ChatWorld {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly scheduler: SchedulerLike;
  readonly process: NodeJS.Process;
  /** What is asked of the network only while somebody looks at it. */
  readonly lookAtNetwork: () => NetworkLook;
  /** Lets the doctor look around for some seconds while the chat goes on. */
  readonly examine: (readChat: () => ChatFacts) => Observable<ExaminationEvent>;
}

/**
 * Runs the chat on a session that has not been started.
 *
 * @returns the exit code: 0, 1 when something typed was not sent, or 128 and the number of the signal that ended it
 */
export async function runChat(
  session: Session,
  { now, scheduler, process, examine, lookAtNetwork }: ChatWorld,
): Promise<number> {
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
  let doctor: DoctorView | undefined;
  const viewModel = (): ViewModel => {
    const snapshot = screen.getSnapshot();
    return {
      session: sessionViewOf(session.getSnapshot()),
      screen: screenView(snapshot),
      ...(doctor === undefined ? {} : { doctor }),
      size: snapshot.context.size,
      now: now(),
      formatTime,
    };
  };
  screen.on('scroll', ({ step }) => screen.send({ type: 'scrolled', to: scrollTo(viewModel(), step) }));
  screen.on('turn', ({ step }) => screen.send({ type: 'turned', top: turnTo(viewModel(), step) }));
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
  const screen$ = snapshots(screen).pipe(map(screenView));
  // The doctor comes when the page is opened, and goes when it is closed.
  const doctor$ = screen$.pipe(
    map(({ overlay }) => overlay?.name === 'doctor'),
    distinctUntilChanged(),
    switchMap((isAsked) =>
      isAsked
        ? examine(() => chatFacts(session)).pipe(map(doctorViewOf), catchError(unexamined))
        : of(undefined),
    ),
    tap((view) => {
      doctor = view;
    }),
  );
  // The system's lists are long, and read only for whoever looks.
  const look$ = screen$.pipe(
    map(({ overlay }) => overlay?.name === 'net'),
    distinctUntilChanged(),
    switchMap((isAsked) => (isAsked ? timer(0, lookMs, scheduler).pipe(map(lookAtNetwork)) : of(undefined))),
  );
  const session$ = combineLatest([snapshots(session), look$]).pipe(
    map(([snapshot, look]) => lookedAt(snapshot, look)),
  );
  const shown = show({
    session$,
    screen$,
    doctor$,
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

function lookedAt(snapshot: SessionSnapshot, look: NetworkLook | undefined): SessionView {
  const view = sessionViewOf(snapshot);
  if (look === undefined) return view;
  const { kernelDrops, bridges } = look;
  const net = netViewOf(snapshot.context, bridges);
  return { ...view, net: kernelDrops === undefined ? net : { ...net, kernelDrops } };
}

/** What the running chat tells the doctor: whether the network takes what is said. */
function chatFacts(session: Session): ChatFacts {
  const { phase, reason } = sessionViewOf(session.getSnapshot());
  return { trouble: phase === 'blocked' ? reason : undefined };
}

/** The doctor failed: the chat goes on, and says so. */
function unexamined(error: unknown): Observable<DoctorView> {
  const text = `the doctor could not look around: ${error instanceof Error ? error.message : String(error)}`;
  return of({ parts: [{ heading: 'Verdict', findings: [{ sign: findingSigns.failure, text }] }] });
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
