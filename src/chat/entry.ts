// What a row of the transcript is, and which of two comes first. Pure data.
import { type ClockStamp, compareStamps } from './hybrid-clock.js';

/** How far an own message has come. */
export type Delivery = 'waiting' | 'sent';

/** Who holds an own message: of those who were present when it went out and still are, how many say that they have it. */
export interface Receipt {
  readonly heldBy: number;
  readonly of: number;
}

/** Datagrams of one stream that follow each other. */
export interface Source {
  /** See `streamKey`. */
  readonly stream: string;
  /** The sequence number of the first of them. */
  readonly first: number;
  readonly count: number;
}

/** Something that somebody said. */
export interface MessageEntry {
  readonly kind: 'message';
  /** Identifies the message: its sender, epoch and first sequence number, or a local count for unstamped ones. */
  readonly key: string;
  readonly clientId: string;
  /** Sanitised. */
  readonly handle: string;
  /** Sanitised; may contain newlines; parts not (yet) received stand as `missingPart`. */
  readonly text: string;
  /** How many of the message's parts have not been received. */
  readonly missingParts: number;
  /**
   * When it was said, in milliseconds since 1970: by the own clock when it was typed or heard; of what somebody has repeated,
   * which may be long after, by its author's clock, where that is to be believed.
   */
  readonly at: number;
  /** When it was heard, own clock; present where that is later than `at`. */
  readonly heardAt?: number;
  /** What orders it among all that anybody said: its author's stamp, or the own clock on arrival for one without. */
  readonly clock: ClockStamp;
  /** The datagrams that it came in, by which its bytes are found. */
  readonly source?: Source;
  /** Present on own messages only. */
  readonly delivery?: Delivery;
  /** Present on own messages that went out while somebody of our kind was there. */
  readonly receipt?: Receipt;
}

/** A place where something that somebody said is missing; what is repaired later takes the place of it. */
export interface HoleEntry {
  readonly kind: 'hole';
  readonly key: string;
  readonly clientId: string;
  /** Sanitised: who said what is missing; empty while nobody has said what they are called. */
  readonly handle: string;
  /** How many datagrams are missing. */
  readonly count: number;
  /** Whether it has been given up; otherwise it is being asked for, */
  readonly isLost: boolean;
  /** and whether it is asked for once more after that. */
  readonly isAgain: boolean;
  /** Milliseconds since 1970, own clock: when it was noticed. */
  readonly at: number;
  /** That of what its author said next. */
  readonly clock: ClockStamp;
  /** The datagrams that are missing. */
  readonly source?: Source;
}

/** Something that the program itself has to say. */
export interface NoticeEntry {
  readonly kind: 'notice';
  readonly key: string;
  readonly text: string;
  readonly at: number;
  readonly clock: ClockStamp;
}

/** Above it stands what was said before this program came; there is at most one. */
export interface BoundaryEntry {
  readonly kind: 'boundary';
  readonly key: string;
  readonly at: number;
  readonly clock: ClockStamp;
}

/**
 * One row of the transcript. Entries are in the order of their clocks, then of their client ids, and a hole stands before
 * what follows it, so that peers that hold the same messages show them in the same order.
 */
export type Entry = MessageEntry | HoleEntry | NoticeEntry | BoundaryEntry;

/**
 * Negative, zero or positive, as `left` stands before, with or after `right`: by clock, then by client id (what the
 * program itself says before what others say), then by sequence number, then a hole before a message.
 */
export function compareEntries(left: Entry, right: Entry): number {
  return compareStamps(left.clock, right.clock) || compareAuthors(left, right);
}

function compareAuthors(left: Entry, right: Entry): number {
  const leftId = clientIdOf(left);
  const rightId = clientIdOf(right);
  if (leftId !== rightId) return leftId < rightId ? -1 : 1;
  return firstOf(left) - firstOf(right) || rankOf(left) - rankOf(right);
}

function clientIdOf(entry: Entry): string {
  return entry.kind === 'message' || entry.kind === 'hole' ? entry.clientId : '';
}

function firstOf(entry: Entry): number {
  return entry.kind === 'message' || entry.kind === 'hole' ? (entry.source?.first ?? 0) : 0;
}

function rankOf({ kind }: Entry): number {
  return kind === 'hole' ? 0 : 1;
}
