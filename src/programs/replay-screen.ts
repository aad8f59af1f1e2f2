// The terminal on which a chat is replayed: shows its frames in this terminal's own colours, and below them how far it is.
// The space bar pauses, q ends.
import { firstValueFrom, interval, merge, of, type SchedulerLike, Subject, Subscription } from 'rxjs';
import type { Pace } from '../recording/pace.js';
import type { RecordingHeader } from '../recording/recording-format.js';
import { type Colours, wantedColourDepth } from '../view/colour-depth.js';
import type { Frame } from '../view/frame.js';
import { frameMs, paintSchedule } from '../view/paint-schedule.js';
import { paint } from '../view/painter.js';
import { defaultTheme } from '../view/theme.js';
import { openTerminal } from '../view/terminal.js';
import type { ChatProcess } from './chat-process.js';
import { closeOnCrash } from './close-on-crash.js';
import { stagedFrame } from './staged-frame.js';
import { terminalColours } from './terminal-theme.js';

/** How often it is said anew how far the replay is. */
const progressMs = 500;

const percent = 100;

export interface ReplayScreenOptions {
  readonly process: ChatProcess;
  readonly scheduler: SchedulerLike;
  readonly header: RecordingHeader;
  readonly pace: Pace;
  /** How far the recording has been read, from 0 to 1. */
  readonly progress: () => number;
}

export interface ReplayScreen {
  /** The chat shows this now. */
  readonly seen: (frame: Frame) => void;
  /** The recording is over: what it showed last stays until the person leaves. */
  readonly left: () => Promise<void>;
  /** Somebody wants to leave. */
  readonly leave: () => void;
  readonly close: () => void;
}

/** Takes the terminal. Whoever opens it closes it. */
export function openReplayScreen(options: ReplayScreenOptions): ReplayScreen {
  const { process, scheduler, header, pace, progress } = options;
  const { stdin, stdout, env } = process;
  const { settings } = header;
  const terminal = openTerminal({ stdin, stdout, env, signals: process, scheduler });
  const subscriptions = new Subscription();
  const changes$ = new Subject<void>();
  let size = { columns: 0, rows: 0 };
  let colours: Colours = { depth: wantedColourDepth(settings.colour, env), theme: defaultTheme };
  let frame: Frame | undefined;
  let shown: Frame | undefined;
  let isOver = false;
  let hasLeft = false;
  const left$ = new Subject<void>();

  const statusText = (): string => {
    if (isOver) return 'replay: the end; q ends';
    const far = `${Math.floor(progress() * percent)} %`;
    return pace.isPaused()
      ? `replay: paused at ${far}; space goes on, q ends`
      : `replay: ${far}; space pauses, q ends`;
  };
  const draw = (): void => {
    const next = stagedFrame(frame, size, statusText());
    terminal.write(paint(shown, next, colours, terminal.abilities()));
    if (next.title !== shown?.title) terminal.setTitle(next.title ?? '');
    shown = next;
  };
  const drawAfresh = (): void => {
    shown = undefined;
    changes$.next();
  };
  const leave = (): void => {
    hasLeft = true;
    pace.stop();
    left$.next();
  };

  subscriptions.add(() => terminal.close());
  subscriptions.add(closeOnCrash(process, () => terminal.close()));
  subscriptions.add(
    merge(changes$, interval(progressMs, scheduler))
      .pipe(paintSchedule({ frameMs, scheduler, writable$: terminal.writable$ }))
      .subscribe(draw),
  );
  subscriptions.add(
    terminal.size$.subscribe((told) => {
      size = told;
      drawAfresh();
    }),
  );
  subscriptions.add(terminal.resumed$.subscribe(drawAfresh));
  subscriptions.add(
    terminal.keys$.subscribe({
      next: (input) => {
        if (input.type !== 'key') return;
        if (input.key === ' ') {
          pace.toggle();
          changes$.next();
        } else if (['q', 'Q', 'CTRL_C', 'CTRL_D'].includes(input.key)) leave();
      },
      complete: leave,
    }),
  );
  subscriptions.add(
    terminalColours(of(settings), { terminal, env, scheduler }).subscribe((told) => {
      colours = told;
      drawAfresh();
    }),
  );

  return {
    seen: (told) => {
      frame = told;
      changes$.next();
    },
    left: async () => {
      isOver = true;
      changes$.next();
      if (!hasLeft) await firstValueFrom(left$);
    },
    leave,
    close: () => subscriptions.unsubscribe(),
  };
}
