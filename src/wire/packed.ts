// Lists that may be too long for one control datagram, in as few datagrams as they need. Pure.
import type { Control, ControlMessage, Range, Wanted } from './control.js';
import { type ControlSender, encodeControl, signControl } from './control-codec.js';

/** A range of one stream that is missed. */
export interface Missing {
  readonly clientId: string;
  readonly epoch: number;
  readonly range: Range;
}

/**
 * Splits a list into as few datagrams as it needs, in its order. An item that is too long for a datagram of its own is left
 * out: that is a peer's doing, and the others are not to suffer for it. From an empty list comes nothing.
 *
 * @param compose the control datagram that says this part of the list
 */
export function packed<Item, Message extends ControlMessage>(
  items: readonly Item[],
  compose: (part: readonly Item[]) => Message,
): Message[] {
  const messages: Message[] = [];
  let from = 0;
  while (from < items.length) {
    const fits = fitting(items.slice(from), compose);
    if (fits > 0) messages.push(compose(items.slice(from, from + fits)));
    from += Math.max(1, fits);
  }
  return messages;
}

/**
 * How many items from the beginning of a list fit into one datagram: for those of which there is only one, such as a
 * heartbeat, whose list turns from one to the next.
 */
export function fitting<Item>(
  items: readonly Item[],
  compose: (part: readonly Item[]) => ControlMessage,
): number {
  const fits = (length: number): boolean => encodeControl(compose(items.slice(0, length))) !== undefined;
  // Longer lists make longer datagrams, so the limit is found by doubling and then halving; encoding is what costs.
  let least = 0;
  let most = 1;
  while (most <= items.length && fits(most)) {
    least = most;
    most *= 2;
  }
  most = Math.min(most, items.length + 1);
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle;
  }
  return least;
}

/** The datagrams that ask for all of these; what is missed of one stream should stand together. */
export function nacks(missing: readonly Missing[], sender: ControlSender): Control<'nack'>[] {
  return packed(
    missing,
    (part): Control<'nack'> => signControl({ kind: 'nack', wanted: byStream(part) }, sender),
  );
}

/** Neighbours of one stream as one. */
function byStream(missing: readonly Missing[]): Wanted[] {
  const wanted: { clientId: string; epoch: number; ranges: Range[] }[] = [];
  for (const { clientId, epoch, range } of missing) {
    const last = wanted.at(-1);
    if (last?.clientId === clientId && last.epoch === epoch) last.ranges.push(range);
    else wanted.push({ clientId, epoch, ranges: [range] });
  }
  return wanted.map(({ clientId, epoch, ranges }) => [clientId, epoch, ranges]);
}
