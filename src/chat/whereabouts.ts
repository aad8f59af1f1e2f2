// Where in its stream a datagram is taken whose number is far from what is expected: a sender that we could not hear for
// long has said a lot, or somebody forges numbers to make us deaf to the true ones. Pure.
import { isOutside, laidAside, newReception, noteFar } from './reception.js';
import type { Stream } from './streams.js';

/** How a chat datagram came: from its author, repeated by somebody, or as a part of what was said before we came. */
export type Via = 'chat' | 'repair' | 'history';

/**
 * The stream as it is received where the number belongs. One number far away tells nothing yet; two that follow each other
 * are believed (as for RTP, RFC 3550 §A.1). The place where the stream was before is remembered, so that whoever forged
 * the two does not keep us from hearing its author go on there.
 *
 * @param first from where on the stream would concern us if nothing were known of it but this datagram
 * @returns the very same stream if the number is near what is expected; `undefined` if it is far, and to be left aside
 */
export function whereabouts(
  stream: Stream,
  sequence: number,
  first: () => number,
  via: Via,
): Stream | undefined {
  const { reception, elsewhere } = stream;
  if (!isOutside(reception, sequence)) return stream;
  // What somebody else has missed does not tell where the stream is.
  if (via === 'repair') return undefined;
  if (elsewhere !== undefined && !isOutside(elsewhere, sequence)) return goingOn(stream, elsewhere);
  const isBehind = sequence < reception.next;
  // Nothing has come: all that is known of the stream is what somebody has said of it.
  if (isBehind && reception.came < reception.first) return goingOn(stream, newReception(first()));
  if (via === 'history') return undefined;
  if (sequence !== reception.farNext) return { ...stream, reception: noteFar(reception, sequence) };
  // What is far ahead, the reception takes by itself, and gives up what nobody repeats any more.
  return goingOn(stream, isBehind ? newReception(sequence - 1) : reception);
}

function goingOn(stream: Stream, reception: Stream['reception']): Stream {
  return { ...stream, reception, elsewhere: laidAside(stream.reception) };
}
