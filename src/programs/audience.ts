// For whom what we have said was: those of our kind who were there and still are; and who of them holds it all. Pure.
import type { SessionContext } from '../../machines/session.context.js';
import { displayHandle } from '../chat/display-handle.js';
import { allHolders } from '../chat/receipts.js';
import { streamKey } from '../chat/streams.js';
import { everybodyAcksUpTo, pickedAcknowledgers } from '../protocol-timing.js';

export interface Audience {
  /** How many hold everything that we have said. */
  readonly holding: number;
  /** The client ids of those who are here and do not say so (yet). */
  readonly lacking: readonly string[];
  /** Of those of whom nothing has been heard for long, so that they are not waited for. Who said goodbye is not among them. */
  readonly silent: readonly string[];
}

const nobody: Audience = { holding: 0, lacking: [], silent: [] };

/** The audience of the latest message; an acknowledgement of that one is one of all before it. */
export function audienceOf({ receipts, roster, conversation }: SessionContext): Audience {
  const latest = receipts.messages.at(-1);
  const who = latest === undefined ? undefined : allHolders(receipts, latest.key);
  if (who === undefined) return nobody;
  const isHere = (clientId: string) => roster.peers.get(clientId)?.presence === 'here';
  const isSilent = (clientId: string) => {
    const peer = roster.peers.get(clientId);
    return peer?.presence === 'quiet' && !conversation.goodbyes.has(streamKey(clientId, peer.epoch ?? 0));
  };
  return {
    holding: who.holding.length,
    lacking: who.lacking.filter(isHere),
    silent: who.lacking.filter(isSilent),
  };
}

/** Whether as many hold it as say so: in a large group only some acknowledge at once. */
export function isHeld({ holding, lacking }: Audience): boolean {
  const members = holding + lacking.length + 1;
  return lacking.length === 0 || (members > everybodyAcksUpTo && holding >= pickedAcknowledgers);
}

/** More names than this would be no sentence. */
const maxNames = 5;

const msPerSecond = 1000;

/**
 * `held by 3 of 4 after 2 s: not (yet) by carol`; `undefined` when all hold it, or enough, and nobody has fallen silent.
 *
 * @param waitedMs how long they had for it, in milliseconds
 */
export function lackingSentence(context: SessionContext, waitedMs: number): string | undefined {
  const audience = audienceOf(context);
  const { holding, lacking, silent } = audience;
  // In a large group some are not waited for, and so not accused either.
  const without = isHeld(audience) ? silent : [...lacking, ...silent];
  if (without.length === 0) return undefined;
  const named = without.slice(0, maxNames).map((clientId) => displayHandle(context.roster, clientId));
  const more = without.length - named.length;
  const names = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
  const count = `${holding} of ${holding + lacking.length + silent.length}`;
  return `held by ${count} after ${Math.round(waitedMs / msPerSecond)} s: not (yet) by ${names}`;
}
