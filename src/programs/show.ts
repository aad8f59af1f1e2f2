// From snapshots to the screen: each change of session, screen or window becomes a view model, a frame, and the bytes
// that differ; how often, `view/paint-schedule.ts` decides.
import {
  combineLatest,
  distinctUntilChanged,
  EMPTY,
  map,
  type Observable,
  type SchedulerLike,
  scan,
  startWith,
  switchMap,
  takeWhile,
  tap,
  timer,
} from 'rxjs';
import { wantedAbilities } from '../view/abilities.js';
import type { Colours } from '../view/colour-depth.js';
import { composeFrame } from '../view/compose-frame.js';
import { floodAt, floodsIn } from '../view/floods.js';
import type { Frame, Size } from '../view/frame.js';
import { floodFrameMs, frameMs, paintSchedule } from '../view/paint-schedule.js';
import { paint } from '../view/painter.js';
import type { DoctorView } from '../view/doctor-view.js';
import type { ScreenView } from '../view/screen-view.js';
import type { SessionView } from '../view/session-view.js';
import type { TerminalPort } from '../view/terminal.js';
import type { ViewModel } from '../view/view-model.js';

/** A countdown is drawn anew this often. */
const countdownMs = 1000;

export interface Shown {
  readonly session$: Observable<SessionView>;
  readonly screen$: Observable<ScreenView>;
  /** What the doctor says; emits `undefined` while it is not asked. */
  readonly doctor$: Observable<DoctorView | undefined>;
  /** Emits when everything has to be painted again, whatever was painted before. */
  readonly redraw$: Observable<unknown>;
  readonly terminal: TerminalPort;
  /** Whether URLs may be links, where the terminal knows links; they may, if left out. */
  readonly areLinksWanted?: () => boolean;
  /** What else a frame is drawn from; asked for each one. */
  readonly extras?: () => ViewExtras;
  /** Is told of each frame that is painted. */
  readonly seen?: (frame: Frame) => void;
  /** What the terminal shows already, in the first of the colours; left out where that is unknown. */
  readonly painted?: Frame;
  /** How colours are said; emits at once, and again when they are to be others. */
  readonly colours$: Observable<Colours>;
  readonly scheduler: SchedulerLike;
  /** Calls back when all that has just happened is dealt with; at once, if left out. */
  readonly afterwards?: (act: () => void) => void;
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  /** How the time of day is written; asked for each frame. */
  readonly timeFormat: () => (ms: number) => string;
  readonly formatDay: (ms: number) => string;
}

/** Keeps the terminal showing what is; subscribe to begin. */
export function show({
  session$,
  screen$,
  doctor$,
  redraw$,
  terminal,
  areLinksWanted = () => true,
  extras = () => ({}),
  seen = () => undefined,
  painted,
  colours$,
  scheduler,
  afterwards = (act) => act(),
  now,
  timeFormat,
  formatDay,
}: Shown): Observable<unknown> {
  // What the networks did is told as seconds ago.
  const tick$ = combineLatest([session$, screen$]).pipe(
    map(([{ retryAt }, { overlay }]) => retryAt !== undefined || overlay?.name === 'net'),
    distinctUntilChanged(),
    switchMap((counting) => (counting ? timer(countdownMs, countdownMs, scheduler) : EMPTY)),
    startWith(0),
  );
  const view$ = combineLatest({
    session: session$,
    screen: screen$,
    doctor: doctor$,
    size: terminal.size$,
    tick: tick$,
  }).pipe(
    // The screen is about to be given back: what would be painted now, nobody could read.
    takeWhile(({ session }) => session.phase !== 'closed'),
  );
  /** Whether what was painted last changed anything on the screen. */
  let hasChanged = true;
  const schedule = paintSchedule<Seen>({
    frameMs,
    scheduler,
    afterwards,
    writable$: terminal.writable$,
    // What somebody does shows at once, however much is said meanwhile.
    isUrgent: (view, shown) => view.screen !== shown.screen,
    restMs: ({ session }) => {
      if (!hasChanged) return 0;
      return isFlooded(session) ? floodFrameMs : frameMs;
    },
  });
  const abilities = () => wantedAbilities(terminal.abilities(), areLinksWanted());
  const paintedFrom = (before: Painted, colours: Colours) =>
    view$.pipe(
      schedule,
      map(({ doctor, session, screen, size }) =>
        composeFrame({
          ...extras(),
          session,
          screen,
          ...(doctor === undefined ? {} : { doctor }),
          size,
          now: now(),
          formatTime: timeFormat(),
          formatDay,
        }),
      ),
      tap(seen),
      scan<Frame, Painted>(
        ({ frame }, next) => ({ frame: next, bytes: paint(frame, next, colours, abilities()) }),
        before,
      ),
      tap(({ bytes }) => {
        hasChanged = bytes !== '';
        if (hasChanged) terminal.write(bytes);
      }),
      map(({ frame }) => frame?.title),
      distinctUntilChanged(),
      tap((title) => terminal.setTitle(title ?? '')),
    );
  return combineLatest([colours$, redraw$.pipe(startWith(undefined))]).pipe(
    switchMap(([colours], index) =>
      paintedFrom(index === 0 ? { frame: painted, bytes: '' } : nothingPainted, colours),
    ),
  );
}

/** Whether more is being said than anybody reads. */
function isFlooded({ transcript, handle }: SessionView): boolean {
  return floodAt(floodsIn(transcript, handle), transcript.length - 1) !== undefined;
}

/** What a frame is drawn from beside what changes it. */
export type ViewExtras = Pick<ViewModel, 'keymap' | 'details' | 'partsOf'>;

/** What a frame is drawn from. */
interface Seen {
  readonly session: SessionView;
  readonly screen: ScreenView;
  readonly doctor: DoctorView | undefined;
  readonly size: Size;
}

interface Painted {
  /** What the terminal shows; `undefined` when that is unknown. */
  readonly frame: Frame | undefined;
  readonly bytes: string;
}

const nothingPainted: Painted = { frame: undefined, bytes: '' };
