// `backchannel HANDLE`: the chat on the whole screen. Wires the terminal to the screen machine, the screen to the
// session, and both to what is shown; gives the terminal back however it ends.
import {
  BehaviorSubject,
  catchError,
  combineLatest,
  distinctUntilChanged,
  EMPTY,
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
import type { ScreenEvent } from '../../machines/screen.events.js';
import { screenMachine } from '../../machines/screen.machine.js';
import { screenView } from '../../machines/screen.view.js';
import type { Session, Surroundings } from '../app.js';
import type { ViewSettings } from '../config.js';
import type { ChatFacts } from '../doctor/facts.js';
import { findingSigns } from '../doctor/finding.js';
import { exitCodes } from '../exit-codes.js';
import { notifierOf } from '../view/abilities.js';
import type { DoctorView } from '../view/doctor-view.js';
import { boundKeymap, type KeyProblem } from '../view/keymap.js';
import { floodsIn } from '../view/floods.js';
import { turnTo } from '../view/overlays/overlay-pane.js';
import { findHit, scrollTo } from '../view/scroll.js';
import type { SessionView } from '../view/session-view.js';
import { singleKeys } from '../view/single-keys.js';
import type { Frame } from '../view/frame.js';
import { openTerminal } from '../view/terminal.js';
import type { HeldTerminal } from '../view/terminal-hold.js';
import { newestPlace } from '../view/transcript-index.js';
import type { ViewModel } from '../view/view-model.js';
import type { ChatProcess } from './chat-process.js';
import { closeOnCrash } from './close-on-crash.js';
import { messageDetailsOf } from './message-details-of.js';
import { leaveOnce } from './leave-once.js';
import { leaveWhenSignalled } from './leave-when-signalled.js';
import { lookedAt, type NetworkLook } from './network-look.js';
import { type Notify, notifications } from './notify.js';
import { partsCounter } from './parts-of.js';
import { peopleWanted } from './people-wanted.js';
import { type Reload, submitLine } from './submit-line.js';
import { sessionViewOf } from './session-view-of.js';
import { show, type ViewExtras } from './show.js';
import { snapshots } from './snapshots.js';
import { unreadDatagrams } from './unread-datagrams.js';
import { terminalColours } from './terminal-theme.js';
import { type Place, timeFormat } from './time-format.js';
import { unsentSentence } from './unsent.js';
import { grantWishes } from './writing.js';

/** How often the network is looked at, while somebody does. */
const lookMs = 1000;

/** What can be set of the screen. */
export interface ChatViewSettings extends Pick<ViewSettings, 'theme' | 'themes'> {
  /** Whether the wheel scrolls; otherwise the terminal selects text as ever. */
  readonly mouse: boolean;
  /** Whether there are colours; `auto`: as the terminal has them. */
  readonly colour: 'auto' | 'always' | 'never';
  /** Whether the people stand beside the messages; `auto`: where the window is wide enough. */
  readonly people: 'auto' | 'always' | 'never';
  /** For what the terminal notifies while one looks elsewhere. */
  readonly notify: Notify;
  /** Whether URLs are links, where the terminal knows links. */
  readonly hyperlinks: boolean;
  /** Whether Tab completes the short names of emoji. */
  readonly emoji: boolean;
  /** How the time of day is written. */
  readonly time: '24h' | '12h';
  /** What keys do: for each the name of a command, or `null` for nothing. */
  readonly keys: Readonly<Record<string, string | null>>;
}

/** What of it changes while the chat runs, when the settings are read again. */
type LiveSettings = Omit<ChatViewSettings, 'mouse'>;

const defaultView: ChatViewSettings = {
  mouse: true,
  theme: 'auto',
  themes: {},
  colour: 'auto',
  people: 'auto',
  notify: 'mention',
  hyperlinks: true,
  emoji: true,
  time: '24h',
  keys: {},
};

/** What the chat takes from the world. */
export interface ChatWorld {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly scheduler: SchedulerLike;
  /** Calls back when all that has just happened is dealt with; at once, if left out. */
  readonly afterwards?: (act: () => void) => void;
  /** What the person has set; as the program has it by itself, where left out. */
  readonly view?: Partial<ChatViewSettings>;
  /** Reads the settings again, upon `/reload`. */
  readonly reload?: Reload;
  /** What they are then. */
  readonly reloaded$?: Observable<{ readonly values: LiveSettings }>;
  /** What else the person is to be told. */
  readonly tellings$?: Observable<string>;
  readonly process: ChatProcess;
  /** Emits the signals that end the chat; the process, if left out. */
  readonly signals?: NodeJS.EventEmitter;
  /** Takes the terminal over; the process's own, if left out. */
  readonly openTerminal?: typeof openTerminal;
  /** The terminal, and what it shows already; left out where it has not been taken over. */
  readonly held?: HeldTerminal;
  readonly painted?: Frame;
  /** Whose times of day and dates are shown; the process's, if left out. */
  readonly place?: Place;
  /** Is told of each frame that is painted. */
  readonly seen?: (frame: Frame) => void;
  /** Is told of everything that the screen's machine does. */
  readonly inspect?: Surroundings['inspect'];
  /** Where the inspector's page is; left out while there is none. */
  readonly inspectorUrl?: string;
  /** What is asked of the network only while somebody looks at it. */
  readonly lookAtNetwork: () => NetworkLook;
  /** Lets the doctor look around for some seconds while the chat goes on. */
  readonly examine: (readChat: () => ChatFacts) => Observable<DoctorView>;
}

/**
 * Runs the chat on a session that has not been started.
 *
 * @returns the exit code: 0, 1 when something typed was not sent, or 128 and the number of the signal that ended it
 */
export async function runChat(session: Session, world: ChatWorld): Promise<number> {
  const {
    now,
    scheduler,
    process,
    examine,
    lookAtNetwork,
    view: set = {},
    reload,
    reloaded$ = EMPTY,
  } = world;
  const { signals = process, seen, inspect, inspectorUrl, tellings$ = EMPTY, painted, afterwards } = world;
  const { stdin, stdout, stderr, env } = process;
  const subscriptions = new Subscription();
  const { mouse, ...settings } = { ...defaultView, ...set };
  const live$ = new BehaviorSubject<LiveSettings>(settings);
  const live = () => live$.value;
  const { keymap, problems } = boundKeymap(settings.keys);
  const open = world.openTerminal ?? openTerminal;
  const terminal = open({ stdin, stdout, env, signals: process, scheduler, mouse, held: world.held });
  subscriptions.add(() => terminal.close());
  subscriptions.add(closeOnCrash(process, () => terminal.close()));

  const screen = createActor(screenMachine, {
    ...(inspect === undefined ? {} : { inspect }),
    input: { keymap, people: peopleWanted(settings) },
  });
  const redraw$ = new Subject<void>();
  let formatTime = timeFormat(settings.time, world.place);
  const formatDay = dayFormat(world.place);
  const quit = () => session.send({ type: 'quit' });

  screen.on('submitted', ({ text }) => submitLine(text, session, screen, { now, reload, inspectorUrl }));
  let doctor: DoctorView | undefined;
  const partsOf = partsCounter(() => session.getSnapshot());
  const extras = (): ViewExtras => {
    const { context } = screen.getSnapshot();
    const isAsked = context.overlay?.name === 'message';
    const details = isAsked ? messageDetailsOf(session.getSnapshot(), context.selection) : undefined;
    return { keymap: context.keymap, partsOf, ...(details === undefined ? {} : { details }) };
  };
  const viewModel = (): ViewModel => {
    const snapshot = screen.getSnapshot();
    return {
      ...extras(),
      session: sessionViewOf(session.getSnapshot()),
      screen: screenView(snapshot),
      ...(doctor === undefined ? {} : { doctor }),
      size: snapshot.context.size,
      now: now(),
      formatTime,
      formatDay,
    };
  };
  screen.on('scroll', ({ step }) => screen.send({ type: 'scrolled', to: scrollTo(viewModel(), step) }));
  screen.on('find', ({ step }) => {
    const { hit, scroll } = findHit(viewModel(), step);
    screen.send({ type: 'found', hit, scroll });
  });
  screen.on('unfold', () => screen.send(unfolding(viewModel().session)));
  grantWishes({ screen, terminal, env, viewModel, isEmojiWanted: () => live().emoji });
  screen.on('turn', ({ step }) => screen.send({ type: 'turned', top: turnTo(viewModel(), step) }));
  screen.on('quit', quit);
  screen.on('suspend', () => terminal.suspend());
  screen.on('redraw', () => redraw$.next());
  /** Where reading stops when nobody looks any more. */
  const newest = () => {
    const place = newestPlace(sessionViewOf(session.getSnapshot()).transcript);
    return place === undefined ? {} : { newest: place };
  };
  session.on('taken', () => screen.send({ type: 'accepted', ...newest() }));
  session.on('refused', ({ sentence }) => screen.send({ type: 'refused', sentence }));

  const signalled = leaveWhenSignalled(session, signals);
  subscriptions.add(signalled.stop);

  screen.start();
  const ended = toPromise(session);
  const screen$ = snapshots(screen).pipe(map(screenView));
  // The doctor comes when the page is opened, and goes when it is closed.
  const doctor$ = screen$.pipe(
    map(({ overlay }) => overlay?.name === 'doctor'),
    distinctUntilChanged(),
    switchMap((isAsked) =>
      isAsked ? examine(() => chatFacts(session)).pipe(catchError(unexamined)) : of(undefined),
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
    areLinksWanted: () => live().hyperlinks,
    extras,
    ...(seen === undefined ? {} : { seen }),
    ...(painted === undefined ? {} : { painted }),
    colours$: terminalColours(live$, { terminal, env, scheduler }),
    scheduler,
    ...(afterwards === undefined ? {} : { afterwards }),
    now,
    timeFormat: () => formatTime,
    formatDay,
  });
  subscriptions.add(terminal.size$.subscribe((size) => screen.send({ type: 'resize', ...size })));
  subscriptions.add(shown.subscribe());
  // The first screen is there before the network is asked for.
  session.start();
  subscriptions.add(
    terminal.keys$.subscribe({
      next: (input) => {
        if (input.type === 'focus') return screen.send({ ...input, ...newest() });
        if (input.type !== 'key' || input.text === undefined) return screen.send(input);
        for (const key of singleKeys(input.text, screenView(screen.getSnapshot()).mode))
          screen.send({ type: 'key', key, text: key });
      },
      // The terminal is gone, of which a signal may tell too.
      complete: () => leaveOnce(session),
    }),
  );

  subscriptions.add(
    notifications({
      session,
      notifier: notifierOf(env),
      scheduler,
      isAway: () => screen.getSnapshot().context.isAway,
      notify: () => live().notify,
    }).subscribe((bytes) => terminal.write(bytes)),
  );
  const tellProblem = ([problem]: readonly KeyProblem[]) => {
    if (problem === undefined) return;
    screen.send({ type: 'notice', sentence: `in the settings, the key "${problem.key}" ${problem.problem}` });
  };
  // What is wrong with the settings is said last, since it takes the place of what was said before.
  if (inspectorUrl !== undefined) {
    screen.send({ type: 'notice', sentence: `the inspector is at ${inspectorUrl}` });
  }
  tellProblem(problems);
  subscriptions.add(
    merge(tellings$, unreadDatagrams({ session, lookAtNetwork, scheduler })).subscribe((sentence) =>
      screen.send({ type: 'notice', sentence }),
    ),
  );
  subscriptions.add(
    reloaded$.subscribe(({ values }) => {
      if (values.time !== live().time) formatTime = timeFormat(values.time, world.place);
      if (values.people !== live().people) screen.send({ type: 'people.set', people: peopleWanted(values) });
      live$.next(values);
      const bound = boundKeymap(values.keys);
      screen.send({ type: 'bound', keymap: bound.keymap });
      tellProblem(bound.problems);
      redraw$.next();
    }),
  );

  const output = await ended.finally(() => subscriptions.unsubscribe());
  screen.stop();
  const unsent = unsentSentence(output);
  if (unsent !== undefined) stderr.write(`backchannel: ${unsent}\n`);
  return signalled.exitCode() ?? (unsent === undefined ? exitCodes.done : exitCodes.failed);
}

/**
 * Shows the lines of floods where there are any; else the key would do nothing that could be seen. What it says then may
 * stand there when a flood begins: it tells of the moment of the key.
 */
function unfolding({ transcript, handle }: SessionView): ScreenEvent {
  return floodsIn(transcript, handle).length > 0
    ? { type: 'unfolded' }
    : { type: 'told', sentence: 'there was nothing to unfold: every line was in sight' };
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

/** A day in full, as the person writes it. */
function dayFormat(place: Place = {}): (ms: number) => string {
  // Most talk begins and ends on one day: then none is made, which takes milliseconds.
  let format: Intl.DateTimeFormat | undefined;
  return (ms) => {
    format ??= new Intl.DateTimeFormat(place.locale, { dateStyle: 'full', timeZone: place.timeZone });
    return format.format(ms);
  };
}
