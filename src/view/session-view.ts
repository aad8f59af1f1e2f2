// What the view wants to know of the session: plain data, spelled in the view's own terms. The chat fills it in from
// the session's snapshot (tags and context), so that the view depends on no state's name.
import type { NetView } from './net-view.js';
import type { SharedHandles } from '../chat/display-handle.js';
import type { Transcript } from '../chat/transcript.js';

/** What the program is doing, as a person would say it. `blocked`: connected, but the network takes nothing of ours. */
export type Phase =
  | 'joining'
  | 'connected'
  | 'sending'
  | 'blocked'
  | 'rebinding'
  | 'error'
  | 'leaving'
  | 'closed';

/** An interface as the status line names it. */
export interface InterfaceView {
  readonly name: string;
  readonly address: string;
  /** Loopback: only programs on this computer can be heard. */
  readonly internal: boolean;
}

/** Somebody else. `quiet`: not heard for so long that they are being asked whether they are there. */
export interface PersonView {
  /** The handle, told apart from others of the same one: `alice#a1b2`. */
  readonly name: string;
  /** The handle alone, as it stands before what they say; it decides the colour. */
  readonly handle: string;
  readonly presence: 'here' | 'quiet' | 'gone';
  /** When they were first heard, in milliseconds since 1970. */
  readonly heardFirstAt: number;
  /** Whether they use the original program, which says nothing of when it comes, goes, or gets a line. */
  readonly isOriginal: boolean;
  /** Where they were last heard from. */
  readonly address?: string;
}

/** Who has a line of ours, of those who were here when it went out; by name, as {@link PersonView} has it. */
export interface ReceiptView {
  readonly text: string;
  readonly heldBy: readonly string[];
  readonly missing: readonly string[];
}

export interface SessionView {
  readonly phase: Phase;
  /** Own handle. */
  readonly handle: string;
  /** The own handle, told apart from others of the same one: `alice#a1b2`. */
  readonly name: string;
  /** The handles that more than one goes by: their lines say which one, `alice#a1b2`. */
  readonly sharedHandles: SharedHandles;
  readonly group: string;
  readonly port: number;
  /** The interfaces on which we are members of the group. */
  readonly joined: readonly InterfaceView[];
  /** Interfaces that refused, each with the system's reason; empty when all is well. */
  readonly refused: readonly { readonly name: string; readonly code: string }[];
  /** Why we are blocked, rebinding or in error, in one sentence without a full stop. */
  readonly reason?: string;
  /** When the next attempt begins, in milliseconds since 1970; present only while one is awaited. */
  readonly retryAt?: number;
  /** Own messages that the network has not taken yet. */
  readonly waiting: number;
  /** The others that are here or were lately; we ourselves are not among them. */
  readonly people: readonly PersonView[];
  readonly transcript: Transcript;
  /** Who has our latest line; absent while none of ours went out to anybody who would say so. */
  readonly latestReceipt?: ReceiptView;
  readonly net: NetView;
}
