// How one membership takes the place of another: the old one's sockets stay open until the new one has joined and what
// was on its way has been read, so that nothing is missed and no switch is told that we left. Must not know sockets, nor
// what bytes mean.
import { Observable, type SchedulerLike, Subscription, timer } from 'rxjs';
import { type Copies, copiesOfTwo } from './copies-of-two.js';
import type { LanEvent, Membership } from './transport.js';

/**
 * How long the old sockets are read after the new ones have joined. Higher: two sets of sockets for longer; lower: what
 * the system holds for the old ones may not have been read yet by a busy program.
 */
const handOverMs = 50;

/**
 * How long after that copies are still told apart: what the old sockets were the first to bring may wait in the new ones,
 * also when the program is busy, since these are read at least once before a timer can end. Higher: words that a program
 * without numbers says again, and that only the old sockets had the first time, may be heard once; lower: what waits longer
 * is heard twice.
 */
const awaitCopiesMs = 50;

/** What is heard before the new membership has joined is kept up to this number; joining takes some milliseconds. */
const maxKeptDatagrams = 1024;

/** A membership while it lasts. */
export interface Joined {
  /** The event that says so. */
  readonly joined: LanEvent;
  /** What is received from now on. */
  readonly datagrams: Observable<LanEvent>;
}

/** The memberships of one transport. */
export interface Succession<Member extends Joined> {
  /** A membership as a stream, as `Transport` has it. */
  readonly datagrams: (membership: Membership) => Observable<LanEvent>;
  /** The membership that joined last and that somebody is still subscribed to. */
  readonly newest: () => Member | undefined;
}

/** A membership that was left: its sockets, and where what it still hears goes. */
interface Left {
  readonly sockets: Subscription;
  readonly sendTo: (heir: (event: LanEvent) => void) => void;
}

/**
 * Lets each membership that is subscribed in the same turn in which another is left take its place without a gap.
 * One that nobody succeeds closes at the end of the turn in which it is left.
 *
 * @param open emits once when it has joined, and closes everything on unsubscribing
 * @param scheduler the time line of {@link handOverMs} and {@link awaitCopiesMs}
 */
export function succession<Member extends Joined>(
  open: (membership: Membership) => Observable<Member>,
  scheduler: SchedulerLike,
): Succession<Member> {
  let members: readonly Member[] = [];
  let opening = 0;
  /** Left in this turn, or while a successor is opening. */
  let left: readonly Left[] = [];
  let kept: LanEvent[] = [];
  const keep = (event: LanEvent) => {
    if (kept.length < maxKeptDatagrams) kept.push(event);
  };

  /** Nobody is about to succeed: what was left is closed. */
  const closeUnlessSucceeded = () => {
    if (opening > 0) return;
    for (const { sockets } of left) sockets.unsubscribe();
    left = [];
    kept = [];
  };

  /** What was left goes on to be read for a while, on behalf of its heir. */
  const inherit = (heir: (event: LanEvent) => void): Subscription => {
    const inherited = left;
    const earlier = kept;
    left = [];
    kept = [];
    for (const event of earlier) heir(event);
    for (const { sendTo } of inherited) sendTo(heir);
    const ending = inherited.length === 0 ? Subscription.EMPTY : timer(handOverMs, scheduler).subscribe();
    for (const { sockets } of inherited) ending.add(() => sockets.unsubscribe());
    return ending;
  };

  return {
    newest: () => members.at(-1),
    datagrams: (membership) =>
      new Observable((subscriber) => {
        const sockets = new Subscription();
        let member: Member | undefined;
        let isOpening = true;
        let take = (event: LanEvent): void => subscriber.next(event);
        const settle = () => {
          if (isOpening) opening -= 1;
          isOpening = false;
        };
        const fail = (error: unknown) => subscriber.error(error);
        opening += 1;
        sockets.add(
          open(membership).subscribe({
            next: (joined) => {
              // Left before it had joined: its sockets are closed with the others that were left, and nobody sends by them.
              if (subscriber.closed) return;
              member = joined;
              members = [...members, joined];
              settle();
              take(joined.joined);
              // Who only wanted to know has left already, and is no heir.
              if (subscriber.closed) return;
              // Needed only while two sets of sockets hear, and what both have heard is not read.
              let copies: Copies | undefined = copiesOfTwo();
              const from = (socket: 'old' | 'new') => (event: LanEvent) => {
                if (copies === undefined || copies.isFirst(socket, event)) take(event);
              };
              sockets.add(joined.datagrams.subscribe({ next: from('new'), error: fail }));
              const forget = () => {
                copies = undefined;
              };
              const ending = inherit(from('old'));
              if (ending.closed) forget();
              else
                ending.add(() => {
                  copies?.closeOld();
                  sockets.add(timer(awaitCopiesMs, scheduler).subscribe(forget));
                });
              sockets.add(ending);
            },
            error: fail,
          }),
        );
        return () => {
          settle();
          members = members.filter((other) => other !== member);
          take = keep;
          left = [...left, { sockets, sendTo: (heir) => (take = heir) }];
          // By then whoever takes our place has subscribed.
          queueMicrotask(closeUnlessSucceeded);
        };
      }),
  };
}
