// Something that happened, kept as it came until somebody wants to read it: only then is it put into words, once.
import type { InspectionEvent } from './inspection-event.js';

/**
 * What a note is to a ledger: an actor's beginning, its state (in full, or without the context), the state in which it
 * ended, the screen, or anything else.
 */
export type NoteKind = 'began' | 'state' | 'brief-state' | 'ended' | 'screen' | 'other';

/** Makes the event; `brief` leaves out what is long. */
type Telling = (brief: boolean) => InspectionEvent;

export class Note {
  readonly kind: NoteKind;
  /** The actor's name; empty for what is no actor's. */
  readonly sessionId: string;
  #telling: Telling | undefined;
  #text: string | undefined;
  #isBrief = false;

  constructor(kind: NoteKind, sessionId: string, telling: Telling) {
    this.kind = kind;
    this.sessionId = sessionId;
    this.#telling = telling;
  }

  /** The event as JSON. */
  text(): string {
    if (this.#text === undefined && this.#telling !== undefined) {
      this.#text = JSON.stringify(this.#telling(this.#isBrief));
      // What it was made from may be large, and nobody needs it any more.
      this.#telling = undefined;
    }
    return this.#text ?? '';
  }

  /** Lets go of what is long, unless it is in words already. */
  shorten(): void {
    if (this.kind === 'state' && this.#text === undefined && !this.#isBrief) {
      const event = this.#telling?.(true);
      this.#telling = event === undefined ? undefined : () => event;
      this.#isBrief = true;
    }
  }

  /** UTF-16 units that it takes by now; 0 while it is not in words. */
  get units(): number {
    return this.#text?.length ?? 0;
  }
}
