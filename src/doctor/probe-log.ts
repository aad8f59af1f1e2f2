// What was sent to other doctors and heard of them, as a pure reducer: own echoes, which of a peer's probes came, how long
// answers took, and what to answer. Knows no sockets and no time but what it is told. All that peers make it keep is bounded.
import { type Answer, answer, maxHearsListed, type Probe } from '../wire/probe.js';

/** Doctors remembered; of more than this, the later ones are neither counted nor answered. */
const maxDoctors = 64;

/** Own addresses of which echoes are counted: no computer has more interfaces that one would want to see. */
const maxInterfaces = 256;

/** Answers in one second, whoever asks: ten doctors at their full rate. */
export const maxAnswersPerSecond = 100;

const msPerSecond = 1000;

/** What is known of another doctor. Its probes and ours are counted from when it was first noticed to when it was last. */
interface Peer {
  readonly address: string;
  /** Which of its probes came by multicast. */
  readonly heard: ReadonlySet<number>;
  /** The first and the last of its probes that should have come. */
  readonly itsFirst: number;
  readonly itsLast: number;
  /** The first and the last of our probes that it should have answered. */
  readonly ourFirst: number;
  readonly ourLast: number;
  /** Whether it says that it hears our multicast; an answer says so too. */
  readonly hearsUs: boolean;
  /** Milliseconds to each answer, by our probe's number. */
  readonly roundTripsMs: ReadonlyMap<number, number>;
}

export interface ProbeLog {
  readonly id: string;
  /** How many probes there will be. */
  readonly count: number;
  /** When each probe was sent, in milliseconds of any one clock; the first is probe number 1. */
  readonly sentAt: readonly number[];
  /** Which own probes came back, by the address that they were sent from; two interfaces on one segment bring each twice. */
  readonly echoes: ReadonlyMap<string, ReadonlySet<number>>;
  readonly peers: ReadonlyMap<string, Peer>;
  readonly answered: { readonly second: number; readonly count: number };
}

/** What came of something heard: what is known now, and the answer to give, if any. */
export interface Taken {
  readonly log: ProbeLog;
  readonly answer?: Answer;
}

/** Another doctor, in the report's terms. */
export interface PeerFacts {
  readonly address: string;
  /** Its probes: how many were heard of how many that should have been. */
  readonly heard: number;
  readonly expected: number;
  /** Our probes: how many it answered of how many that it should have. */
  readonly answered: number;
  readonly asked: number;
  readonly hearsUs: boolean;
  readonly roundTripMs: { readonly min: number; readonly median: number; readonly max: number } | undefined;
}

export function emptyLog(id: string, count: number): ProbeLog {
  return {
    id,
    count,
    sentAt: [],
    echoes: new Map(),
    peers: new Map(),
    answered: { second: 0, count: 0 },
  };
}

/** A probe that does not say yet which interface it is sent from. */
export type ProbeToSend = Omit<Probe, 'v' | 'kind' | 'from'>;

/** The next probe, and the log in which it is sent. @param at milliseconds */
export function nextProbe(
  log: ProbeLog,
  at: number,
): { readonly log: ProbeLog; readonly probe: ProbeToSend } {
  const sentAt = [...log.sentAt, at];
  const heard = [...log.peers].filter(([, peer]) => peer.heard.size > 0).map(([id]) => id);
  const hears = heard.slice(0, maxHearsListed);
  return {
    log: { ...log, sentAt },
    probe: { id: log.id, number: sentAt.length, count: log.count, hears },
  };
}

/** Takes in a probe that came by multicast from this address. A probe is answered once, when it comes first. */
export function tookProbe(log: ProbeLog, heard: Probe, address: string, at: number): Taken {
  if (heard.id === log.id) {
    // Only what was sent: whoever forges our id makes us keep no more than that.
    const known = log.echoes.get(heard.from);
    if (heard.number > log.sentAt.length || (known === undefined && log.echoes.size >= maxInterfaces))
      return { log };
    const echoes = new Map(log.echoes).set(heard.from, new Set(known).add(heard.number));
    return { log: { ...log, echoes } };
  }
  const before = log.peers.get(heard.id);
  if (before?.heard.has(heard.number) || (before === undefined && log.peers.size >= maxDoctors))
    return { log };
  const ourSent = log.sentAt.length;
  const known = before ?? newPeer(address, heard.number, ourSent + 1);
  const next = withPeer(log, heard.id, {
    ...known,
    heard: new Set(known.heard).add(heard.number),
    itsFirst: Math.min(known.itsFirst, heard.number),
    itsLast: Math.max(known.itsLast, heard.number),
    ourLast: Math.max(known.ourLast, ourSent),
    hearsUs: known.hearsUs || heard.hears.includes(log.id),
  });
  const second = Math.floor(at / msPerSecond);
  const count = log.answered.second === second ? log.answered.count : 0;
  if (count >= maxAnswersPerSecond) return { log: next };
  return {
    log: { ...next, answered: { second, count: count + 1 } },
    answer: answer({ id: log.id, to: heard.id, number: heard.number, sent: ourSent }),
  };
}

/** Takes in an answer that came to our own socket. One to a probe that we never sent is no answer. */
export function tookAnswer(
  log: ProbeLog,
  { id, to, number, sent }: Answer,
  address: string,
  at: number,
): ProbeLog {
  const sentAt = log.sentAt[number - 1];
  if (to !== log.id || id === log.id || sentAt === undefined) return log;
  const before = log.peers.get(id);
  if (before?.roundTripsMs.has(number) || (before === undefined && log.peers.size >= maxDoctors)) return log;
  const known = before ?? newPeer(address, sent + 1, number);
  return withPeer(log, id, {
    ...known,
    itsLast: Math.max(known.itsLast, sent),
    ourFirst: Math.min(known.ourFirst, number),
    ourLast: Math.max(known.ourLast, number),
    hearsUs: true,
    roundTripsMs: new Map(known.roundTripsMs).set(number, at - sentAt),
  });
}

/** All other doctors, in the order in which they were noticed. */
export function peersIn(log: ProbeLog): PeerFacts[] {
  return [...log.peers.values()].map(
    ({ address, heard, itsFirst, itsLast, ourFirst, ourLast, hearsUs, roundTripsMs }) => ({
      address,
      heard: heard.size,
      expected: Math.max(0, itsLast - itsFirst + 1),
      answered: roundTripsMs.size,
      asked: Math.max(0, ourLast - ourFirst + 1),
      hearsUs,
      roundTripMs: spreadOf([...roundTripsMs.values()]),
    }),
  );
}

function newPeer(address: string, itsFirst: number, ourFirst: number): Peer {
  return {
    address,
    heard: new Set(),
    itsFirst,
    itsLast: itsFirst - 1,
    ourFirst,
    ourLast: ourFirst - 1,
    hearsUs: false,
    roundTripsMs: new Map(),
  };
}

function withPeer(log: ProbeLog, id: string, peer: Peer): ProbeLog {
  return { ...log, peers: new Map(log.peers).set(id, peer) };
}

function spreadOf(values: readonly number[]): PeerFacts['roundTripMs'] {
  const sorted = values.toSorted((one, other) => one - other);
  const [min] = sorted;
  const median = sorted[Math.floor(sorted.length / 2)];
  const max = sorted.at(-1);
  return min === undefined || median === undefined || max === undefined ? undefined : { min, median, max };
}
