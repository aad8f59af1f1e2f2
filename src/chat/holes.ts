// The places in the transcript where something of a stream is missing: opened when what comes after is shown, made smaller
// as they are filled, marked when they never will be. Pure.
import type { Source } from './entry.js';
import type { ClockStamp } from './hybrid-clock.js';
import type { PartialMessage } from './messages.js';
import { overlaps, type Ranges, withoutRange } from './ranges.js';
import { floorOf, isSought, isWanted } from './reception.js';
import { type ShownHole, type Stream, streamKey } from './streams.js';
import { insert, remove, type Transcript, update } from './transcript.js';

/** The transcript, and the stream whose holes it shows. */
export interface Holes {
  readonly transcript: Transcript;
  readonly stream: Stream;
}

type Mark = Pick<ShownHole, 'isLost' | 'isAgain'>;

/** Shows a hole. `clock` is that of what its author said next. */
export function openHole(
  { transcript, stream }: Holes,
  [first, last]: readonly [number, number],
  clock: ClockStamp,
  at: number,
): Holes {
  const key = streamKey(stream.clientId, stream.epoch);
  const count = last - first + 1;
  const hole: ShownHole = {
    kind: 'hole',
    key: `${key}/hole/${first}`,
    clientId: stream.clientId,
    handle: stream.handle,
    count,
    ...markOf(stream, first, last),
    at,
    clock,
    source: { stream: key, first, count },
  };
  return {
    transcript: insert(transcript, hole).transcript,
    stream: { ...stream, holes: [...stream.holes, hole] },
  };
}

/**
 * A message has come that is in a hole: what is missing before it stands before it now, what is missing after it where it
 * stood. What is missing of the message itself, it shows.
 */
export function fillHoles(before: Holes, filler: Source, clock: ClockStamp): Holes {
  const filled = [filler.first, lastOf(filler)] as const;
  const hit = before.stream.holes.filter((hole) => overlaps([rangeOf(hole)], filled));
  return hit.reduce((holes, hole) => {
    const closed = closeHole(holes, hole);
    const left = withoutRange([rangeOf(hole)], [filled[0], Number.MAX_SAFE_INTEGER]);
    const right = withoutRange([rangeOf(hole)], [0, filled[1]]);
    const opened = left.reduce((open, range) => openHole(open, range, clock, hole.at), closed);
    return right.reduce((open, range) => openHole(open, range, hole.clock, hole.at), opened);
  }, before);
}

/** Marks of which holes nothing is wanted, and of which something is again; lets go of those that nothing can come into. */
export function markHoles({ transcript, stream }: Holes): Holes {
  const marked = stream.holes.map((hole): ShownHole => {
    const { isLost, isAgain } = markOf(stream, ...rangeOf(hole));
    return isLost === hole.isLost && isAgain === hole.isAgain ? hole : { ...hole, isLost, isAgain };
  });
  const changed = marked.filter((hole, index) => hole !== stream.holes[index]);
  const holes = marked.filter(({ source }) => lastOf(source) >= floorOf(stream.reception));
  return { transcript: changed.reduce(showMark, transcript), stream: { ...stream, holes } };
}

/** Names the author on the holes that were opened before anybody knew the handle. */
export function nameHoles({ transcript, stream }: Holes): Holes {
  const holes = stream.holes.map((hole) => ({ ...hole, handle: stream.handle }));
  return { transcript: holes.reduce(showMark, transcript), stream: { ...stream, holes } };
}

/** Takes away the holes from this number on: the stream turns out to go on there. */
export function closeHolesFrom(holes: Holes, from: number): Holes {
  return holes.stream.holes.filter(({ source }) => lastOf(source) >= from).reduce(closeHole, holes);
}

/** Shows that a hole will never be filled. */
export function markLost(transcript: Transcript, hole: ShownHole): Transcript {
  return showMark(transcript, { ...hole, isLost: true, isAgain: false });
}

/** The numbers without those of messages that are shown with a mark of their own for what is missing of them. */
export function outsideOf(
  partials: Iterable<PartialMessage>,
  numbers: Ranges,
  { clientId, epoch }: Stream,
): Ranges {
  const key = streamKey(clientId, epoch);
  let outside = numbers;
  for (const { entry } of partials) {
    const { source } = entry;
    if (source.stream === key) outside = withoutRange(outside, [source.first, lastOf(source)]);
  }
  return outside;
}

/** The last number of those datagrams. */
export function lastOf({ first, count }: Source): number {
  return first + count - 1;
}

/** What is done about the numbers of a hole. */
function markOf({ reception }: Stream, first: number, last: number): Mark {
  if (isWanted(reception, first, last)) return { isLost: false, isAgain: false };
  const isAgain = isSought(reception, first, last);
  return { isLost: !isAgain, isAgain };
}

function showMark(transcript: Transcript, { key, handle, isLost, isAgain }: ShownHole): Transcript {
  const change = { handle, isLost, isAgain };
  return update(transcript, key, (entry) => (entry.kind === 'hole' ? { ...entry, ...change } : entry));
}

function closeHole({ transcript, stream }: Holes, hole: ShownHole): Holes {
  return {
    transcript: remove(transcript, hole.key),
    stream: { ...stream, holes: stream.holes.filter(({ key }) => key !== hole.key) },
  };
}

function rangeOf({ source }: ShownHole): readonly [number, number] {
  return [source.first, lastOf(source)];
}
