// Tells the person at another window that somebody has spoken to them. Whether, how often and in which words, the view
// knows; this hears the session and writes to the terminal.
import { filter, map, mergeMap, type Observable, type SchedulerLike } from 'rxjs';
import type { Session } from '../app.js';
import { displayHandle } from '../chat/display-handle.js';
import type { Notifier } from '../view/abilities.js';
import { calmly, notificationSequence } from '../view/notifications.js';
import { mentions } from '../view/speech.js';
import { emitted } from './emitted.js';
import { partsPatienceMs } from './program-timing.js';
import { wholeMessages } from './whole-messages.js';

/** For what the person wants to be told. */
export type Notify = 'off' | 'mention' | 'all';

export interface Notifying {
  readonly session: Session;
  readonly notifier: Notifier;
  readonly scheduler: SchedulerLike;
  /** Whether the window is known not to have the focus: whoever looks needs no telling. */
  readonly isAway: () => boolean;
  readonly notify: () => Notify;
}

/** The bytes of each notification, when it is due. */
export function notifications({
  session,
  notifier,
  scheduler,
  isAway,
  notify,
}: Notifying): Observable<string> {
  const isWanted = (text: string): boolean => {
    const wanted = notify();
    if (wanted === 'off' || !isAway()) return false;
    return wanted === 'all' || mentions(text, session.getSnapshot().context.identity.handle).length > 0;
  };
  return emitted(session, 'heard').pipe(
    mergeMap(({ messages }) => messages),
    filter(({ isPast }) => !isPast && isAway()),
    wholeMessages(partsPatienceMs(session.getSnapshot().context.settings.protocol), scheduler),
    filter(({ message }) => isWanted(message.text)),
    map(({ message: { clientId, handle, text } }) => ({
      name: displayHandle(session.getSnapshot().context.roster, clientId, handle),
      text,
    })),
    calmly(scheduler),
    map((notice) => notificationSequence(notice, notifier)),
  );
}
