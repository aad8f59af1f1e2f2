// Which colours the chat has: those of a theme that was set, or of the one that suits the background, as far as the
// terminal tells it. Knows both what the settings call a colour and what the view takes.
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
import { colourNames } from '../settings/colour-names.js';
import type { WrittenColour, WrittenTheme } from '../settings/theme-schema.js';
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
import { type Colour, colourRoles, noColoursOfOwn, type ThemeColours } from '../view/theme-colours.js';

/** A theme, as the view takes it. */
export interface ChosenTheme {
  /** The built-in theme that it is, or stands on; `auto`: the one that suits the background. */
  readonly base: 'auto' | Theme;
  /** What it says otherwise. */
  readonly own: ThemeColours;
}

/** The theme that the settings name; `auto` where there is none of that name. */
export function chosenTheme({ theme, themes }: Pick<SettingValues, 'theme' | 'themes'>): ChosenTheme {
  if (theme === 'dark' || theme === 'light') return { base: theme, own: noColoursOfOwn };
  // A name such as `constructor` is no theme of an object that has none.
  const written = Object.hasOwn(themes, theme) ? themes[theme] : undefined;
  return written === undefined
    ? { base: 'auto', own: noColoursOfOwn }
    : { base: written.base, own: coloursOf(written) };
}

function coloursOf({ colours = {}, handles = [] }: WrittenTheme): ThemeColours {
  const roles = colourRoles.flatMap((role) => {
    const written = colours[role];
    return written === undefined ? [] : [[role, colourOf(written)] as const];
  });
  return { roles: Object.fromEntries(roles), handles: handles.map(colourOf) };
}

/** The digits of each channel in `#rrggbb`. */
const channelDigits = [
  [1, 3],
  [3, 5],
  [5, 7],
] as const;

function colourOf(written: WrittenColour): Colour {
  if (typeof written === 'number') return written;
  const index = colourNames.findIndex((name) => name === written);
  if (index !== -1) return index;
  const [red, green, blue] = channelDigits.map(([from, to]) => Number.parseInt(written.slice(from, to), 16));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** How colours are said as long as the terminal has not told of its background: the first that {@link terminalColours} emits. */
export function firstColours(
  settings: Pick<SettingValues, 'theme' | 'themes' | 'colour'>,
  env: NodeJS.ProcessEnv,
): Colours {
  const { base, own } = chosenTheme(settings);
  return { depth: wantedColourDepth(settings.colour, env), theme: firstTheme(base), own };
}

function firstTheme(base: ChosenTheme['base']): Theme {
  return base === 'auto' ? defaultTheme : base;
}

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
