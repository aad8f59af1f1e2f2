// Who else was heard; and the way to each other doctor that ran at the same time: who hears whom, how much is lost, how long
// it takes.
import { openFirewall, runOnBoth } from './advice.js';
import type { DoctorFacts } from './facts.js';
import type { Finding } from './finding.js';
import type { HeardComputer } from './heard-computers.js';
import type { PeerFacts } from './probe-log.js';
import { reachOf } from './reach.js';

/** More than this part lost is worth a warning: what is repeated comes late. */
export const worrisomeLoss = 0.1;

export function checkPeers({ peers, seconds, chat, heard, control }: DoctorFacts): Finding[] {
  const isMeasured = ({ addresses, what }: HeardComputer): boolean =>
    !what.includes('chat') && peers.some(({ address }) => addresses.includes(address));
  const talk = heard
    .filter((computer) => !isMeasured(computer))
    .map((computer) => finding('heard', 'ok', heardText(computer)));
  if (control.trouble !== undefined) return talk;
  if (peers.length === 0)
    return [...talk, finding('none', 'note', `no other doctor was heard within ${seconds} s`, runOnBoth)];
  return [...talk, ...peers.flatMap((peer) => [wayTo(peer, chat.port), counts(peer)])];
}

/** Several words for one computer: all its addresses, and what runs there. */
function heardText({ addresses, on, what }: HeardComputer): string {
  const place = on === undefined ? '' : ` (on ${on})`;
  const programs =
    what.length === 0 ? 'something that is no chat' : what.map((one) => `a ${one}`).join(' and ');
  return `${addresses.join(', ')}${place}: ${programs}`;
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
            `doctor on ${address}: both ways work, but much is lost`,
            'try a cable, or move closer',
          )
        : finding('reach', 'ok', `doctor on ${address}: both ways work`);
    }
    case 'only-inward':
      return finding(
        'reach',
        'failure',
        `we hear the doctor on ${address}, but it does not hear us: the way from here to there is broken`,
        `look for a firewall on ${address}: ${openFirewall(chatPort)}`,
      );
    case 'only-outward':
      return finding(
        'reach',
        'failure',
        `the doctor on ${address} hears us, but we do not hear it: the way from there to here is broken`,
        `look for a firewall on this computer: ${openFirewall(chatPort)}`,
      );
    case 'answers-lost':
      return finding(
        'reach',
        'warning',
        `doctor on ${address}: both hear each other's multicast, but its direct answers do not come`,
        'the chat works without them; a firewall here lets in no answers',
      );
    case 'too-short':
      return finding(
        'reach',
        'note',
        `the doctor on ${address} was there for too short a time to tell: run both again for longer`,
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
    `doctor on ${address}: multicast from it heard ${heard} of ${expected}; our probes answered ${answered} of ${asked}${times}`,
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
  return { section: 'others', check, mark, text, ...(advice === undefined ? {} : { advice }) };
}
