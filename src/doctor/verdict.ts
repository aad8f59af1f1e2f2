// Whether multicast works here, and the one thing to try next: the first row that fits the facts.
import { openFirewall, runOnBoth, sendAdvice } from './advice.js';
import { lossOf, worrisomeLoss } from './check-peers.js';
import type { DoctorFacts } from './facts.js';
import { type Reach, reachOf } from './reach.js';

export interface Verdict {
  /** Whether multicast works on this computer: joined, sent and heard itself on an interface that leads to others. */
  readonly works: boolean;
  /** Which verdict: stable, for scripts. */
  readonly code: string;
  /** One sentence: how it is, and what to try next; no full stop. */
  readonly sentence: string;
}

interface Row {
  readonly code: string;
  readonly works: boolean;
  readonly fits: (facts: DoctorFacts) => boolean;
  readonly sentence: (facts: DoctorFacts) => string;
}

/** Causes before effects: where there is no network, nothing can be sent either. */
const rows: readonly Row[] = [
  {
    code: 'no-network',
    works: false,
    fits: ({ interfaces }) => interfaces.length === 0,
    sentence: () => 'there is no network: connect this computer to one, and try again',
  },
  {
    code: 'port-trouble',
    works: false,
    fits: (facts) => portTrouble(facts) !== undefined,
    sentence: (facts) => portTrouble(facts)?.sentence ?? '',
  },
  {
    code: 'not-sent',
    works: false,
    fits: ({ interfaces }) => interfaces.every(({ sent }) => sent === 0),
    sentence: ({ interfaces, system, chat }) => {
      const [code = 'UNKNOWN'] = interfaces.flatMap(({ refused }) => Object.keys(refused));
      return `the system refuses to send (${code}): ${sendAdvice(code, system.platform, chat.port)}`;
    },
  },
  {
    code: 'not-heard',
    works: false,
    fits: ({ interfaces }) => interfaces.every(({ echoes }) => echoes === 0),
    sentence: ({ chat }) =>
      `what is sent does not come back, so something here drops what comes in: ${openFirewall(chat.port)}`,
  },
  {
    code: 'chat-blocked',
    works: false,
    fits: ({ runningChat }) => runningChat?.trouble !== undefined,
    sentence: ({ chat, control, runningChat }) =>
      `port ${control.port} works, but port ${chat.port} of the chat does not: ${runningChat?.trouble}`,
  },
  {
    code: 'loopback-only',
    works: false,
    fits: ({ interfaces }) => interfaces.every(({ internal, echoes }) => internal || echoes === 0),
    sentence: () =>
      'only programs on this computer hear each other: connect it to a network, or name one by --interface',
  },
  {
    code: 'one-way',
    works: true,
    fits: (facts) => peersThat(['only-inward', 'only-outward'], facts).length > 0,
    sentence: (facts) => {
      const [inward] = peersThat(['only-inward'], facts);
      const [outward] = peersThat(['only-outward'], facts);
      return inward === undefined
        ? `multicast works on this computer, but nothing comes from ${outward}: look for a firewall here`
        : `multicast works on this computer, but nothing from it gets to ${inward}: look for a firewall there`;
    },
  },
  {
    code: 'lossy',
    works: true,
    fits: ({ peers }) => peers.some((peer) => reachOf(peer) === 'both' && lossOf(peer) > worrisomeLoss),
    sentence: () => 'both ways work, but much is lost: try a cable, or move closer to the access point',
  },
  {
    code: 'works-with-others',
    works: true,
    fits: (facts) => peersThat(['both', 'answers-lost'], facts).length > 0,
    sentence: () => 'multicast works here, and between here and the other computer: the chat should, too',
  },
  {
    code: 'hears-others',
    works: true,
    fits: ({ heard }) => heard.length > 0,
    sentence: ({ heard }) =>
      `multicast works here, and ${othersHeard(heard)} heard; whether they hear us, a doctor on the other side tells: ${runOnBoth}`,
  },
  {
    code: 'works-in-a-box',
    works: true,
    fits: ({ system }) => system.wsl === 2 || system.container !== undefined,
    sentence: ({ system }) =>
      `multicast works inside this ${system.wsl === 2 ? 'WSL 2' : 'container'}, but may go no further: to see, ${runOnBoth}`,
  },
  {
    code: 'works-here',
    works: true,
    fits: () => true,
    sentence: ({ control }) =>
      `multicast works on this computer (tried on port ${control.port}); if nobody is heard, ${runOnBoth}`,
  },
];

export function verdictOn(facts: DoctorFacts): Verdict {
  const row = rows.find(({ fits }) => fits(facts));
  // The last row always fits.
  if (row === undefined) throw new Error('no verdict fits');
  return { works: row.works, code: row.code, sentence: row.sentence(facts) };
}

function othersHeard({ length }: DoctorFacts['heard']): string {
  return length === 1 ? 'another computer is' : `${length} others are`;
}

function portTrouble({ chat, control }: DoctorFacts): DoctorFacts['chat']['trouble'] {
  return [chat, control].map(({ trouble }) => trouble).find((trouble) => trouble !== undefined);
}

/** The addresses of the doctors with one of these reaches. */
function peersThat(reaches: readonly Reach[], { peers }: DoctorFacts): string[] {
  return peers.filter((peer) => reaches.includes(reachOf(peer))).map(({ address }) => address);
}
