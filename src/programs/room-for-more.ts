// How much of what is to be said is taken before the network has taken it: enough to keep it busy, little to lose.
import { waitFor } from 'xstate';
import type { Session } from '../app.js';

/** Input is read on when fewer messages than this wait. */
const readAheadMessages = 32;

/** Resolves when the session takes more: true; or when it has ended: false. */
export async function hasRoomForMore(session: Session): Promise<boolean> {
  const { status } = await waitFor(
    session,
    (snapshot) => snapshot.status !== 'active' || snapshot.context.outbox.length < readAheadMessages,
    { timeout: Number.POSITIVE_INFINITY },
  );
  return status === 'active';
}
