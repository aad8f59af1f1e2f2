// One membership of the chat's group: receives wherever it may join, sends once on each LAN segment. Must not know which
// membership is the newest, nor what bytes mean.
import { catchError, combineLatest, map, type Observable, of, type SchedulerLike, switchMap } from 'rxjs';
import { groupOf, groupOn } from './groups.js';
import { type InterfaceAnswer, refusing, willing } from './interface-answers.js';
import { withoutInterfaceCopies } from './interface-copies.js';
import type { Bridge, Segment } from './interfaces.js';
import { sendError } from './network-errors.js';
import { type PrivateSocket, privateSocket } from './private-socket.js';
import { openReceivers, type Receivers } from './receivers.js';
import { speakers } from './speakers.js';
import type { Membership, NetworkInterface, SendReport } from './transport.js';

/** A membership while it lasts. */
export interface OpenMembership extends Receivers {
  /** Sends once on each segment; rejects with `send` when every interface refuses. */
  send(bytes: Uint8Array): Promise<SendReport>;
}

/** A socket to send through, or the system's reason why there is none. */
interface Sender {
  readonly interface: NetworkInterface;
  readonly socket?: PrivateSocket;
  readonly error?: unknown;
}

/**
 * Opens, binds and joins; emits once, and closes everything on unsubscribing.
 *
 * @param scheduler the time line on which silence is noticed and copies are told from repetitions
 * @param bridges devices that are known at the moment to be on one segment
 *
 * Errors with `no-network` (no interface given), `bind` (the port could not be opened) or `join` (no interface let us in).
 */
export function openMembership(
  membership: Membership,
  scheduler: SchedulerLike,
  bridges: () => readonly Bridge[],
): Observable<OpenMembership> {
  const { groups } = membership;
  return openReceivers(membership, scheduler).pipe(
    switchMap(({ joined: event, datagrams }) => {
      const { joined } = event;
      // Whoever may speak at all: a bridge that is learned later takes the word from some, and gives it to nobody else.
      const candidates = speakers(joined, groups, []).flat();
      return combineLatest(candidates.map((one) => senderOn(one, membership))).pipe(
        map((senders) => ({
          joined: event,
          datagrams: datagrams.pipe(withoutInterfaceCopies(joined, scheduler, bridges)),
          send: async (bytes: Uint8Array) => {
            const chosen = speakers(joined, groups, bridges()).map((segment) => senderFor(segment, senders));
            return await sendThrough(chosen, membership, bytes);
          },
        })),
      );
    }),
  );
}

function senderOn(on: NetworkInterface, membership: Membership): Observable<Sender> {
  return privateSocket(on, membership).pipe(
    map((socket): Sender => ({ interface: on, socket })),
    catchError((error: unknown) => of<Sender>({ interface: on, error })),
  );
}

/**
 * The first of the segment's senders that could be opened; if none could, the first, which says why. A spare never steps
 * in when a datagram is refused: that could send it twice.
 */
function senderFor(segment: Segment, senders: readonly Sender[]): Sender {
  const own = senders.filter((sender) => segment.includes(sender.interface));
  return own.find(({ socket }) => socket !== undefined) ?? own[0] ?? { interface: segment[0] };
}

async function sendThrough(
  senders: readonly Sender[],
  membership: Membership,
  bytes: Uint8Array,
): Promise<SendReport> {
  const answers = await Promise.all(senders.map(async (sender) => await handOver(sender, membership, bytes)));
  const sentOn = willing(answers);
  if (sentOn.length === 0) throw sendError(membership, answers);
  return { sentOn, refused: refusing(answers) };
}

/** Answers, and never rejects. */
async function handOver(
  { interface: on, socket, error: unopened }: Sender,
  { groups, port }: Membership,
  bytes: Uint8Array,
): Promise<InterfaceAnswer> {
  const group = groupOf(on.family, groups);
  if (socket === undefined || group === undefined) return { interface: on, error: unopened };
  try {
    await socket.send(bytes, { address: groupOn(on, group), port });
    return { interface: on };
  } catch (error) {
    return { interface: on, error };
  }
}
