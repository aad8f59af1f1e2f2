// What two doctors say to each other on the control port: a probe to the group, and an answer to whoever sent it. The
// one description of both, and their codec. `docs/protocol.md` says it in words.
import * as z from 'zod';
import { controlVersion, doctorKinds, maxControlDatagramBytes } from './control.js';
import { readObject } from './json-object.js';

/** Probes of one run: five minutes at ten a second. What claims a higher number is malformed. */
export const maxProbes = 3000;

/** Ids that a probe lists as heard; whoever hears more doctors than this leaves some out. */
export const maxHearsListed = 16;

const [probeKind, answerKind] = doctorKinds;

/** Random for each run: 10 hexadecimal digits. */
const id = z.string().regex(/^[0-9a-f]{10}$/u);

const probeSchema = z
  .object({
    v: z.literal(controlVersion),
    kind: z.literal(probeKind),
    id,
    /** The address of the interface that it is sent from: the copies for two interfaces differ, and each can be told. */
    from: z.union([z.ipv4(), z.ipv6()]),
    /** This probe's number in its run, from 1. */
    number: z.int().positive().max(maxProbes),
    /** How many the run will have, so that whoever hears one knows what else to expect. */
    count: z.int().positive().max(maxProbes),
    /** Whose probes the sender has heard: tells the others whether they get through. */
    hears: z.array(id).max(maxHearsListed).readonly(),
  })
  .refine(({ number, count }) => number <= count);

const answerSchema = z.object({
  v: z.literal(controlVersion),
  kind: z.literal(answerKind),
  id,
  /** Whose probe is answered, and which one. */
  to: id,
  number: z.int().positive().max(maxProbes),
  /** How many probes the answering run has sent itself: they should have been heard. */
  sent: z.int().nonnegative().max(maxProbes),
});

const schema = z.discriminatedUnion('kind', [probeSchema, answerSchema]);

export type Probe = Readonly<z.infer<typeof probeSchema>>;
export type Answer = Readonly<z.infer<typeof answerSchema>>;

const utf8 = new TextEncoder();

/** A probe of this version. */
export function probe(fields: Omit<Probe, 'v' | 'kind'>): Probe {
  return { v: controlVersion, kind: probeKind, ...fields };
}

/** An answer of this version. */
export function answer(fields: Omit<Answer, 'v' | 'kind'>): Answer {
  return { v: controlVersion, kind: answerKind, ...fields };
}

/** Writes a datagram for the control port: one JSON object in UTF-8, far below {@link maxControlDatagramBytes}. */
export function encodeProbe(datagram: Probe | Answer): Uint8Array {
  return utf8.encode(JSON.stringify(datagram));
}

/**
 * Reads a datagram from the control port. Total: whatever arrives, nothing is thrown.
 *
 * @returns `undefined` for anything but a well-formed probe or answer, other kinds and later versions among them
 */
export function decodeProbe(bytes: Uint8Array): Probe | Answer | undefined {
  const object = readObject(bytes, maxControlDatagramBytes);
  if (!object.ok) return undefined;
  const read = schema.safeParse(object.value);
  return read.success ? read.data : undefined;
}
