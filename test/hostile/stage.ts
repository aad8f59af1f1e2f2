// Two honest people who talk, and somebody on their LAN who means ill: sends anything to either port, from any address.
// Keeps what the honest ones send, and what the 2012 original would make of it.
import { slice } from '../../src/chat/transcript.js';
import { defaultPort } from '../../src/config.js';
import type { Source } from '../../src/net/transport.js';
import type { SentDatagram } from '../../src/net/memory-lan.js';
import { decodeControl } from '../../src/wire/control-codec.js';
import type { ControlKind, ControlMessage } from '../../src/wire/control.js';
import { type Peer, room } from '../support/peers.js';

export const controlPort = defaultPort + 1;

/** Time enough for hello, history and the end of every ladder. */
export const settlingMs = 6000;

export type Stage = Awaited<ReturnType<typeof stage>>;

/** Alice and bob have met, and each has said something. */
export async function stage(seed: number, handles: readonly string[] = ['alice', 'bob']) {
  const here = room({ seed });
  const honest = handles.map(here.join);
  const sent: SentDatagram[] = [];
  here.lan.sent.subscribe((datagram) => sent.push(datagram));
  const attacker = here.lan.attach({ address: '10.0.0.200' });
  await here.pass(settlingMs);
  const [alice, bob] = honest;
  if (alice === undefined || bob === undefined) throw new Error('two have to talk');
  alice.say('hello from alice');
  bob.say('hello from bob');
  await here.pass(settlingMs);

  return {
    alice,
    bob,
    honest,
    pass: here.pass,
    lan: here.lan,
    join: here.join,
    harm: here.harm,
    /** Sends to a port, to the group unless one host is named. */
    send: (port: number, datagram: object | Uint8Array, where: { to?: string; from?: Source } = {}) => {
      const { to, from } = where;
      attacker.inject(datagram instanceof Uint8Array ? datagram : bytesOf(datagram), {
        port,
        ...(to === undefined ? {} : { address: to }),
        ...(from === undefined ? {} : { from }),
      });
    },
    /** What the honest ones have sent since the last time that this was asked. */
    sentSince: () => sent.splice(0).map(read),
  };
}

interface Sent extends SentDatagram {
  /** What it says, on the control port. */
  readonly message: ControlMessage | undefined;
}

function read(datagram: SentDatagram): Sent {
  const decoded = datagram.port === defaultPort ? undefined : decodeControl(datagram.bytes);
  return { ...datagram, message: decoded?.ok === true ? decoded.message : undefined };
}

/** All bytes of these kinds; of every kind if none is named. */
export function bytesIn(sent: readonly Sent[], ...kinds: readonly ControlKind[]): number {
  return ofKinds(sent, kinds).reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** How many there are of these kinds. */
export function countOf(sent: readonly Sent[], ...kinds: readonly ControlKind[]): number {
  return ofKinds(sent, kinds).length;
}

function ofKinds(sent: readonly Sent[], kinds: readonly ControlKind[]): readonly Sent[] {
  return sent.filter(
    ({ message }) => kinds.length === 0 || (message !== undefined && kinds.includes(message.kind)),
  );
}

export function bytesOf(datagram: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(datagram));
}

/** Who somebody is on the wire: what whoever wants to pose as them has to know, and everybody hears. */
export function nameOf({ session }: Peer): { readonly clientId: string; readonly epoch: number } {
  const { clientId, epoch } = session.getSnapshot().context.identity;
  return { clientId, epoch };
}

/** What a peer shows of what was said under these ids, in the order in which it stands there. */
export function heardFrom(listener: Peer, ...clientIds: readonly string[]): string[] {
  const { transcript } = listener.session.getSnapshot().context.room;
  return slice(transcript, 0, transcript.length).flatMap((entry) =>
    entry.kind === 'message' && clientIds.includes(entry.clientId) ? [entry.text] : [],
  );
}

/** Ten hexadecimal digits for the number. */
export function idOf(number: number): string {
  return `f${number.toString(16).padStart(9, '0')}`;
}
