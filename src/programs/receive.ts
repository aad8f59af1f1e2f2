// `backchannel receive`: prints what is said, one line a message, until it is interrupted or nobody reads any more.
import {
  defer,
  filter,
  fromEventPattern,
  groupBy,
  last,
  map,
  merge,
  mergeMap,
  type MonoTypeOperatorFunction,
  type SchedulerLike,
  Subject,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import { toPromise } from 'xstate';
import type { SessionEmitted } from '../../machines/session.events.js';
import type { Session } from '../app.js';
import { systemErrorCode } from '../errors.js';
import { exitCodes } from '../exit-codes.js';
import { isStamped } from '../wire/chat-datagram.js';
import { escapeForTerminal, sanitiseLine } from '../wire/sanitise.js';
import type { StandardStreams } from './standard-streams.js';

/** Lines that nobody has read yet are kept up to this size; then new ones are dropped, and that is said at the end. */
const maxUnreadBytes = 16 * 1024 * 1024;

/** What the session says of something heard. */
export type Heard = Extract<SessionEmitted, { readonly type: 'heard' }>;

/** A long message whose parts have not all come after this long is printed as it is, with its holes marked. */
export const partsPatienceMs = 1500;

/** Messages remembered as given up on; of one forgotten, a part that comes even later is printed as a message. */
const maxGivenUp = 256;

/**
 * Lets each message through once: when it is complete, or {@link partsPatienceMs} after its first part. What comes after
 * that is dropped: the line has been printed, with its holes marked.
 */
export function oncePerMessage(scheduler: SchedulerLike): MonoTypeOperatorFunction<Heard> {
  return (heard$) =>
    defer(() => {
      const givenUp = new Set<string>();
      return heard$.pipe(
        filter(({ message }) => !givenUp.has(message.key)),
        groupBy(({ message }) => message.key, {
          duration: (group) =>
            merge(
              group.pipe(filter(({ message }) => message.missingParts === 0)),
              timer(partsPatienceMs, scheduler),
            ),
        }),
        mergeMap((group) => group.pipe(last())),
        tap(({ message }) => {
          if (message.missingParts === 0) return;
          givenUp.add(message.key);
          const [oldest] = givenUp;
          if (givenUp.size > maxGivenUp && oldest !== undefined) givenUp.delete(oldest);
        }),
      );
    });
}

/** `alice: hello`; a line break in a message is shown as a symbol, so that a line stays a line. */
export function asText({ message }: Heard): string {
  return `${message.handle}: ${sanitiseLine(message.text)}`;
}

/** One JSON object: what was said, by whom, from where, when it came, and its stamp if it has one. */
export function asJson({ message, datagram, source }: Heard): string {
  const stamp = isStamped(datagram)
    ? { epoch: datagram.epoch, seq: datagram.seq, clock: datagram.clock, missing_parts: message.missingParts }
    : {};
  return escapeForTerminal(
    JSON.stringify({
      client_id: message.clientId,
      handle: message.handle,
      content: message.text,
      address: source.address,
      port: source.port,
      received_at: new Date(message.at).toISOString(),
      ...stamp,
    }),
  );
}

/**
 * Runs `receive` on a session that has not been started.
 *
 * @returns the exit code: 0 also when interrupted, since that is how it ends; 1 when its output cannot be written
 */
export async function runReceive(
  session: Session,
  { json, scheduler }: { readonly json: boolean; readonly scheduler: SchedulerLike },
  { stdout, stderr, signals }: StandardStreams,
): Promise<number> {
  const quit = () => session.send({ type: 'quit' });
  for (const signal of ['SIGINT', 'SIGTERM']) signals.once(signal, quit);
  let unwritable: string | undefined;
  stdout.on('error', (error) => {
    // EPIPE: whoever read our output has gone, which is how a pipe ends; anything else is a failure.
    if (systemErrorCode(error) !== 'EPIPE') unwritable ??= error.message;
    if (session.getSnapshot().status === 'active') quit();
  });

  const heard$ = fromEventPattern<Heard>(
    (handler) => session.on('heard', handler),
    (_, subscription: { unsubscribe: () => void }) => subscription.unsubscribe(),
  );
  const ended$ = new Subject<void>();
  let dropped = 0;
  // The end comes before the grouping: what still waits for parts is printed as it is, not lost.
  heard$.pipe(takeUntil(ended$), oncePerMessage(scheduler), map(json ? asJson : asText)).subscribe((line) => {
    if (stdout.writableLength < maxUnreadBytes) stdout.write(`${line}\n`);
    else dropped += 1;
  });
  let told: string | undefined;
  session.subscribe(({ context }) => {
    const { trouble } = context.recovery;
    if (trouble !== undefined && trouble.sentence !== told) {
      stderr.write(`backchannel: ${trouble.sentence}; trying again\n`);
    }
    told = trouble?.sentence;
  });
  session.start();
  await toPromise(session);
  ended$.next();
  if (dropped > 0)
    stderr.write(`backchannel: ${dropped} lines were dropped: whoever reads them is too slow\n`);
  if (unwritable === undefined) return exitCodes.done;
  stderr.write(`backchannel: what is said cannot be written: ${unwritable}\n`);
  return exitCodes.failed;
}
