// A recording's file in memory: the lines that it has.
import type { RecordingFile } from '../../src/recording/recording-file.js';

/** @param room how many lines it takes; as many as there are, if left out */
export function listedFile(room = Number.POSITIVE_INFINITY): {
  readonly file: RecordingFile;
  readonly lines: readonly string[];
} {
  const lines: string[] = [];
  return {
    lines,
    file: {
      add: (line) => {
        if (lines.length >= room) return false;
        lines.push(line);
        return true;
      },
      end: (line) => {
        lines.push(line);
      },
      flush: () => undefined,
    },
  };
}
