// One membership of a group: joins on every interface, receives through one socket, sends once on each LAN segment.
// Must not know which membership is the newest, nor what bytes mean.
import type { RemoteInfo, Socket } from 'node:dgram';
import {
  catchError,
  combineLatest,
  fromEvent,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  type SchedulerLike,
  switchMap,
  throwError,
} from 'rxjs';
import { codeOf, type InterfaceAnswer, refusing, willing } from './interface-answers.js';
import { withoutInterfaceCopies } from './interface-copies.js';
import { type Segment, segments } from './interfaces.js';
import { growReceiveBuffer, receiveSocket, sendSocket } from './multicast-sockets.js';
import { joinError, noNetworkError, sendError, socketLostError } from './network-errors.js';
import { rejoinWhenSilent } from './rejoin-when-silent.js';
import type { LanEvent, Membership, NetworkInterface, SendReport } from './transport.js';

type JoinedEvent = Extract<LanEvent, { readonly type: 'joined' }>;

/** A membership while it lasts. */
export interface OpenMembership {
  /** Which interfaces let us in. */
  readonly joined: JoinedEvent;
  /** What is received from now on; errors with `socket-lost` when the receive socket fails. */
  readonly datagrams: Observable<LanEvent>;
  /** Sends once on each segment; rejects with `send` when every interface refuses. */
  send(bytes: Uint8Array): Promise<SendReport>;
}

/** Sends on one segment; answers, and never rejects. */
type Sender = (bytes: Uint8Array) => Promise<InterfaceAnswer>;

/**
 * Opens, binds and joins; emits once, and closes everything on unsubscribing.
 *
 * @param scheduler the time line on which silence is noticed and copies are told from repetitions
 *
 * Errors with `no-network` (no interface given), `bind` (the port could not be opened) or `join` (no interface let us in).
 */
export function openMembership(membership: Membership, scheduler: SchedulerLike): Observable<OpenMembership> {
  if (membership.interfaces.length === 0) return throwError(noNetworkError);
  return receiveSocket(membership).pipe(
    switchMap((receiver) => {
      const answers = join(receiver, membership);
      const joined = willing(answers);
      if (joined.length === 0) throw joinError(membership, answers);
      const event: JoinedEvent = {
        type: 'joined',
        joined,
        refused: refusing(answers),
        receiveBufferBytes: growReceiveBuffer(receiver),
      };
      // The segments of the interfaces that let us in: where we could not hear the answer, we do not speak.
      return combineLatest(segments(joined).map((segment) => senderOn(segment, membership))).pipe(
        map((senders) => ({
          joined: event,
          datagrams: datagramsFrom(receiver, membership).pipe(
            rejoinWhenSilent({ receiver, group: membership.group, joined, scheduler }),
            withoutInterfaceCopies(joined, scheduler),
          ),
          send: (bytes: Uint8Array) => sendOnEach(senders, membership, bytes),
        })),
      );
    }),
  );
}

/** Joins on each interface by its address: without one, the system would choose a single one (RFC 1112 §6.1). */
function join(receiver: Socket, { group, interfaces }: Membership): InterfaceAnswer[] {
  return interfaces.map((one) => {
    try {
      receiver.addMembership(group, one.address);
      return { interface: one };
    } catch (error) {
      // A further address of an interface that is a member already is as good as joined.
      return codeOf(error) === 'EADDRINUSE' ? { interface: one } : { interface: one, error };
    }
  });
}

function datagramsFrom(receiver: Socket, membership: Membership): Observable<LanEvent> {
  const received = fromEvent(
    receiver,
    'message',
    (bytes: Uint8Array, { address, port }: RemoteInfo): LanEvent => ({
      type: 'datagram',
      bytes,
      source: { address, port },
    }),
  );
  const lost = fromEvent(receiver, 'error').pipe(
    mergeMap((error) => throwError(() => socketLostError(membership, error))),
  );
  return merge(received, lost);
}

/**
 * Sends through the first interface of the segment that can be sent on; when none can, answers why.
 * A spare is tried when the sender is opened only: trying it when a datagram is refused could send that twice.
 */
function senderOn([first, second, ...others]: Segment, membership: Membership): Observable<Sender> {
  return sendSocket(first, membership).pipe(
    map(
      (socket): Sender =>
        (bytes) =>
          handOver(socket, first, membership, bytes),
    ),
    catchError((error: unknown) =>
      second === undefined
        ? of<Sender>(async () => ({ interface: first, error }))
        : senderOn([second, ...others], membership),
    ),
  );
}

async function handOver(
  socket: Socket,
  on: NetworkInterface,
  { group, port }: Membership,
  bytes: Uint8Array,
): Promise<InterfaceAnswer> {
  try {
    await new Promise<void>((resolve, reject) => {
      // Without a callback, the system's refusals would vanish.
      socket.send(bytes, port, group, (error) => (error ? reject(error) : resolve()));
    });
    return { interface: on };
  } catch (error) {
    return { interface: on, error };
  }
}

async function sendOnEach(
  senders: readonly Sender[],
  membership: Membership,
  bytes: Uint8Array,
): Promise<SendReport> {
  const answers = await Promise.all(senders.map((send) => send(bytes)));
  const sentOn = willing(answers);
  if (sentOn.length === 0) throw sendError(membership, answers);
  return { sentOn, refused: refusing(answers) };
}
