// What a program on the full screen needs of the process; `process` is one.
import type { Writable } from 'node:stream';
import type { TerminalInput, TerminalOutput } from '../view/terminal-hold.js';
import type { ProcessSignals } from '../view/terminal-job-control.js';

export interface ChatProcess extends NodeJS.EventEmitter {
  readonly stdin: TerminalInput;
  readonly stdout: TerminalOutput;
  readonly stderr: Writable;
  readonly env: NodeJS.ProcessEnv;
  readonly pid: number;
  readonly kill: ProcessSignals['kill'];
  readonly exit: (code: number) => unknown;
}
