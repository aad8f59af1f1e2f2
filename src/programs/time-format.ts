// The time of day as the person writes it.

/**
 * Makes times of day, hours and minutes.
 *
 * @param time the setting: `24h` or `12h`
 */
export function timeFormat(time: '24h' | '12h'): (ms: number) => string {
  const hourCycle = time === '12h' ? 'h12' : 'h23';
  const format = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle });
  return (ms) => format.format(ms);
}
