// `backchannel receive`: prints what is said, one line a message, each author's in order and without holes as far as they can
// be repaired, until it is interrupted or nobody reads any more.
import {
  filter,
  map,
  merge,
  mergeMap,
  type Observable,
  type SchedulerLike,
  Subject,
  switchMap,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import { toPromise } from 'xstate';
import type { SessionContext } from '../../machines/session.context.js';
import type { HeardMessage } from '../../machines/session.events.js';
import type { Session } from '../app.js';
import { wantedOf } from '../chat/room.js';
import { latestActive, streamKey } from '../chat/streams.js';
import { exitCodes, hungUpExitCode } from '../exit-codes.js';
import { emitted } from './emitted.js';
import { asJson, asText } from './heard-line.js';
import { leaveOnce } from './leave-once.js';
import { leaveWhenSignalled } from './leave-when-signalled.js';
import { leftOver } from './left-over.js';
import { pastFirst } from './past-first.js';
import { helloAnswersMs, partsPatienceMs } from './program-timing.js';
import { snapshots } from './snapshots.js';
import type { StandardStreams } from './standard-streams.js';
import { watchOutput } from './watch-output.js';
import { wholeMessages } from './whole-messages.js';

export interface ReceiveOptions {
  readonly json: boolean;
  /** Whether what was said before we came is printed first; if not, it is not printed at all. */
  readonly history: boolean;
  /** RxJS's time; the session's must be the same. */
  readonly scheduler: SchedulerLike;
}

/**
 * Runs `receive` on a session that has not been started.
 *
 * @returns the exit code: 0 also when interrupted, since that is how it ends; 1 when its output cannot be written; that of the
 *   signal when its terminal is closed
 */
export async function runReceive(
  session: Session,
  { json, history, scheduler }: ReceiveOptions,
  { stdout, stderr, signals, now }: StandardStreams,
): Promise<number> {
  const tell = (sentence: string) => stderr.write(`backchannel: ${sentence}\n`);
  const signalled = leaveWhenSignalled(session, signals);
  const output = watchOutput(stdout, () => leaveOnce(session));

  const { protocol } = session.getSnapshot().context.settings;
  const remainder$ = new Subject<HeardMessage>();
  const ended$ = new Subject<void>();
  // The end comes before all that waits for something: then it is printed as it is, not lost.
  const heard$ = merge(emitted(session, 'heard').pipe(mergeMap(({ messages }) => messages)), remainder$).pipe(
    takeUntil(ended$),
  );
  const wanted$ = history
    ? heard$.pipe(pastFirst(pastIsHere(session), aloneAfterHellos(session, scheduler)))
    : heard$.pipe(filter(({ isPast }) => !isPast));
  let dropped = 0;
  const toLine = json ? asJson : (heard: HeardMessage) => asText(heard, session.getSnapshot().context.roster);
  wanted$.pipe(wholeMessages(partsPatienceMs(protocol), scheduler), map(toLine)).subscribe((line) => {
    // What is dropped is said at the end.
    if (output.isFull()) dropped += 1;
    else stdout.write(`${line}\n`);
  });
  session.on('lost', ({ handle, count }) => tell(`${lineCount(count)} lost from ${handle}`));
  let told: string | undefined;
  session.subscribe(({ context }) => {
    const { trouble } = context.recovery;
    if (trouble !== undefined && trouble.sentence !== told) tell(`${trouble.sentence}; trying again`);
    told = trouble?.sentence;
  });
  session.start();
  await toPromise(session);
  signalled.stop();
  const { heard, missing } = leftOver(session.getSnapshot().context, now());
  for (const one of heard) remainder$.next(one);
  ended$.next();
  for (const { handle, count } of missing)
    tell(`${lineCount(count)} missing from ${handle}, asked for till the end`);
  if (dropped > 0) tell(`${lineCount(dropped)} dropped: whoever reads them is too slow`);
  const unwritable = await output.written();
  if (unwritable !== undefined) tell(`what is said cannot be written: ${unwritable}`);
  if (signalled.exitCode() === hungUpExitCode) return hungUpExitCode;
  return unwritable === undefined ? exitCodes.done : exitCodes.failed;
}

/** Emits when what was said before is here, and what of it was lost on the way has been repaired or given up. */
function pastIsHere(session: Session): Observable<unknown> {
  return emitted(session, 'history.over').pipe(
    take(1),
    switchMap(() => {
      const missing = missingIn(session.getSnapshot().context);
      return snapshots(session).pipe(filter(({ context }) => isThere(missing, context)));
    }),
    take(1),
  );
}

/** The highest number that is missing of each stream. */
function missingIn({ room }: SessionContext): ReadonlyMap<string, number> {
  const keys = latestActive(room.streams).map(({ clientId, epoch }) => streamKey(clientId, epoch));
  return new Map(keys.map((key) => [key, wantedOf(room, key).at(-1)?.[1] ?? 0]));
}

/** Whether nothing up to these numbers is missing any more. */
function isThere(missing: ReadonlyMap<string, number>, { room }: SessionContext): boolean {
  return [...missing].every(
    ([key, highest]) => (wantedOf(room, key)[0]?.[0] ?? Number.POSITIVE_INFINITY) > highest,
  );
}

/**
 * Emits when each of our hellos has had the time to be answered, and nobody of our kind is there who could tell what was
 * said; or when there is no side channel to ask through.
 */
function aloneAfterHellos(session: Session, scheduler: SchedulerLike): Observable<unknown> {
  const { protocol } = session.getSnapshot().context.settings;
  return snapshots(session).pipe(
    filter((snapshot) => snapshot.hasTag('connected')),
    take(1),
    switchMap(() => timer(helloAnswersMs(protocol).at(-1) ?? 0, scheduler)),
    switchMap(() => snapshots(session)),
    filter(({ context: { roster, network } }) => roster.ours === 0 || network.controlTrouble !== undefined),
    take(1),
  );
}

function lineCount(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}
