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
import { everybodyHeardMs, helloAnswersMs } from './program-timing.js';
import { snapshots } from './snapshots.js';

/**
 * How many of the steps are over by which we learn who is there: each of our hellos has had the time to be answered, and
 * then everybody who cannot hear them has had the time for a heartbeat. That time begins when the session is in the group.
 */
export function stepsOfListening(session: Session, scheduler: SchedulerLike): Observable<number> {
  const { protocol } = session.getSnapshot().context.settings;
  const ends = [...helloAnswersMs(protocol), everybodyHeardMs(protocol)];
  return snapshots(session).pipe(
    filter((snapshot) => snapshot.hasTag('connected') || snapshot.hasTag('sending')),
    take(1),
    switchMap(() => merge(...ends.map((ms) => timer(ms, scheduler)))),
    scan((steps) => steps + 1, 0),
    startWith(0),
  );
}

/**
 * Waits until the network has everything and everybody who is there does, or until the session ends; once the network has
 * everything, no longer than `waitMs`.
 *
 * @param steps$ see {@link stepsOfListening}; replays the latest
 * @param waitMs milliseconds
 * @returns false when the wait was over first
 */
export async function untilHeld(
  session: Session,
  steps$: Observable<number>,
  waitMs: number,
  scheduler: SchedulerLike,
): Promise<boolean> {
  const done$ = combineLatest([snapshots(session), steps$]).pipe(
    filter(
      ([{ status, context }, steps]) =>
        status !== 'active' || (steps >= stepsToBelieve(context, waitMs) && isHeldByAll(context)),
    ),
    map(() => true),
  );
  const tooLate$ = snapshots(session).pipe(
    first(({ status, context }) => status !== 'active' || context.outbox.length === 0),
    delay(waitMs, scheduler),
    map(() => false),
  );
  return await firstValueFrom(merge(done$, tooLate$));
}

function isHeldByAll(context: SessionContext): boolean {
  return context.outbox.length === 0 && isHeld(audienceOf(context));
}

/**
 * How many of these steps must be over before we believe that we know who is there. Who gives others long enough wants to
 * know of everybody, also of those who are deaf. Else mostly the first hello will do; if nobody has answered it, the LAN
 * may have lost it. If somebody had to ask for what it did lose, each hello counts, and as long as we know nobody we do not
 * know who asked.
 */
function stepsToBelieve({ roster, actors, identity, settings }: SessionContext, waitMs: number): number {
  const { protocol } = settings;
  const hellos = protocol.helloLadderMs.length;
  const hasRepeated = actors.streams.has(streamKey(identity.clientId, identity.epoch));
  const knowsNobody = roster.ours === 0;
  if (hasRepeated && knowsNobody) return Number.POSITIVE_INFINITY;
  if (waitMs >= everybodyHeardMs(protocol)) return hellos + 1;
  if (hasRepeated) return hellos;
  return knowsNobody ? 2 : 1;
}
