// Which theme the screen has: one that was set, or what the terminal says of its background.
import { filter, map, merge, NEVER, Observable, of, type SchedulerLike, take, takeUntil, timer } from 'rxjs';
import {
  backgroundAnswerMs,
  backgroundQuery,
  defaultTheme,
  type Theme,
  themeOfAnswer,
} from '../view/theme.js';
import type { TerminalPort } from '../view/terminal.js';

/**
 * The theme: at once, and again if the terminal answers in time that it is another. Never completes.
 *
 * @param setting the theme that was set; `auto`: the terminal is asked
 * @param isAnswering whether it may be: a terminal that knows no questions might show them
 */
export function terminalTheme(
  setting: 'auto' | Theme,
  terminal: Pick<TerminalPort, 'reports$' | 'write'>,
  isAnswering: boolean,
  scheduler: SchedulerLike,
): Observable<Theme> {
  if (setting !== 'auto') return merge(of(setting), NEVER);
  return merge(of(defaultTheme), isAnswering ? answeredTheme(terminal, scheduler) : NEVER, NEVER);
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
