// A recording that cannot be read, and where.

/** Its message is the end of a sentence that begins with the recording's name; it names the line. */
export class UnreadableRecording extends Error {
  override readonly name = 'UnreadableRecording';
}
