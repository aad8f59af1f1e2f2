// What has happened to a transcript between two versions of it. Pure. Versions share the chunks that are the same, so that
// only those are looked into that are not.
import type { Entry } from './entry.js';
import type { Transcript } from './transcript.js';

export interface TranscriptChanges {
  /** Entries that are new, in the order of the transcript. */
  readonly added: readonly Entry[];
  /** Entries that another version of them stands for now. */
  readonly changed: readonly { readonly before: Entry; readonly after: Entry }[];
  /** The keys of entries that are gone: holes that were filled, and the oldest of a full transcript. */
  readonly removed: ReadonlySet<string>;
}

/** How one version differs from an earlier one. */
export function transcriptChanges(before: Transcript, after: Transcript): TranscriptChanges {
  const gone = new Map(entriesBeside(before, after).map((entry) => [entry.key, entry]));
  const added: Entry[] = [];
  const changed: { before: Entry; after: Entry }[] = [];
  for (const entry of entriesBeside(after, before)) {
    const old = gone.get(entry.key);
    gone.delete(entry.key);
    if (old === undefined) added.push(entry);
    else if (old !== entry) changed.push({ before: old, after: entry });
  }
  return { added, changed, removed: new Set(gone.keys()) };
}

/** The entries of the chunks that the other version does not have. */
function entriesBeside({ chunks }: Transcript, other: Transcript): readonly Entry[] {
  const shared = new Set(other.chunks);
  return chunks.filter((chunk) => !shared.has(chunk)).flatMap(({ entries }) => entries);
}
