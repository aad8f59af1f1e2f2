// How the process ends: with an exit code or by a signal, and in order also when its terminal went before it.
import { closeSync, fstatSync } from 'node:fs';
import { hungUpExitCode } from '../exit-codes.js';

/** What is used of the process; `process` is one. */
type EndingProcess = Pick<
  NodeJS.Process,
  'exitCode' | 'getBuiltinModule' | 'kill' | 'on' | 'once' | 'pid' | 'removeAllListeners'
>;

/** Standard input, output and error. */
const standardDescriptors = [0, 1, 2];

/**
 * Has the process end as it was to, also when its terminal is gone by then. As it exits, Node sets each of these descriptors
 * that was a terminal back to the mode that it had, and aborts where that fails (`ResetStdio` in Node's src/node.cc); one that
 * is closed it passes over.
 */
export function bearLostTerminal(process: EndingProcess): void {
  process.on('exit', () => {
    for (const descriptor of standardDescriptors) {
      if (isLostTerminal(descriptor, process)) closeSync(descriptor);
    }
  });
}

/** A terminal that is gone is a character device still, but answers to nothing. So is `/dev/null`, which is no loss either. */
function isLostTerminal(descriptor: number, process: EndingProcess): boolean {
  try {
    // Not imported: a program in a pipe does without, and starts sooner.
    return (
      fstatSync(descriptor).isCharacterDevice() && !process.getBuiltinModule('node:tty').isatty(descriptor)
    );
  } catch {
    // It is closed already.
    return false;
  }
}

/**
 * Has the process end with this exit code when nothing is left to do. Of {@link hungUpExitCode} the signal itself tells, which
 * whoever started a program expects when the terminal is closed.
 */
export function endWith(code: number, process: EndingProcess): void {
  // A set exit code, not `process.exit`: what is still being written to a pipe gets there.
  process.exitCode = code;
  if (code !== hungUpExitCode) return;
  process.once('exit', () => {
    // Without a listener the signal does what it does to any program.
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  });
}
