// Every bound on what a recording can make us write, read or draw, each with its reason. Numbers only.

/** Longest line of a recording, in bytes: a context with a full transcript fits many times, a paste of megabytes does not. */
export const maxRecordingLineBytes = 4 * 1024 * 1024;

/** A recording ends at this size, in bytes: hours of a busy room, and still a file that can be passed on. */
export const maxRecordingBytes = 256 * 1024 * 1024;

/** Columns of a window in a recording: more than any screen shows, and no more memory than we have. */
export const maxRecordedColumns = 2000;

/** Rows of it. */
export const maxRecordedRows = 1000;
