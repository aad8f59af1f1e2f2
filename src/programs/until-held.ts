// How long `send` stays: until those who are there hold what it has said, but no longer than it may wait. While it stays, its
// session repeats what others miss.
import {
  combineLatest,
  delay,
  filter,
  first,
  firstValueFrom,
  map,
  merge,
  type Observable,
  scan,
  type SchedulerLike,
  startWith,
  switchMap,
  take,
  timer,
} from 'rxjs';
import type { SessionContext } from '../../machines/session.context.js';
import type { Session } from '../app.js';
import { streamKey } from '../chat/streams.js';
import { audienceOf, isHeld } from './audience.js';
import { helloAnswersMs } from './program-timing.js';
import { snapshots } from './snapshots.js';

/** How many of our hellos have had the time to be answered; that time begins when the session is in the group. */
export function hellosAnswered(session: Session, scheduler: SchedulerLike): Observable<number> {
  const { protocol } = session.getSnapshot().context.settings;
  return snapshots(session).pipe(
    filter((snapshot) => snapshot.hasTag('connected') || snapshot.hasTag('sending')),
    take(1),
    switchMap(() => merge(...helloAnswersMs(protocol).map((ms) => timer(ms, scheduler)))),
    scan((answered) => answered + 1, 0),
    startWith(0),
  );
}

/**
 * Waits until the network has everything and everybody who is there does, or until the session ends; once the network has
 * everything, no longer than `waitMs`.
 *
 * @param answered$ see {@link hellosAnswered}; replays the latest
 * @param waitMs milliseconds
 * @returns false when the wait was over first
 */
export async function untilHeld(
  session: Session,
  answered$: Observable<number>,
  waitMs: number,
  scheduler: SchedulerLike,
): Promise<boolean> {
  const done$ = combineLatest([snapshots(session), answered$]).pipe(
    filter(([{ status, context }, answered]) => status !== 'active' || isHeldByAll(context, answered)),
    map(() => true),
  );
  const tooLate$ = snapshots(session).pipe(
    first(({ status, context }) => status !== 'active' || context.outbox.length === 0),
    delay(waitMs, scheduler),
    map(() => false),
  );
  return await firstValueFrom(merge(done$, tooLate$));
}

function isHeldByAll(context: SessionContext, answered: number): boolean {
  return context.outbox.length === 0 && answered >= hellosToBelieve(context) && isHeld(audienceOf(context));
}

/**
 * How many hellos must have had the time to be answered before we believe that we know who is there: mostly the first will
 * do; if nobody has answered it, the LAN may have lost it. If somebody had to ask for what it did lose, each hello counts,
 * and as long as we know nobody we do not know who asked.
 */
function hellosToBelieve({ roster, actors, identity, settings }: SessionContext): number {
  const hasRepeated = actors.streams.has(streamKey(identity.clientId, identity.epoch));
  const knowsNobody = roster.ours === 0;
  if (hasRepeated) return knowsNobody ? Number.POSITIVE_INFINITY : settings.protocol.helloLadderMs.length;
  return knowsNobody ? 2 : 1;
}
