// Recognises what nearly each chat datagram is: one of ours, as it should be. Says by hand what the schema of
// `chat-datagram.ts` says, at a fraction of the cost, which each line of a flood pays. What it does not recognise is for the
// schema to judge, so that nothing is refused here.
import { maxClientIdLength, maxClockCounter, maxParts } from '../limits.js';
import {
  glueNewline,
  glueNothing,
  type Part,
  protocolVersion,
  type StampedDatagram,
} from './chat-datagram.js';

/** @returns the datagram, without keys of others; `undefined` if the schema may refuse it */
export function usualDatagram(value: object): StampedDatagram | undefined {
  if (!('v' in value && 'client_id' in value && 'handle' in value && 'content' in value)) return undefined;
  if (!('epoch' in value && 'seq' in value && 'clock' in value)) return undefined;
  const { v, client_id, handle, content, epoch, seq, clock } = value;
  if (v !== protocolVersion || !isClientId(client_id)) return undefined;
  if (typeof handle !== 'string' || typeof content !== 'string') return undefined;
  if (!isCount(epoch) || !isCount(seq) || seq === 0 || !isClock(clock)) return undefined;
  if (!('part' in value)) return { client_id, handle, content, v, epoch, seq, clock };
  const { part } = value;
  return isPart(part) ? { client_id, handle, content, v, epoch, seq, clock, part } : undefined;
}

function isClientId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= maxClientIdLength;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isClock(value: unknown): value is StampedDatagram['clock'] {
  const [ms, counter] = itemsOf(value, 2);
  return isCount(ms) && isCount(counter) && counter <= maxClockCounter;
}

function isPart(value: unknown): value is Part {
  const [index, parts, glue] = itemsOf(value, 3);
  if (!isCount(index) || !isCount(parts)) return false;
  const isOneOfThem = index >= 1 && index <= parts && parts >= 2 && parts <= maxParts;
  return isOneOfThem && (glue === glueNothing || glue === glueNewline);
}

const noItems: readonly unknown[] = [];

/** The items of a list that has so many; none of anything else. */
function itemsOf(value: unknown, count: number): readonly unknown[] {
  return Array.isArray(value) && value.length === count ? value : noItems;
}
