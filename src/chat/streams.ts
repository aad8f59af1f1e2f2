// Which datagrams have been heard: per stream (one process speaking: client_id and epoch) the latest sequence numbers.
// UDP may deliver twice, and two interfaces on one segment do; the room shows once. Pure and bounded.
import { maxSequencesPerStream, maxStreams } from '../limits.js';

/** Sequence numbers heard, oldest first, by stream; the stream heard longest ago comes first. */
export type Streams = ReadonlyMap<string, readonly number[]>;

export const noStreams: Streams = new Map();

/** Names a stream. */
export function streamKey(clientId: string, epoch: number): string {
  return `${clientId}/${epoch}`;
}

/** Whether this datagram has been heard before, as far as the bounds let us remember. */
export function isDuplicate(streams: Streams, stream: string, sequence: number): boolean {
  return streams.get(stream)?.includes(sequence) ?? false;
}

/** Remembers a datagram as heard; the oldest number of the stream, and the longest silent stream, make room. */
export function remember(streams: Streams, stream: string, sequence: number): Streams {
  const heard = streams.get(stream) ?? [];
  const next = new Map(streams);
  // Deleting first moves the stream to the end of the map's order: the least recently heard stays in front.
  next.delete(stream);
  next.set(stream, [...(heard.length < maxSequencesPerStream ? heard : heard.slice(1)), sequence]);
  const [longestSilent] = next.keys();
  if (next.size > maxStreams && longestSilent !== undefined) next.delete(longestSilent);
  return next;
}
