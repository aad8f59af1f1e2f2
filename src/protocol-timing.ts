// Every duration of the protocol between peers (presence, repair, history, receipts) in one object that tests and
// simulations replace, and the distributions that they are drawn from. Numbers only. All durations are in milliseconds.

export interface ProtocolTiming {
  /** When hello is said: after each of these. More: surer to be heard on a bad LAN; fewer: quieter. */
  readonly helloLadderMs: readonly number[];
  /**
   * Each hello waits a random time up to this, and is not said when enough others were heard by then. Higher: quieter when
   * many start together, after a power failure. Lower: sooner known.
   */
  readonly helloSpreadMs: number;
  /** The least time between two heartbeats. Higher: who is gone is noticed later. Lower: more control traffic. */
  readonly heartbeatMinMs: number;
  /** What all heartbeats of a LAN may take together, in bytes a second: with more members, each beats less often. */
  readonly heartbeatBytesPerSecond: number;
  /** The least time between two heartbeats of one process, whatever they are for: the later one would say nothing new. */
  readonly heartbeatPauseMs: number;
  /** When a heartbeat follows an own message: a last message that was lost has nothing behind it that would show the hole. */
  readonly tailLadderMs: readonly number[];
  /** The longest that an answer to a hello waits for others to answer first. */
  readonly helloAnswerMs: number;
  /** No evidence of a peer for this many heartbeat intervals: it is asked whether it is there. */
  readonly quietAfterIntervals: number;
  /** The pause between two such questions, */
  readonly queryMs: number;
  /** and how many go unanswered before it is gone. */
  readonly maxQueries: number;
  /** When we say that we leave: the others need not find out by themselves. More: surer; fewer: quicker to end. */
  readonly byeLadderMs: readonly number[];
  /** How long it takes until it is said that somebody has left: whoever comes back in this time never was away. */
  readonly leaveGraceMs: number;
  /** Nobody who speaks the 2012 original's format says that they are there: after this without a word they are quiet. */
  readonly originalQuietMs: number;
  /** and after this much more they are not listed any more. Lower: forgets who only listens; higher: lists who has left. */
  readonly originalGoneMs: number;
  /** Who comes and goes within this time is told of in one line. Higher: calmer; lower: sooner said. */
  readonly announceMs: number;
  /** Who is heard of within this time after we could hear, and was here before us, is told of as being here already. */
  readonly arrivalMs: number;
  /** Who speaks, but has not said for this long what it is, is listed as a person. Lower: programs are, if words are lost. */
  readonly roleWaitMs: number;
  /** Where we are on the network is told when it has been so for this long. Higher: flapping is told of less often. */
  readonly settledMs: number;

  /** How long a hole may be mere reordering. Higher: slower repair. Lower: asks for what is on its way. */
  readonly reorderGraceMs: number;
  /** The round trip that back-offs begin with, */
  readonly roundTripMs: number;
  /** and what is measured later counts as at least and at most this; both the same: it stays as it is. */
  readonly roundTripBoundsMs: readonly [least: number, greatest: number];
  /** and the factor K on it: T = K·GRTT (RFC 5401 §3.2.3). Higher: fewer of us ask for the same; lower: quicker. */
  readonly backoffFactor: number;
  /** The longest that the author of a message waits before it repeats it. */
  readonly authorAnswerMs: number;
  /** Others wait this long for the author first, */
  readonly othersAnswerMs: number;
  /** and then draw from this much more, so that one of them answers and the others hear it. */
  readonly othersBackoffMs: number;
  /** One message is repeated at most once in this time. */
  readonly repairPauseMs: number;
  /** After asking, this much time before asking again, */
  readonly askAgainMs: number;
  /** longer by this factor after the third time, */
  readonly askAgainFactor: number;
  /** and never longer than this. */
  readonly askAgainMaxMs: number;
  /** After asking this often a message is given up as lost. */
  readonly maxAsks: number;
  /** What is lost is asked for once more, if somebody seems to hold it, when it has been lost for this long, */
  readonly seekAfterMs: number;
  /** longer by this factor each time, so that it is found about as long after the trouble as that has lasted, */
  readonly seekFactor: number;
  /** and at most this often. Higher: found after more vain attempts. Lower: fewer questions nobody can answer. */
  readonly maxSeeks: number;
  /** How long a hole holds back what the same sender said after it. Higher: fewer lines out of order; lower: less waiting. */
  readonly holdBackMs: number;
  /** After somebody has asked for anything, own messages are repeated unasked for this long: this LAN loses some. */
  readonly echoForMs: number;
  /** and this much later than they are said. Higher: longer waits for what was lost. Lower: lost in the same burst. */
  readonly echoMs: number;
  /** Nobody was heard over IPv4 for this long, while others were over IPv6: it seems to be filtered. Lower: false alarms. */
  readonly familySilenceMs: number;
  /** After somebody has asked over IPv6, repairs and acknowledgements go out in both families for this long. */
  readonly widelyForMs: number;
  /** What repairs of one process may take, in bytes a second, so that repair never drowns the chat. */
  readonly repairBytesPerSecond: number;

