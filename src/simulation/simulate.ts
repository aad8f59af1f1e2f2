// One simulation from its beginning to its end: who is there, who says what, what goes wrong, and what must hold all the
// time. Everything follows from the settings; it never reads a real clock.
import { hash32 } from '../chat/hash32.js';
import { faults, troubled, untroubled } from './faults.js';
import { type Figures, figuresOf } from './figures.js';
import { costOfPresence, type Violation, violationsAtEnd, violationsNow } from './invariants.js';
import { createLedger, type Ledger } from './ledger.js';
import type { SimulationSettings } from './settings.js';
import type { Listener } from './simulated-process.js';
import { watchTraffic } from './traffic.js';
import { createWorld, type World } from './world.js';
import { keepTalking } from './workload.js';

export interface Outcome {
  readonly settings: SimulationSettings;
  readonly figures: Figures;
  /** What was violated first, and when: milliseconds of simulated time. */
  readonly violation: (Violation & { readonly at: number }) | undefined;
  /** Equal for equal runs: over everything that was sent and shown, and when. */
  readonly fingerprint: number;
}

/** All start within this time, as programs do that people start, in milliseconds. */
const startsWithinMs = 1000;

/** The talk begins when all have said hello. */
const talkBeginsMs = 2000;

const msPerSecond = 1000;

/** So often is checked what must always hold. */
const stepMs = 1000;

/** After the talk, until the last of the trouble is over: nothing lasts longer than this. */
const trailingMs = 7000;

/** After that, until all must have come to everybody, */
const settleMs = 20_000;

/** and so much more with each peer, also one that somebody has made up, since then everybody speaks less often. */
const settleMsPerPeer = 150;

/** In the last part of that everybody knows how many they are, and nothing else goes on: then is seen what presence costs. */
const calmShare = 0.5;

/**
 * Runs a simulation.
 *
 * @param progress is told how much of it is over, 0 to 1
 */
export async function simulate(
  settings: SimulationSettings,
  progress: (share: number) => void = () => {},
): Promise<Outcome> {
  const ledger = createLedger();
  const violations: NonNullable<Outcome['violation']>[] = [];
  let fingerprint = 0;
  const violated = (found: Violation): void => {
    violations.push({ ...found, at: world.at() });
  };
  const listener: Listener = {
    heard({ name }, { messages }) {
      for (const { message } of messages) {
        if (message.missingParts > 0) continue;
        const twice = ledger.shownTwice();
        const found = ledger.show(name, message.text, world.at());
        if (found === undefined) continue;
        fingerprint = hash32(`${fingerprint} ${name} ${found.number} ${world.at()}`);
        // Somebody's words, repeated by a forger under another number, are another message.
        if (ledger.shownTwice() > twice && !settings.faults.includes('forger')) {
          violated({ invariant: 'each message is shown once', detail: `${name} shows ${message.key} again` });
        }
      }
    },
    ended({ name, session }, error) {
      if (error !== undefined)
        violated({
          invariant: 'no session fails',
          detail: `${name}: ${error instanceof Error ? error.message : 'unknown'}`,
        });
      if (session.getSnapshot().context.leaving === 'no') {
        violated({ invariant: 'no session ends by itself', detail: name });
      }
    },
  };
  const world = createWorld(settings, listener);
  const { see, traffic } = watchTraffic((what, text) =>
    violated({ invariant: 'what is sent harms nobody', detail: `${what}: ${text}` }),
  );
  world.lan.sent.subscribe((datagram) => {
    fingerprint = hash32(`${fingerprint} ${datagram.at} ${datagram.source.port} ${datagram.bytes.length}`);
    see(datagram);
  });

  const talkMs = settings.seconds * msPerSecond;
  const troubleMs = talkBeginsMs + talkMs;
  const settlingMs = settleMs + settleMsPerPeer * peersBelieved(settings);
  const endMs = troubleMs + trailingMs + settlingMs;
  prepare(world, ledger, settings, troubleMs);
  const calmMs = settlingMs * calmShare;
  let presenceBefore = 0;
  world.later(endMs - calmMs, () => {
    presenceBefore = traffic().presenceBytes;
  });

  while (world.at() < endMs && violations.length === 0) {
    await world.line.pass(stepMs);
    for (const process of world.processes) {
      if (process.isAlive()) for (const found of violationsNow(process)) violated(found);
    }
    progress(Math.min(1, world.at() / endMs));
  }
  const living = world.processes.filter((process) => process.isAlive());
  if (violations.length === 0) {
    const presenceBytes = traffic().presenceBytes - presenceBefore;
    for (const found of violationsAtEnd(living, ledger, settings.faults)) violated(found);
    for (const found of costOfPresence({ presenceBytes, ms: calmMs })) violated(found);
  }
  return {
    settings,
    figures: figuresOf(world.processes, living, ledger, traffic(), world.at()),
    violation: violations[0],
    fingerprint,
  };
}

/** How many there are for all that everybody knows. */
function peersBelieved({ peers, seconds, faults: names }: SimulationSettings): number {
  return names.reduce((sum, name) => sum + seconds * (faults[name].strangersPerSecond ?? 0), peers);
}

/** Puts everybody on stage, and arranges what is to happen. */
function prepare(world: World, ledger: Ledger, settings: SimulationSettings, troubleMs: number): void {
  if (settings.faults.includes('skew')) faults.skew.arrange?.(world, troubleMs);
  for (let peer = 0; peer < settings.peers; peer += 1) {
    const host = world.addHost();
    world.later(world.random() * startsWithinMs, () => world.start(host));
  }
  world.later(talkBeginsMs, () => {
    keepTalking(world, ledger, settings.rate, troubleMs);
    world.lan.configure(troubled({}, settings.faults));
    for (const name of settings.faults) if (name !== 'skew') faults[name].arrange?.(world, troubleMs);
  });
  world.later(troubleMs, () => world.lan.configure(untroubled));
  world.later(troubleMs + trailingMs, () => world.lan.heal());
}
