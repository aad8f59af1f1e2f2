// A value that changes as the outside world speaks, and can be waited for: each change is looked at, nothing is polled.
// The terminal's screen and the lines of a process are such values.

/** Upper bound on a wait that names none: far beyond what a busy machine of two cores needs. */
const defaultTimeoutMs = 30_000;

export interface WaitOptions {
  readonly timeoutMs?: number;
  /** What is known at the moment of failure, added to the error's message. */
  readonly explain?: () => string;
}

/** Holds a value, and tells those who wait for it of each change. */
export class Watched<T> {
  #value: T;
  #failure: Error | undefined;
  readonly #lookers = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  /** Puts a new value in place; whoever waits looks at it before this returns. */
  set(value: T): void {
    this.#value = value;
    for (const look of this.#lookers) look();
  }

  /** Says that there will be no further change: whoever waits, now or later, and is not content gets this error. */
  fail(error: Error): void {
    this.#failure = error;
    for (const look of this.#lookers) look();
  }

  /**
   * Resolves with what `look` gives as soon as that is not `undefined`: at once, or after a change.
   *
   * @param what what is waited for, as the end of the sentence "timed out waiting for …"
   * @param look one look at the value; what it throws ends the wait
   * @throws Error after `timeoutMs`, or when there will be no further change
   */
  async until<Found>(
    what: string,
    look: (value: T) => Found | undefined,
    options: WaitOptions = {},
  ): Promise<Found> {
    const { timeoutMs = defaultTimeoutMs, explain = () => '' } = options;
    return await new Promise<Found>((resolve, reject) => {
      const settle = (how: () => void): void => {
        this.#lookers.delete(check);
        clearTimeout(timer);
        how();
      };
      const check = (): void => {
        try {
          const found = look(this.#value);
          if (found !== undefined) settle(() => resolve(found));
          else if (this.#failure !== undefined)
            throw new Error(`${this.#failure.message} before ${what}${explain()}`);
        } catch (error) {
          settle(() => reject(error));
        }
      };
      const timer = setTimeout(() => {
        settle(() => reject(new Error(`timed out after ${timeoutMs} ms waiting for ${what}${explain()}`)));
      }, timeoutMs);
      this.#lookers.add(check);
      check();
    });
  }
}
