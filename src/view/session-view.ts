// What the view wants to know of the session: plain data, spelled in the view's own terms. The chat fills it in from
// the session's snapshot (tags and context), so that the view depends on no state's name.
import type { Transcript } from '../chat/transcript.js';

/** What the program is doing, as a person would say it. `blocked`: connected, but the network takes nothing of ours. */
export type Phase = 'joining' | 'connected' | 'sending' | 'blocked' | 'rebinding' | 'error' | 'closed';

/** An interface as the status line names it. */
export interface InterfaceView {
  readonly name: string;
  readonly address: string;
  /** Loopback: only programs on this computer can be heard. */
  readonly internal: boolean;
}

export interface SessionView {
  readonly phase: Phase;
  /** Own handle. */
  readonly handle: string;
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
  /** How many others have been heard since the start. */
  readonly heard: number;
  readonly transcript: Transcript;
}
