// Who answers whom where everybody could: all of a small group, a few of a large one, whom each works out by itself. Pure.
import { everybodyAcksUpTo, pickedAcknowledgers } from '../protocol-timing.js';
import { hash32 } from './hash32.js';

/**
 * Whether we acknowledge what an author says. In a large group only a few do.
 *
 * @param members client ids of all of our kind who are present, ourselves and the author included
 */
export function shouldAcknowledge(ownId: string, authorId: string, members: readonly string[]): boolean {
  if (ownId === authorId) return false;
  return members.length <= everybodyAcksUpTo || isPicked(ownId, authorId, members, pickedAcknowledgers);
}

/**
 * Whether we are among the few who answer somebody: those whose hash with them is highest (rendezvous hashing; Thaler and
 * Ravishankar, 1998). Each has others, and when one of these leaves, only one other takes over. Members who know different
 * groups may pick one more or less, which costs some datagrams and nothing else.
 *
 * @param askerId who is to be answered
 * @param members client ids of all of our kind who are present, ourselves included
 * @param picked how many answer
 */
export function isPicked(
  ownId: string,
  askerId: string,
  members: readonly string[],
  picked: number,
): boolean {
  const own = rank(askerId, ownId);
  let before = 0;
  for (const member of members) {
    if (member === ownId || member === askerId) continue;
    if (isBefore(rank(askerId, member), member, own, ownId)) before += 1;
  }
  return before < picked;
}

function rank(authorId: string, member: string): number {
  return hash32(`${authorId} ${member}`);
}

/** Among equals the id decides, so that everybody comes to the same order. */
function isBefore(one: number, oneId: string, other: number, otherId: string): boolean {
  return one > other || (one === other && oneId > otherId);
}
