// Finds an entry's place in the transcript by its key.
import type { Transcript } from '../chat/transcript.js';

/** The index of the entry with this key, searched from the end; -1 when it is not (or no longer) there. */
export function indexOfKey(transcript: Transcript, key: string): number {
  let end = transcript.length;
  for (const { entries } of transcript.chunks.toReversed()) {
    const index = entries.findLastIndex((entry) => entry.key === key);
    if (index !== -1) return end - entries.length + index;
    end -= entries.length;
  }
  return -1;
}
