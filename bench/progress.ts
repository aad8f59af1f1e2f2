// Says on standard error what is being measured, so that nobody thinks the program hangs.

/** Where progress is shown; `process.stderr` is one. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface Progress {
  /** Shows this in place of what was shown before. */
  show(text: string): void;
  /** Leaves nothing of it on a terminal. */
  clear(): void;
}

const toStartOfErasedLine = '\r\u001B[K';

/** One line that changes, on a terminal; a line for each step, in a log. */
export function progressOn(stream: ProgressStream): Progress {
  return {
    show: (text) => stream.write(stream.isTTY === true ? `${toStartOfErasedLine}${text}` : `${text}\n`),
    clear: () => {
      if (stream.isTTY === true) stream.write(toStartOfErasedLine);
    },
  };
}
