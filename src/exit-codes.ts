// The program's exit codes, as the README documents them.

/** Done; something could not be done; the command line (or the place it was run in) makes no sense. */
export const exitCodes = { done: 0, failed: 1, misused: 2 } as const;

/** Unix convention: a program that a signal ended reports 128 and the signal's number. */
export const signalExitBase = 128;

/** The terminal was closed (SIGHUP, whose number is 1: signal(7)). */
export const hungUpExitCode = signalExitBase + 1;