  /** Least and greatest delay of an acknowledgement, in which it is merged with others. */
  readonly ackMs: readonly [least: number, greatest: number];
  /** How long a late joiner listens to who is there before it asks one of them for history. */
  readonly historyListenMs: number;
  /** The longest silence of the one that was asked, before the next one is. */
  readonly historySilenceMs: number;
  /** It gives to others first, which may take this long: as long as their histories take at {@link historyPaceMs}. */
  readonly historyTurnMs: number;
  /** An answer that is not over after this is not waited for: its giver says the same again and again. */
  readonly historyAnswerMs: number;
  /** Once a history is coming in, a silence this long is its end; what has not come by then is asked for again. */
  readonly historyGapMs: number;
  /** Who finds nobody there asks whoever appears in this time after all. Higher: old lines may come in amid new ones. */
  readonly historyLateMs: number;
  /** The pause between two datagrams of a history. */
  readonly historyPaceMs: number;
}

export const defaultProtocolTiming: ProtocolTiming = {
  helloLadderMs: [0, 250, 750],
  helloSpreadMs: 150,
  heartbeatMinMs: 2000,
  heartbeatBytesPerSecond: 2700,
  heartbeatPauseMs: 20,
  tailLadderMs: [100, 200, 400, 800, 1600, 3200],
  helloAnswerMs: 150,
  quietAfterIntervals: 5,
  queryMs: 500,
  maxQueries: 5,
  byeLadderMs: [0, 80, 160, 240],
  leaveGraceMs: 3000,
  originalQuietMs: 10 * 60_000,
  originalGoneMs: 4 * 60 * 60_000,
  announceMs: 400,
  arrivalMs: 1500,
  roleWaitMs: 1500,
  settledMs: 2000,
  reorderGraceMs: 20,
  roundTripMs: 30,
  roundTripBoundsMs: [10, 300],
  backoffFactor: 6,
  authorAnswerMs: 10,
  othersAnswerMs: 40,
  othersBackoffMs: 80,
  repairPauseMs: 100,
  askAgainMs: 150,
  askAgainFactor: 1.5,
  askAgainMaxMs: 1000,
  maxAsks: 12,
  seekAfterMs: 5000,
  seekFactor: 2,
  maxSeeks: 8,
  holdBackMs: 1500,
  echoForMs: 30_000,
  echoMs: 25,
  familySilenceMs: 15_000,
  widelyForMs: 30_000,
  repairBytesPerSecond: 32_000,
  ackMs: [20, 200],
  historyListenMs: 300,
  historySilenceMs: 400,
  historyTurnMs: 1600,
  historyAnswerMs: 4000,
  historyGapMs: 100,
  historyLateMs: 5000,
  historyPaceMs: 2,
};

/** Above this many members not everybody acknowledges, */
export const everybodyAcksUpTo = 16;

/** but only this many, whom a hash picks for each author. */
export const pickedAcknowledgers = 8;

/** Answers to one hello that are enough: whoever hears this many keeps its own. */
export const enoughHelloAnswers = 2;

/**
 * Who came at most so much before us, in milliseconds, came together with us: after a power failure, say. What one has said
 * in that time is little, and as much for us as what follows.
 */
export const togetherMs = 1000;

/** A claimed sequence number is believed at most this far ahead of what is known. */
export const maxClaimAhead = 512;

/**
 * A random back-off by which mostly one of many speaks first and the others hear it: the truncated exponential
 * distribution of RFC 5401 §3.2.3.
 *
 * @param longestMs T, in milliseconds
 * @param members G, how many may want to speak
 * @param random a number from 0 up to but not including 1
 * @returns milliseconds, from 0 to `longestMs`
 */
export function backoffMs(longestMs: number, members: number, random: number): number {
  const lambda = Math.log(Math.max(1, members)) + 1;
  const growth = Math.exp(lambda) - 1;
  const least = lambda / (longestMs * growth);
  const drawn = random * (lambda / longestMs) + least;
  return (longestMs / lambda) * Math.log((drawn * growth * longestMs) / lambda);
}

/**
 * The mean time between two heartbeats of one member: all members' together take no more than the budget (RFC 3550 §6.2).
 *
 * @param members how many there are, ourselves included
 * @param bytes how long a heartbeat is
 */
export function heartbeatIntervalMs(timing: ProtocolTiming, members: number, bytes: number): number {
  const shareMs = (members * bytes * 1000) / timing.heartbeatBytesPerSecond;
  return Math.max(timing.heartbeatMinMs, shareMs);
}

/** RFC 3550 §6.3.1: reconsideration makes intervals come out longer, and this makes up for it (e − 3/2). */
const reconsideration = Math.E - 1.5;

/** The longest that anybody in a small group goes without a heartbeat, in milliseconds. */
export function longestHeartbeatMs({ heartbeatMinMs }: ProtocolTiming): number {
  return drawnHeartbeatMs(heartbeatMinMs, 1);
}

/** The time until the next heartbeat: half to one and a half intervals, so that members do not fall into step (RFC 3550 §6.3.1). */
export function drawnHeartbeatMs(intervalMs: number, random: number): number {
  return (intervalMs * (0.5 + random)) / reconsideration;
}
