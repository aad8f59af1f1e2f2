// Who answers whom where everybody could: all of a small group, a few of a large one, whom each works out by itself. Pure.
import { everybodyAcksUpTo, pickedAcknowledgers } from '../protocol-timing.js';
import { hash32 } from './hash32.js';
import { countBetween, type Ring } from './ring.js';

/**
 * Whether we acknowledge what an author says. In a large group only a few do: those who come next after the author on the
 * ring (consistent hashing; Karger and others, 1997). Each line asks this, so that it takes no look at the others. Everybody
 * acknowledges as many authors, and when one of the few leaves, only one other takes over; but authors who stand beside each
 * other have nearly the same few. Members who know different groups may pick one more or less, which costs some datagrams.
 *
 * @param others all of our kind who are present but ourselves, the author included
 */
export function shouldAcknowledge(ownId: string, authorId: string, others: Ring): boolean {
  if (ownId === authorId) return false;
  return others.length < everybodyAcksUpTo || countBetween(others, authorId, ownId) < pickedAcknowledgers;
}

/**
 * Whether we are among the few who answer somebody: those whose hash with them is highest (rendezvous hashing; Thaler and
 * Ravishankar, 1998). Takes a look at everybody, and spreads those who ask evenly, also where they are not in the group.
 *
 * @param askerId who is to be answered
 * @param others all of our kind who are present but ourselves
 * @param picked how many answer
 */
export function isPicked(ownId: string, askerId: string, others: Ring, picked: number): boolean {
  const own = rank(askerId, ownId);
  let before = 0;
  for (const { clientId } of others) {
    if (clientId === askerId) continue;
    const other = rank(askerId, clientId);
    // Among equals the id decides, so that everybody comes to the same order.
    if (other > own || (other === own && clientId > ownId)) before += 1;
  }
  return before < picked;
}

function rank(askerId: string, member: string): number {
  return hash32(`${askerId} ${member}`);
}
