// What a session emits, as an Observable.
import { fromEventPattern, type Observable } from 'rxjs';
import type { SessionEmitted } from '../../machines/session.events.js';
import type { Session } from '../app.js';

/** What the session emits of one type from now on. */
export function emitted<Type extends SessionEmitted['type']>(
  session: Session,
  type: Type,
): Observable<Extract<SessionEmitted, { readonly type: Type }>> {
  return fromEventPattern(
    (handler) => session.on(type, handler),
    (_, subscription: { unsubscribe: () => void }) => subscription.unsubscribe(),
  );
}
