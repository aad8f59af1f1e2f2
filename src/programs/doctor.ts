// `backchannel doctor`: examines this computer's network and prints what was found. An interrupt ends the looking, not
// the report.
import { filter, fromEvent, lastValueFrom, merge } from 'rxjs';
import { reportJson } from '../doctor/report-json.js';
import { reportText } from '../doctor/report-text.js';
import { systemErrorCode } from '../errors.js';
import { exitCodes } from '../exit-codes.js';
import { escapeForTerminal } from '../wire/sanitise.js';
import { type DoctorWorld, type Examination, type ExaminationEvent, examine } from './examine.js';
import type { StandardStreams } from './standard-streams.js';

export interface DoctorOptions extends Examination {
  readonly json: boolean;
}

/**
 * Looks around and reports on standard output.
 *
 * @returns the exit code: 0 when multicast works on this computer, 1 when not or when the report cannot be written
 */
export async function runDoctor(
  { json, ...examination }: DoctorOptions,
  world: DoctorWorld,
  { stdout, stderr, signals }: Pick<StandardStreams, 'stdout' | 'stderr' | 'signals'>,
): Promise<number> {
  const interrupted$ = merge(fromEvent(signals, 'SIGINT'), fromEvent(signals, 'SIGTERM'));
  const { facts, diagnosis } = await lastValueFrom(
    examine(examination, world, interrupted$).pipe(filter(isDone)),
  );
  const report = json ? `${reportJson(facts, diagnosis)}\n` : reportText(diagnosis);
  const unwritable = await written(stdout, escapeForTerminal(report));
  if (unwritable !== undefined) {
    stderr.write(`backchannel: the report cannot be written: ${unwritable}\n`);
    return exitCodes.failed;
  }
  return diagnosis.verdict.works ? exitCodes.done : exitCodes.failed;
}

function isDone(event: ExaminationEvent): event is Extract<ExaminationEvent, { type: 'done' }> {
  return event.type === 'done';
}

/** Why the text could not be written, if so. Whoever stops reading (EPIPE) has read enough. */
async function written(stdout: StandardStreams['stdout'], text: string): Promise<string | undefined> {
  // A stream tells its errors to the callback and as an event, which would else be nobody's.
  stdout.on('error', () => undefined);
  return await new Promise((resolve) => {
    stdout.write(text, (error) => {
      resolve(error && systemErrorCode(error) !== 'EPIPE' ? error.message : undefined);
    });
  });
}
