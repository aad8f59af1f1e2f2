// The time of day as the person writes it.

/** Whose way of writing times it is, and where; the process's own, if left out. */
export interface Place {
  /** BCP 47: `en-GB`. */
  readonly locale?: string;
  /** As the time zone database has it: `Europe/Vienna`. */
  readonly timeZone?: string;
}

/**
 * Makes times of day, hours and minutes.
 *
 * @param time the setting: `24h` or `12h`
 */
export function timeFormat(time: '24h' | '12h', { locale, timeZone }: Place = {}): (ms: number) => string {
  const hourCycle = time === '12h' ? 'h12' : 'h23';
  // Made when the first time is shown: it takes as long as all the rest of the first screen, which shows none.
  let format: Intl.DateTimeFormat | undefined;
  return (ms) => {
    format ??= new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle, timeZone });
    return format.format(ms);
  };
}
