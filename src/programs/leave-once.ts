// A terminal that is closed is told of several times over: by signals, and by the failures of input and output.
import type { Session } from '../app.js';

/** Has the session leave, unless it is leaving already: asked twice, it would leave without a goodbye. */
export function leaveOnce(session: Session): void {
  const { status, context } = session.getSnapshot();
  if (status === 'active' && context.leaving !== 'now') session.send({ type: 'quit' });
}
