// Sends probes on every interface, hears and answers those of others, and keeps the log of it until the time is over.
import {
  concat,
  ignoreElements,
  interval,
  merge,
  type Observable,
  of,
  type SchedulerLike,
  take,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import { systemErrorCode } from '../errors.js';
import { nextProbe, type ProbeLog, type ProbeToSend, tookAnswer, tookProbe } from '../doctor/probe-log.js';
import { withoutScope } from '../net/addresses.js';
import { groupOf, groupOn } from '../net/groups.js';
import { isOnLink } from '../net/interfaces.js';
import type { PrivateDatagram, PrivateSocket } from '../net/private-socket.js';
import type { Source } from '../net/transport.js';
import { type Answer, decodeProbe, encodeProbe, probe } from '../wire/probe.js';

/** The time between two probes. Lower: more noise on the LAN; higher: it takes longer to see a loss. */
export const probeIntervalMs = 100;

/** How long the last answers are waited for: far longer than any LAN takes. */
const settleMs = 500;

export interface Exchange {
  readonly sockets: readonly PrivateSocket[];
  /** What comes to the group. */
  readonly group$: Observable<PrivateDatagram>;
  /** Where probes go: to the group of the interface's family, on this port. */
  readonly groups: readonly string[];
  readonly port: number;
  readonly log: ProbeLog;
  /** Ends the exchange early. */
  readonly stop$: Observable<unknown>;
  readonly scheduler: SchedulerLike;
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicNow: () => number;
}

/** What each interface did with the probes, by its address. */
export type Sending = ReadonlyMap<
  string,
  { readonly sent: number; readonly refused: Record<string, number> }
>;

export interface Exchanged {
  readonly log: ProbeLog;
  readonly sending: Sending;
}

/** Subscribe to begin; completes when the time is over, and `result` is what is known then. */
export function exchangeProbes({
  sockets,
  group$,
  groups,
  port,
  log: emptyLog,
  stop$,
  scheduler,
  monotonicNow,
}: Exchange): { readonly run$: Observable<never>; readonly result: () => Exchanged } {
  let log = emptyLog;
  const sending = new Map<string, { sent: number; readonly refused: Record<string, number> }>(
    sockets.map((socket) => [socket.interface.address, { sent: 0, refused: {} }]),
  );

  const sendOn = async (socket: PrivateSocket, unsigned: ProbeToSend): Promise<void> => {
    const { address, family } = socket.interface;
    const counts = sending.get(address);
    const group = groupOf(family, groups);
    if (counts === undefined || group === undefined) return;
    try {
      await socket.send(encodeProbe(probe({ ...unsigned, from: withoutScope(address) })), {
        address: groupOn(socket.interface, group),
        port,
      });
      counts.sent += 1;
    } catch (error) {
      const code = systemErrorCode(error) ?? 'UNKNOWN';
      counts.refused[code] = (counts.refused[code] ?? 0) + 1;
    }
  };

  const sendProbe = (): void => {
    const next = nextProbe(log, monotonicNow());
    log = next.log;
    for (const socket of sockets) void sendOn(socket, next.probe);
  };

  const reply = (answer: Answer, to: Source): void => {
    const near = sockets.find((one) => isOnLink(one.interface, to.address));
    // An answer that the system refuses is a lost one: the other side counts it so.
    (near ?? sockets[0])?.send(encodeProbe(answer), to).catch(() => undefined);
  };

  const hearGroup = ({ bytes, source }: PrivateDatagram): void => {
    const heard = decodeProbe(bytes);
    if (heard?.kind !== 'probe') return;
    const taken = tookProbe(log, heard, source.address, monotonicNow());
    log = taken.log;
    if (taken.answer !== undefined) reply(taken.answer, source);
  };

  const hearAnswer = ({ bytes, source }: PrivateDatagram): void => {
    const heard = decodeProbe(bytes);
    if (heard?.kind === 'answer') log = tookAnswer(log, heard, source.address, monotonicNow());
  };

  // Without an interface there is nothing to wait for.
  const probing$ = interval(probeIntervalMs, scheduler).pipe(take(emptyLog.count), tap(sendProbe));
  const done$ =
    sockets.length === 0
      ? of(undefined)
      : concat(probing$.pipe(ignoreElements()), timer(settleMs, scheduler));
  const hearing$ = merge(
    group$.pipe(tap(hearGroup)),
    ...sockets.map(({ datagrams$ }) => datagrams$.pipe(tap(hearAnswer))),
  );
  return {
    run$: hearing$.pipe(ignoreElements(), takeUntil(merge(stop$, done$))),
    result: () => ({ log, sending }),
  };
}
