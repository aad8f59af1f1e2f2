// What a run has put into the file system goes with it, however the run ends: by its end, by Ctrl-C, or by a signal.
import { constants } from 'node:os';

/** Added to a signal's number, this is the exit code of who was ended by it (POSIX shells, "Exit Status for Commands"). */
const signalExitBase = 128;

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Makes the process end in the ordinary way on Ctrl-C, so that {@link evenIfInterrupted} gets its turn. */
export function exitWhenInterrupted(): void {
  for (const signal of endingSignals) {
    // Not once: tsx passes on a signal that we get from the terminal as well, and a second one must not cut the end short.
    process.on(signal, () => process.exit(signalExitBase + constants.signals[signal]));
  }
}

/** The same resource, which is disposed of at the latest when the process exits. Its disposal has to be synchronous. */
export function evenIfInterrupted<Resource extends Disposable>(resource: Resource): Resource {
  const dispose = (): void => resource[Symbol.dispose]();
  process.once('exit', dispose);
  return {
    ...resource,
    [Symbol.dispose]: () => {
      process.off('exit', dispose);
      dispose();
    },
  };
}
