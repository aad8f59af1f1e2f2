// Which colours the chat has while it runs: those of the theme that is set, or of the one that suits the background, as far
// as the terminal tells it.
import { isDeepStrictEqual } from 'node:util';
import {
  combineLatest,
  distinctUntilChanged,
  filter,
  map,
  merge,
  NEVER,
  Observable,
  of,
  type SchedulerLike,
  switchMap,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import type { SettingValues } from '../config.js';
import {
  backgroundAnswerMs,
  backgroundQuery,
  defaultTheme,
  type Theme,
  themeOfAnswer,
} from '../view/theme.js';
import { isAnswering } from '../view/abilities.js';
import { type Colours, wantedColourDepth } from '../view/colour-depth.js';
import type { TerminalPort } from '../view/terminal.js';
import { chosenTheme, firstTheme } from './chosen-theme.js';

export interface ColourWorld {
  readonly terminal: Pick<TerminalPort, 'reports$' | 'write'>;
  readonly env: NodeJS.ProcessEnv;
  readonly scheduler: SchedulerLike;
}

/** How colours are said: at once, and again when other settings hold or the terminal tells of its background. Never completes. */
export function terminalColours(
  settings$: Observable<Pick<SettingValues, 'theme' | 'themes' | 'colour'>>,
  { terminal, env, scheduler }: ColourWorld,
): Observable<Colours> {
  const depth$ = settings$.pipe(
    map(({ colour }) => wantedColourDepth(colour, env)),
    distinctUntilChanged(),
  );
  const chosen$ = settings$.pipe(
    map((settings) => chosenTheme(settings)),
    distinctUntilChanged((one, other) => isDeepStrictEqual(one, other)),
  );
  const theme$ = chosen$.pipe(
    map(({ base }) => base),
    // Nothing else is a reason to ask the terminal again.
    distinctUntilChanged(),
    switchMap((base) => terminalTheme(base, terminal, isAnswering(env), scheduler)),
  );
  return combineLatest([depth$, theme$, chosen$]).pipe(
    map(([depth, theme, { own }]) => ({ depth, theme, own })),
  );
}

/**
 * The theme: at once, and again if the terminal answers in time that it is another. Never completes.
 *
 * @param setting the theme that was set; `auto`: the terminal is asked
 * @param mayAsk whether it may be: a terminal that knows no questions might show them
 */
export function terminalTheme(
  setting: 'auto' | Theme,
  terminal: Pick<TerminalPort, 'reports$' | 'write'>,
  mayAsk: boolean,
  scheduler: SchedulerLike,
): Observable<Theme> {
  const isAsked = setting === 'auto' && mayAsk;
  return merge(of(firstTheme(setting)), isAsked ? answeredTheme(terminal, scheduler) : NEVER, NEVER);
}

function answeredTheme(
  terminal: Pick<TerminalPort, 'reports$' | 'write'>,
  scheduler: SchedulerLike,
): Observable<Theme> {
  return new Observable((subscriber) => {
    const subscription = terminal.reports$
      .pipe(
        map(themeOfAnswer),
        filter((theme) => theme !== undefined),
        filter((theme) => theme !== defaultTheme),
        take(1),
        takeUntil(timer(backgroundAnswerMs, scheduler)),
      )
      .subscribe(subscriber);
    terminal.write(backgroundQuery);
    return subscription;
  });
}
