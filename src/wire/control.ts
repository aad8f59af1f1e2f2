// What programs of ours say to each other beside the chat, on the control port: the one description of each kind, as zod
// schemas from which the types come. `docs/protocol.md` says it in words. Knows nothing of bytes.
import * as z from 'zod';
import { maxClientIdLength, maxClockCounter } from '../limits.js';
import { lazily } from '../text/lazily.js';

/** The version of all datagrams on the control port. */
export const controlVersion = 1;

/** Longest datagram on the control port, in bytes: one Ethernet frame holds it, with room for headers of tunnels. */
export const maxControlDatagramBytes = 1200;

/** Longest id of whoever speaks on the control port: with two of them, a history still has room for any chat datagram. */
export const maxMemberIdLength = 20;

/** Streams that one datagram may speak of: as many as fit into {@link maxControlDatagramBytes}, roughly. */
export const maxStreamsListed = 32;

/** Ranges that one datagram may ask for of one stream; what is left goes into the next. */
export const maxRangesListed = 32;

/** Ranges beside one extent: with more that was given up, less is said to be held. */
export const maxLacksTold = 8;

/** Members that one roster datagram may list. */
export const maxMembersListed = 16;

/** Messages that a history may have. */
export const maxHistoryMessages = 200;

/** Bytes of chat datagrams that a history may have. */
export const maxHistoryBytes = 65_536;

/** What doctors send to the same port; `probe.ts` reads it. */
export const doctorKinds = ['probe', 'answer'] as const;

/** Why somebody says hello. */
export const helloReasons = ['joined', 'woke', 'moved'] as const;

/** Who is behind a process: somebody who reads and types, or a program whose coming and going is no news. */
export const roles = ['person', 'program'] as const;

/**
 * Every kind of control datagram. Those of {@link carryingKinds} have one key more, which the codec takes care of. Made when
 * it is first needed: its hundred schemas take milliseconds to make, and the first screen comes before any datagram.
 */
export const controlSchema = lazily(() => {
  const count = z.int().nonnegative();
  const sequence = z.int().positive();
  const historyLength = count.max(maxHistoryMessages);

  /** Whoever is heard on the chat port: any program, whatever it calls itself. */
  const clientId = z.string().min(1).max(maxClientIdLength);

  /** Whoever speaks here: ours have 10 hexadecimal digits. Short and without escapes, so that its length is known. */
  const memberId = z.stringFormat('member-id', new RegExp(`^[\\w-]{1,${maxMemberIdLength}}$`, 'u'));

  /** Sequence numbers, first and last included. */
  const range = z
    .tuple([sequence, sequence])
    .refine(([first, last]) => first <= last)
    .readonly();

  // One stream is what one process says from its start to its end: each of these begins with its `client_id` and epoch.

  /** Of one stream, how far it is held; and what below that is not, since it was given up, if anything was. */
  const extent = z
    .tuple([clientId, count, count, z.exactOptional(z.array(range).max(maxLacksTold).readonly())])
    .readonly();
  const extents = z.array(extent).max(maxStreamsListed).readonly();

  /** Of one stream, what is missed. */
  const wanted = z.tuple([clientId, count, z.array(range).min(1).max(maxRangesListed).readonly()]).readonly();

  /** The process behind one stream, and what it calls itself. */
  const member = z.tuple([clientId, count, z.string()]).readonly();

  /** What every control datagram begins with: the version, its kind, and the process that sent it. */
  function kind<Kind extends string, Fields extends z.ZodRawShape>(name: Kind, fields: Fields) {
    return z.object({
      v: z.literal(controlVersion),
      kind: z.literal(name),
      id: memberId,
      epoch: count,
      ...fields,
    });
  }

  const presence = {
    handle: z.string(),
    role: z.enum(roles),
    /** How long the sender has been running, in milliseconds: tells who was here first, whatever the wall clocks say. */
    upMs: count,
    /** Of its own datagrams, the latest that it sent; 0 is none. */
    highest: count,
  };

  return z.discriminatedUnion('kind', [
    /** I am here now; whoever was here before may answer with a heartbeat. */
    kind('hello', { ...presence, why: z.enum(helloReasons) }),
    /** I am still here; this is how far I have spoken, and how far I have heard others. */
    kind('heartbeat', {
      ...presence,
      /** The earliest of its own datagrams that it can still repeat. */
      oldest: count,
      held: extents,
    }),
    /** Please repeat these, whoever holds them. */
    kind('nack', { wanted: z.array(wanted).min(1).max(maxStreamsListed).readonly() }),
    /** I hold these without a hole: the receipt for their authors. */
    kind('ack', { held: extents }),
    /** Are you there? */
    kind('query', { to: clientId }),
    /** I am leaving, and have said this much. */
    kind('bye', { highest: count }),
    /** What was said before I came? */
    kind('ask-history', {
      /** At most so many chat datagrams, the latest ones, */
      messages: z.int().positive().max(maxHistoryMessages),
      /** and at most so many bytes of them. */
      bytes: z.int().positive().max(maxHistoryBytes),
      /** Whom it asks; if absent, whoever hears it, of whom a few answer. */
      to: z.exactOptional(memberId),
    }),
    /** Who is here, as far as I know: the answer to `ask-history`, in as many datagrams as it takes. */
    kind('roster', {
      to: memberId,
      /** How many datagrams of history follow. */
      messages: historyLength,
      members: z.array(member).max(maxMembersListed).readonly(),
    }),
    /** A chat datagram once more, because somebody missed it. */
    kind('repair', {}),
    /** One chat datagram of a history. */
    kind('history', {
      to: memberId,
      /** This one's number among them, from 1, the oldest first. */
      number: historyLength.min(1),
      /** How many there are. */
      count: historyLength.min(1),
      /** When a datagram without a stamp of its own was heard: milliseconds since 1970 and counter. */
      clock: z.exactOptional(z.tuple([count, count.max(maxClockCounter)]).readonly()),
    }),
  ]);
});

/**
 * These carry a chat datagram word for word, as the value of their last key, `datagram`: the codec takes it from the
 * text, so that whoever is asked next passes on the very bytes that the author sent.
 */
export const carryingKinds = ['repair', 'history'] as const;

/** What the schema describes: all but the datagram that is carried. */
export type Described = z.infer<ReturnType<typeof controlSchema>>;

type WithDatagram<Message extends Described> = Message extends {
  readonly kind: (typeof carryingKinds)[number];
}
  ? Message & { readonly datagram: Uint8Array }
  : Message;

/** A control datagram: what the codec reads and writes. */
export type ControlMessage = Readonly<WithDatagram<Described>>;
export type ControlKind = ControlMessage['kind'];

/** A control datagram of one kind. */
export type Control<Kind extends ControlKind> = Extract<ControlMessage, { readonly kind: Kind }>;

/** What a control datagram says, without the version and its sender, which are the same in all of one process. */
export type ControlDraft = {
  [Kind in ControlKind]: Omit<Control<Kind>, 'v' | 'id' | 'epoch'>;
}[ControlKind];

/** Of one stream (`client_id`, epoch), how far it is held without a hole. */
export type Extent = Control<'ack'>['held'][number];

/** Of one stream (`client_id`, epoch), which ranges are missed. */
export type Wanted = Control<'nack'>['wanted'][number];

/** Sequence numbers, first and last included. */
export type Range = Wanted[2][number];

/** One member (`client_id`, epoch) and its handle. */
export type Member = Control<'roster'>['members'][number];

export type Role = (typeof roles)[number];
export type HelloReason = (typeof helloReasons)[number];
