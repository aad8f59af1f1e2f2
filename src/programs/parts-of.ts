// How many datagrams a line would take, as the session would send it now: for the counter beside the input line.
import type { SessionSnapshot } from '../../machines/session.machine.js';
import { stamp } from '../chat/room.js';
import { formats } from '../wire/format.js';

/**
 * Makes a counter of parts. The line is asked about for each paint, and rarely differs from the one before: the last answer
 * is kept.
 */
export function partsCounter(snapshot: () => SessionSnapshot): (text: string) => number {
  let last: { readonly text: string; readonly parts: number } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, parts: partsOf(text, snapshot()) };
    return last.parts;
  };
}

function partsOf(text: string, { context }: SessionSnapshot): number {
  const { identity, nextSequence, room, settings } = context;
  const { clientId, epoch, handle } = identity;
  const sender = {
    client_id: clientId,
    handle,
    epoch,
    seq: nextSequence,
    clock: stamp(room, settings.now()),
  };
  const composed = formats[settings.format].compose(text, sender);
  return composed.ok ? composed.datagrams.length : (composed.needed ?? 0);
}
