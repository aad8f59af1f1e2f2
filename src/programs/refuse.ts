// Saying why a program does not run.
import { exitCodes } from '../exit-codes.js';
import { bearBrokenPipe } from './broken-pipe.js';

/** Says it on standard error. @returns the exit code */
export function refuse(sentence: string): number {
  bearBrokenPipe(process.stderr).write(`backchannel: ${sentence}\n`);
  return exitCodes.misused;
}
