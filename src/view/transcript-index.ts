// Finds the entry that the messages are scrolled back to, also when it is no longer there.
import { compareStamps } from '../chat/hybrid-clock.js';
import type { Entry, Transcript } from '../chat/transcript.js';
import type { ScrollPosition } from './screen-view.js';

/** A row in the transcript: the entry it belongs to, and how many rows of that entry are below it. */
export interface RowPlace {
  /** 0 is the oldest kept; -1 in an empty transcript. */
  readonly index: number;
  readonly rowsHidden: number;
}

/**
 * Where the pane's last row is.
 *
 * @param scroll absent: the newest row. Its entry may have been a hole that has been filled: then what stands in that
 *   place is taken. It may have been forgotten with the oldest of the transcript: then the oldest that is left.
 */
export function placeOf(transcript: Transcript, scroll: ScrollPosition | undefined): RowPlace {
  const newest = { index: transcript.length - 1, rowsHidden: 0 };
  if (scroll === undefined) return newest;
  const index = lastIndex(transcript, ({ key }) => key === scroll.key);
  if (index !== -1) return { index, rowsHidden: scroll.rowsHidden };
  const near = lastIndex(transcript, ({ clock }) => compareStamps(clock, scroll.clock) <= 0);
  return { index: Math.min(newest.index, Math.max(0, near)), rowsHidden: 0 };
}

/** The index of the newest entry that fits; -1 when none does. */
function lastIndex(transcript: Transcript, fits: (entry: Entry) => boolean): number {
  let end = transcript.length;
  for (const { entries } of transcript.chunks.toReversed()) {
    const index = entries.findLastIndex(fits);
    if (index !== -1) return end - entries.length + index;
    end -= entries.length;
  }
  return -1;
}
