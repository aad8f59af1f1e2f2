// A moment as a clock on the wall shows it, to the millisecond. Pure.

const format = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** The furthest that a date can be told (ECMA-262, "Time Values"), in milliseconds from 1970. */
const furthestMs = 8.64e15;

/** `12:00:01.234`, where the reader is; nothing for what is no time. @param at milliseconds since 1970 */
export function timeOfDay(at: number): string {
  return Math.abs(at) <= furthestMs ? format.format(at) : '';
}
