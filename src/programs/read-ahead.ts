// How many messages are read ahead of the network: enough to keep it busy, little to lose.
import { waitFor } from 'xstate';
import type { Session } from '../app.js';

/** Input is read on when fewer messages than this wait. */
const readAheadMessages = 32;

/** Resolves when the session takes a further message, or will take none any more: whether it still runs. */
export async function untilMoreIsTaken(session: Session): Promise<boolean> {
  const { status } = await waitFor(
    session,
    (snapshot) => snapshot.status !== 'active' || snapshot.context.outbox.length < readAheadMessages,
    { timeout: Number.POSITIVE_INFINITY },
  );
  return status === 'active';
}
