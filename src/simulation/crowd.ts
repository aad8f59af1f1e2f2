// A crowd: one who speaks, and thousands who hear it on a LAN that loses much. Shows what repair costs where whole sessions
// would be too many. What each does about repair is the session's own doing; that they are there, all but the speaker say
// as often as their presence would, but without an actor for it.
import { defaultGroup, defaultPort, defaultTtl } from '../config.js';
import { perfectConditions } from '../net/lan-conditions.js';
import {
  defaultProtocolTiming,
  drawnHeartbeatMs,
  everybodyAcksUpTo,
  heartbeatIntervalMs,
  pickedAcknowledgers,
} from '../protocol-timing.js';
import { seededRandom } from '../random.js';
import { defaultSessionTiming } from '../timing.js';
import { isStamped } from '../wire/chat-datagram.js';
import type { ControlMessage } from '../wire/control.js';
import { decode } from '../wire/decode.js';
import { createCrowdLan, type CrowdLan } from './crowd-lan.js';
import { createCrowdMember, type CrowdListener, type CrowdMember } from './crowd-member.js';
import type { CrowdPacket } from './crowd-steps.js';
import type { TalkFigures } from './figures.js';
import { createLedger, type Ledger } from './ledger.js';
import type { SimulationSettings } from './settings.js';
import { createTimeLine, type TimeLine } from './time-line.js';
import { drawSaying, drawSilenceMs } from './workload.js';

export interface CrowdOutcome {
  readonly settings: SimulationSettings;
  readonly figures: TalkFigures;
}

/** The talk begins when the speaker has said hello. */
const talkBeginsMs = 2000;

const msPerSecond = 1000;

/** So often is looked whether everybody has everything. */
const stepMs = 500;

/** After the talk, for as long as anybody may still ask for anything. */
const settleMs = 30_000;

/** A heartbeat that tells of one stream, with the headers of IPv4 and UDP, in bytes. */
const heartbeatBytes = 200;

/** The speaker's name; the others are numbered from 1. */
const speakerName = 'p0';

/** The stage of one run. */
interface Stage {
  readonly line: TimeLine;
  readonly random: () => number;
  readonly ledger: Ledger;
  readonly lan: CrowdLan<CrowdPacket>;
  /** How many control datagrams of each kind were sent. */
  readonly kinds: Map<ControlMessage['kind'], number>;
}

/**
 * Lets one speak to all the others.
 *
 * @param settings `peers` is how many there are with the speaker; its `faults` are none of a crowd's
 * @param progress is told how much of it is over, 0 to 1
 */
export async function simulateCrowd(
  settings: SimulationSettings,
  progress: (share: number) => void = () => {},
): Promise<CrowdOutcome> {
  const { peers, seed, loss, duplicates, reordering, delayMs, seconds } = settings;
  const line = createTimeLine();
  const random = seededRandom(seed);
  const members: CrowdMember[] = [];
  const conditions = { ...perfectConditions, loss, duplication: duplicates, reordering, delayMs };
  const arrive = (to: number, packet: CrowdPacket): void => members[to]?.hear(packet);
  const lan = createCrowdLan({ members: peers, conditions, line, random, arrive });
  const stage: Stage = { line, random, ledger: createLedger(), lan, kinds: new Map() };
  for (let number = 0; number < peers; number += 1) members.push(enter(stage, number, peers));

  const [speaker, ...listeners] = members;
  if (speaker === undefined) throw new RangeError('a crowd needs somebody who speaks');
  for (const listener of listeners) {
    listener.meet(speaker.stream);
    keepBeating(stage, listener, heartbeatIntervalMs(defaultProtocolTiming, peers, heartbeatBytes));
  }
  speaker.takeTheFloor();
  const talkEndsMs = talkBeginsMs + seconds * msPerSecond;
  keepSpeaking(stage, speaker, settings.rate, talkEndsMs);

  const at = (): number => line.scheduler.now();
  const hasEverybodyAll = (): boolean => stage.ledger.said.every(({ shownAt }) => shownAt.size === peers);
  while (at() < talkEndsMs || (!hasEverybodyAll() && at() < talkEndsMs + settleMs)) {
    await line.pass(stepMs);
    progress(Math.min(1, at() / talkEndsMs));
  }
  return { settings, figures: figuresOfCrowd(stage, peers) };
}

/** Puts one more of them on the stage. Which ones acknowledge a hash would pick: here it is those with the first numbers. */
function enter({ line, random, ledger, lan, kinds }: Stage, number: number, members: number): CrowdMember {
  const handle = `p${number}`;
  const listener: CrowdListener = {
    sent(message) {
      kinds.set(message.kind, (kinds.get(message.kind) ?? 0) + 1);
      lan.send(number, { plane: 'control', message });
    },
    said(bytes) {
      const read = decode(bytes);
      if (!read.ok || !isStamped(read.datagram)) throw new Error('said is what can be read');
      lan.send(number, { plane: 'chat', datagram: read.datagram, bytes });
    },
    heard(messages) {
      for (const { message } of messages) {
        if (message.missingParts === 0) ledger.show(handle, message.text, line.scheduler.now());
      }
    },
  };
  return createCrowdMember({
    handle,
    seed: Math.floor(random() * 2 ** 32),
    members,
    acknowledges: number > 0 && (members <= everybodyAcksUpTo || number <= pickedAcknowledgers),
    settings: {
      groups: [defaultGroup],
      port: defaultPort,
      ttl: defaultTtl,
      format: 'chat',
      role: 'person',
      timing: defaultSessionTiming,
      protocol: defaultProtocolTiming,
      now: line.now,
      upMs: () => line.scheduler.now(),
      maxRetries: Number.POSITIVE_INFINITY,
    },
    line,
    listener,
  });
}

/** Somebody says that they are there, again and again. */
function keepBeating({ line, random }: Stage, member: CrowdMember, intervalMs: number): void {
  const beat = (): void => {
    member.beat();
    line.clock.setTimeout(beat, drawnHeartbeatMs(intervalMs, random()));
  };
  line.clock.setTimeout(beat, random() * intervalMs);
}

/** The one who speaks does so until a moment. */
function keepSpeaking(
  { line, random, ledger }: Stage,
  speaker: CrowdMember,
  rate: number,
  untilMs: number,
): void {
  const speak = (): void => {
    const at = line.scheduler.now();
    if (at >= untilMs) return;
    for (const body of drawSaying(random)) {
      const text = ledger.nextText(body);
      if (speaker.say(text)) ledger.note(speakerName, at, text);
    }
    line.clock.setTimeout(speak, drawSilenceMs(random, rate));
  };
  line.clock.setTimeout(speak, talkBeginsMs);
}

function figuresOfCrowd({ line, ledger, kinds }: Stage, members: number): TalkFigures {
  const { said } = ledger;
  const delays: number[] = [];
  for (const { at, shownAt } of said) {
    for (const [name, shown] of shownAt) if (name !== speakerName) delays.push(shown - at);
  }
  const expected = said.length * (members - 1);
  return {
    messages: said.length,
    delivered: expected === 0 ? 1 : delays.length / expected,
    shownTwice: ledger.shownTwice(),
    outOfOrder: ledger.outOfOrder(),
    delaysMs: Float64Array.from(delays).toSorted(),
    nacks: kinds.get('nack') ?? 0,
    repairs: kinds.get('repair') ?? 0,
    simulatedMs: line.scheduler.now(),
  };
}
