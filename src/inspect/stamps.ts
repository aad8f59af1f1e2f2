// What every event of an inspector begins with.

/** The version of the official format that these events have: that of @statelyai/inspect. */
const formatVersion = '0.7.2';

/** What tells one event from the others, and when it happened. */
export interface Stamp {
  readonly id: string;
  /** Milliseconds since 1970, as text. */
  readonly createdAt: string;
  readonly _version: string;
}

/** Gives each event its stamp. */
export type Stamps = () => Stamp;

/** @param now the wall clock: milliseconds since 1970 */
export function stampsOf(now: () => number): Stamps {
  let count = 0;
  return () => {
    count += 1;
    return { id: `event-${count}`, createdAt: String(now()), _version: formatVersion };
  };
}
