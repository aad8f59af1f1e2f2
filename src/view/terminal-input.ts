// Bytes from the terminal as tokens, over time: characters cut in two by a chunk are put together, an escape sequence
// that is not complete waits a moment for its rest. Knows no key.
import { Observable, type SchedulerLike, Subscription, timer } from 'rxjs';
import { emptyTokenizer, flush, type InputToken, tokenize } from './input-tokens.js';

/** The Escape key and the beginning of a sequence are one byte: the rest of a sequence comes within this time. */
export const sequenceHoldMs = 30;

/** A paste may pause on a slow line; if its end is lost, the keyboard works again after this time. */
export const pasteHoldMs = 5000;

/**
 * Reads the terminal's bytes.
 *
 * @param scheduler the time line of the two waits
 */
export function terminalInput(
  bytes$: Observable<Uint8Array>,
  scheduler: SchedulerLike,
): Observable<InputToken> {
  return new Observable((subscriber) => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const subscriptions = new Subscription();
    let hold = Subscription.EMPTY;
    let state = emptyTokenizer;

    const flushNow = () => {
      const tokens = flush(state);
      state = emptyTokenizer;
      for (const token of tokens) subscriber.next(token);
    };
    const read = (bytes: Uint8Array) => {
      hold.unsubscribe();
      const [next, tokens] = tokenize(state, decoder.decode(bytes, { stream: true }));
      state = next;
      for (const token of tokens) subscriber.next(token);
      if (state === emptyTokenizer) return;
      hold = timer(state.paste === undefined ? sequenceHoldMs : pasteHoldMs, scheduler).subscribe(flushNow);
    };

    subscriptions.add(
      bytes$.subscribe({
        next: read,
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          flushNow();
          subscriber.complete();
        },
      }),
    );
    subscriptions.add(() => hold.unsubscribe());
    return subscriptions;
  });
}
