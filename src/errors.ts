// What can go wrong, as values with a stable tag and a sentence for people. Knows no layer: every layer may use it.

/** The closed list of things that can go wrong; stable, so that code and tests can rely on it. */
export type ErrorTag =
  | 'usage' // the command line or the environment says something that cannot be
  | 'no-network' // no interface that could carry multicast is there
  | 'bind' // the port could not be opened
  | 'join' // no interface let us into the group
  | 'socket-lost' // the socket was open and then failed
  | 'not-open' // somebody sent while no socket was open
  | 'send' // no interface took the datagram
  | 'timeout' // the system did not answer in time
  | 'internal'; // a defect of this program

/** An error with a stable {@link ErrorTag}, a sentence that names operation and target, and its cause. */
export class BackchannelError extends Error {
  override readonly name = 'BackchannelError';
  readonly tag: ErrorTag;

  /**
   * @param tag what kind of trouble this is
   * @param sentence what went wrong, with what, in words for the person at the keyboard; no full stop
   * @param cause the original error, if there was one
   */
  constructor(tag: ErrorTag, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.tag = tag;
  }
}

/** An error as plain data: what a machine's context may hold, since `Error` objects do not survive JSON. */
export interface Trouble {
  readonly tag: ErrorTag;
  readonly sentence: string;
}

/** Turns anything that was thrown into {@link Trouble}; what is not ours is a defect and says so. */
export function troubleOf(thrown: unknown): Trouble {
  if (thrown instanceof BackchannelError) return { tag: thrown.tag, sentence: thrown.message };
  return { tag: 'internal', sentence: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** The code of a Node system error (`EADDRINUSE`, …), or `undefined` for anything else. */
export function systemErrorCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined;
}
