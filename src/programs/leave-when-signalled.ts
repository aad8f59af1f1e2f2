// What the signals that end a program do to one that takes part in a chat: it leaves, with a goodbye.
import type { Session } from '../app.js';
import { signalExitBase } from '../exit-codes.js';
import { endingSignals, whenSignalled } from './ending-signals.js';
import { leaveOnce } from './leave-once.js';

export interface SignalledLeave {
  /** 128 and the number of the first signal that came; `undefined` while none has. */
  readonly exitCode: () => number | undefined;
  /** Stops listening. */
  readonly stop: () => void;
}

/**
 * Has the session leave at each signal. Whoever sends a second one is impatient, and it leaves at once, without a goodbye;
 * unless the terminal is closed: then they come from the system, which may well send several, and nobody is waiting.
 */
export function leaveWhenSignalled(session: Session, signals: NodeJS.EventEmitter): SignalledLeave {
  let first: number | undefined;
  let isHungUp = false;
  const stop = whenSignalled(signals, (number) => {
    first ??= number;
    isHungUp ||= number === endingSignals.SIGHUP;
    if (isHungUp) leaveOnce(session);
    else if (session.getSnapshot().status === 'active') session.send({ type: 'quit' });
  });
  return { exitCode: () => (first === undefined ? undefined : signalExitBase + first), stop };
}
