// In what the programs for pipes wait differently from the chat, and why. Numbers only, all in milliseconds.
import { defaultProtocolTiming, longestHeartbeatMs, type ProtocolTiming } from '../protocol-timing.js';

/** Mostly `send` has left before this; then others need not give it what was said before it came. */
const sendListenMs = 10_000;

/** How `send` waits: it asks for history only when it stays, and so may be asked for it. */
export const sendTiming: ProtocolTiming = { ...defaultProtocolTiming, historyListenMs: sendListenMs };

/**
 * The longest that repair takes from when a datagram is noticed to be missing until it is there or given up: each time,
 * others' asking may put ours off by the longest pause, and the back-off that follows depends on the longest round trip.
 */
function longestRepairMs({
  reorderGraceMs,
  maxAsks,
  askAgainMaxMs,
  backoffFactor,
  roundTripBoundsMs: [, longestRoundTripMs],
}: ProtocolTiming): number {
  return reorderGraceMs + maxAsks * (askAgainMaxMs + backoffFactor * longestRoundTripMs);
}

/**
 * How `receive` waits. A person who reads would rather have the later lines than wait for a lost one; a log cannot be mended
 * afterwards, so here a hole holds back what came after it until it is filled or given up.
 */
export const receiveTiming: ProtocolTiming = {
  ...defaultProtocolTiming,
  holdBackMs: longestRepairMs(defaultProtocolTiming),
};

/**
 * How long `receive` waits for the parts of a message behind which nothing came: the last word of its author that tells of
 * them may be the end of the tail ladder, and their repair begins with that.
 */
export function partsPatienceMs(timing: ProtocolTiming): number {
  return (timing.tailLadderMs.at(-1) ?? 0) + longestRepairMs(timing);
}

/**
 * When the answers to each of our hellos are here, counted from when we are in the group: a hello is said some time after
 * joining, answered some time after that, and takes a way there and back.
 */
export function helloAnswersMs(timing: ProtocolTiming): readonly number[] {
  const { helloLadderMs, helloSpreadMs, helloAnswerMs, roundTripMs } = timing;
  return helloLadderMs.map((ms) => ms + helloSpreadMs + helloAnswerMs + roundTripMs);
}

/**
 * When everybody in a small group has said that they are here, counted from when we are in the group: also those who cannot
 * hear our hello and so do not answer it.
 */
export function everybodyHeardMs(timing: ProtocolTiming): number {
  return longestHeartbeatMs(timing) + timing.roundTripMs;
}
