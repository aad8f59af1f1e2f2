// Who answers whom where everybody could: all of a small group, a few of a large one, whom each works out by itself. Pure.
import { everybodyAcksUpTo, pickedAcknowledgers } from '../protocol-timing.js';
import { countBetween, type Ring } from './ring.js';

/**
 * Whether we acknowledge what an author says. In a large group only a few do.
 *
 * @param others all of our kind who are present but ourselves, the author included
 */
export function shouldAcknowledge(ownId: string, authorId: string, others: Ring): boolean {
  if (ownId === authorId) return false;
  return others.length < everybodyAcksUpTo || isPicked(ownId, authorId, others, pickedAcknowledgers);
}

/**
 * Whether we are among the few who answer somebody: those who come next after them on the ring (consistent hashing; Karger
 * and others, 1997). Each has others, everybody answers as many, and when one of these leaves, only one other takes over.
 * Members who know different groups may pick one more or less, which costs some datagrams and nothing else.
 *
 * @param askerId who is to be answered
 * @param others all of our kind who are present but ourselves
 * @param picked how many answer
 */
export function isPicked(ownId: string, askerId: string, others: Ring, picked: number): boolean {
  return countBetween(others, askerId, ownId) < picked;
}
