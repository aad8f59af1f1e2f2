// The way to each other doctor that ran at the same time: who hears whom, how much is lost, how long it takes.
import { openFirewall, runOnBoth } from './advice.js';
import type { DoctorFacts, HeardHost } from './facts.js';
import type { Finding } from './finding.js';
import type { PeerFacts } from './probe-log.js';
import { reachOf } from './reach.js';

/** More than this part lost is worth a warning: what is repeated comes late. */
export const worrisomeLoss = 0.1;

export function checkPeers({ peers, seconds, chat, heard, control }: DoctorFacts): Finding[] {
  const talk: Finding[] =
    heard.length === 0 ? [] : [finding('heard', 'ok', `heard meanwhile: ${heard.map(named).join(', ')}`)];
  if (control.trouble !== undefined) return talk;
  if (peers.length === 0)
    return [...talk, finding('none', 'note', `no other doctor was heard within ${seconds} s`, runOnBoth)];
  return [...talk, ...peers.flatMap((peer) => [wayTo(peer, chat.port), counts(peer)])];
}

function named({ address, on }: HeardHost): string {
  return on === undefined ? address : `${address} (on ${on})`;
}

function wayTo(peer: PeerFacts, chatPort: number): Finding {
  const { address } = peer;
  switch (reachOf(peer)) {
    case 'both': {
      const isLossy = lossOf(peer) > worrisomeLoss;
      return isLossy
        ? finding(
            'reach',
            'warning',
            `${address}: both ways work, but much is lost`,
            'try a cable, or move closer',
          )
        : finding('reach', 'ok', `${address}: both ways work`);
    }
    case 'only-inward':
      return finding(
        'reach',
        'failure',
        `we hear ${address}, but it does not hear us: the way from here to there is broken`,
        `look for a firewall on ${address}: ${openFirewall(chatPort)}`,
      );
    case 'only-outward':
      return finding(
        'reach',
        'failure',
        `${address} hears us, but we do not hear it: the way from there to here is broken`,
        `look for a firewall on this computer: ${openFirewall(chatPort)}`,
      );
    case 'answers-lost':
      return finding(
        'reach',
        'warning',
        `${address}: both hear each other's multicast, but its direct answers do not come`,
        'the chat works without them; a firewall here lets in no answers',
      );
    case 'too-short':
      return finding(
        'reach',
        'note',
        `${address} was there for too short a time to tell: run both again for longer`,
      );
  }
}

function counts({ address, heard, expected, answered, asked, roundTripMs }: PeerFacts): Finding {
  const times =
    roundTripMs === undefined
      ? ''
      : ` in ${[roundTripMs.min, roundTripMs.median, roundTripMs.max].map((ms) => ms.toFixed(1)).join('/')} ms (min/median/max)`;
  return finding(
    'counts',
    'note',
    `${address}: multicast from it heard ${heard} of ${expected}; our probes answered ${answered} of ${asked}${times}`,
  );
}

/** The greater of the two parts that were lost, 0 to 1. */
export function lossOf({ heard, expected, answered, asked }: PeerFacts): number {
  return Math.max(partLost(heard, expected), partLost(answered, asked));
}

function partLost(got: number, all: number): number {
  return all === 0 ? 0 : 1 - Math.min(1, got / all);
}

function finding(check: string, mark: Finding['mark'], text: string, advice?: string): Finding {
  return { section: 'other doctors', check, mark, text, ...(advice === undefined ? {} : { advice }) };
}
