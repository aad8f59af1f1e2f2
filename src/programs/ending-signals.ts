// The signals that end a program on a terminal.

/** With their numbers (signal(7)). */
export const endingSignals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Calls back with the number of each such signal. Returns how to stop listening. */
export function whenSignalled(signals: NodeJS.EventEmitter, act: (number: number) => void): () => void {
  const listeners = Object.entries(endingSignals).map(([name, number]) => {
    const listener = () => act(number);
    signals.on(name, listener);
    return () => signals.off(name, listener);
  });
  return () => {
    for (const stop of listeners) stop();
  };
}
