// From bytes to a control datagram, or to a reason from a closed list, and back. Total: whatever arrives, nothing is
// thrown. Knows neither who sent it nor what becomes of it.
import { lazily } from '../text/lazily.js';
import { unknownPicture } from '../text/pictures.js';
import {
  type ControlDraft,
  type ControlMessage,
  carryingKinds,
  controlSchema,
  controlVersion,
  type Described,
  doctorKinds,
  maxControlDatagramBytes,
} from './control.js';
import { decode } from './decode.js';
import { notObjectReasons, readObject } from './json-object.js';

/** Why bytes are no control datagram for us, in the order in which it is checked. Whatever it is, nobody answers. */
export const ignoredReasons = [
  ...notObjectReasons, // too long is more bytes than `maxControlDatagramBytes`
  'other-version', // also none at all
  'doctor', // a kind that `probe.ts` reads: no trouble
  'other-kind', // of somebody who knows more than we do
  'bad-fields', // a kind that we know, with a field missing, of the wrong type or out of bounds
  'bad-datagram', // what it carries does not come last, or is no chat datagram
] as const;

export type Ignored = (typeof ignoredReasons)[number];

export type ControlRead =
  | { readonly ok: true; readonly message: ControlMessage }
  | { readonly ok: false; readonly reason: Ignored };

/** Who speaks. */
export interface ControlSender {
  /** At most `maxMemberIdLength` letters, digits, `-` and `_`; ours have 10 hexadecimal digits. */
  readonly clientId: string;
  readonly epoch: number;
}

/** What is the same in all control datagrams of one process. */
export type ControlSignature = Pick<ControlMessage, 'v' | 'id' | 'epoch'>;

const utf8 = new TextEncoder();

const loneSurrogate = /\p{Surrogate}/gu;

/** What stands before a carried datagram, and what after it. */
const beforeDatagram = ',"datagram":';
const afterDatagram = '}';

const kinds = lazily(() => new Set<unknown>(controlSchema().options.map(({ shape }) => shape.kind.value)));
const ofDoctors: ReadonlySet<unknown> = new Set(doctorKinds);

/**
 * Reads a datagram from the control port.
 *
 * Keys that we do not know are ignored. Strings come as they are, lone surrogates and all; whoever shows them sanitises
 * them. What a `repair` or `history` carries is a chat datagram that `decode` reads, in the very bytes that came.
 */
export function decodeControl(bytes: Uint8Array): ControlRead {
  const object = readObject(bytes, maxControlDatagramBytes);
  if (!object.ok) return object;
  const { value, text } = object;
  if (!('v' in value) || value.v !== controlVersion) return ignored('other-version');
  const kind = 'kind' in value ? value.kind : undefined;
  if (ofDoctors.has(kind)) return ignored('doctor');
  if (!kinds().has(kind)) return ignored('other-kind');
  const read = controlSchema().safeParse(value);
  if (!read.success) return ignored('bad-fields');
  if (!isCarrier(read.data)) return { ok: true, message: read.data };
  const datagram = carriedIn(text);
  return datagram === undefined ? ignored('bad-datagram') : { ok: true, message: { ...read.data, datagram } };
}

/**
 * Writes a datagram for the control port: one JSON object in UTF-8 without white space, keys in the order of the schema,
 * U+FFFD for lone surrogates. What it writes, {@link decodeControl} reads.
 *
 * @returns `undefined` if it would be longer than `maxControlDatagramBytes` or otherwise out of the format's bounds: its
 *   lists too long, or what it carries no chat datagram
 */
export function encodeControl(message: ControlMessage): Uint8Array | undefined {
  const described = controlSchema().safeParse(message);
  if (!described.success) return undefined;
  const envelope = utf8.encode(JSON.stringify(described.data, wellFormed));
  const bytes = 'datagram' in message ? enclosed(envelope, message.datagram) : envelope;
  return bytes !== undefined && bytes.length <= maxControlDatagramBytes ? bytes : undefined;
}

/** A control datagram of this version, said by this process. */
export function signControl<Draft extends ControlDraft>(
  draft: Draft,
  { clientId, epoch }: ControlSender,
): Draft & ControlSignature {
  return { ...draft, v: controlVersion, id: clientId, epoch };
}

type Carrier = Extract<Described, { readonly kind: (typeof carryingKinds)[number] }>;

function isCarrier(message: Described): message is Carrier {
  return carryingKinds.some((kind) => kind === message.kind);
}

/**
 * The carried datagram, cut out of a text that is known to be a JSON object: all between the first `,"datagram":` and the
 * last character. Within a string its quotes would be escaped, so the first one found is a key. And where what follows is
 * whole by itself, the last character can only be the brace that ends the object with that key, which is the outermost.
 */
function carriedIn(text: string): Uint8Array | undefined {
  const at = text.indexOf(beforeDatagram);
  if (at < 0) return undefined;
  const datagram = utf8.encode(text.slice(at + beforeDatagram.length, -afterDatagram.length));
  return decode(datagram).ok ? datagram : undefined;
}

/** The same object with the datagram as its last key, byte for byte. */
function enclosed(envelope: Uint8Array, datagram: Uint8Array): Uint8Array | undefined {
  if (!decode(datagram).ok) return undefined;
  const before = envelope.subarray(0, -afterDatagram.length);
  const parts = [before, utf8.encode(beforeDatagram), datagram, utf8.encode(afterDatagram)];
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function ignored(reason: Ignored): ControlRead {
  return { ok: false, reason };
}

/** `JSON.stringify` would write a lone surrogate as an escape, which other programs' parsers refuse (RFC 8259 §8.2). */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll(loneSurrogate, unknownPicture) : value;
}
