// Being stopped and going on, as a shell that controls jobs has it (the GNU C Library's manual, "Job Control"): whoever is
// stopped gives the terminal back first, and takes it again afterwards. Knows no key and no byte of the terminal.
import { elementAt, type SchedulerLike, Subscription, timer } from 'rxjs';

/** What is asked of the process; `process` is one. */
export interface ProcessSignals {
  readonly pid: number;
  on(signal: 'SIGCONT' | 'SIGTSTP', listener: () => void): unknown;
  off(signal: 'SIGCONT' | 'SIGTSTP', listener: () => void): unknown;
  emit(signal: 'SIGWINCH', name: 'SIGWINCH'): unknown;
  kill(pid: number, signal: 'SIGTSTP'): unknown;
}

export interface JobControlOptions {
  readonly signals: ProcessSignals;
  readonly scheduler: SchedulerLike;
  /** Called before the program is stopped. */
  readonly giveBack: () => void;
  /** Called when it goes on, or could not be stopped; also after SIGSTOP, which no program hears of beforehand. */
  readonly goOn: () => void;
}

export interface JobControl {
  /** Stops the program, as Ctrl-Z does: the shell's whole job, `npx` included. */
  stop(): void;
  close(): void;
}

/** The process group of the caller (kill(2)). */
const ownProcessGroup = 0;

/**
 * Where no shell controls jobs, the kernel drops the signal that stops us (POSIX: the default action of SIGTSTP, in an
 * orphaned process group). Being stopped takes no time for us, so the clock is looked at twice: going on, we see the
 * first wait as over at once, and hear of SIGCONT before the second is.
 */
export const stopCheckMs = 50;

/** Listens to the signals until it is closed. */
export function openJobControl({ signals, scheduler, giveBack, goOn }: JobControlOptions): JobControl {
  let check = Subscription.EMPTY;

  const disarm = () => {
    check.unsubscribe();
    signals.off('SIGTSTP', stopAlone);
  };
  const arm = () => {
    disarm();
    signals.on('SIGTSTP', stopAlone);
  };
  const resume = () => {
    arm();
    goOn();
  };
  const stop = (target: number) => {
    giveBack();
    // Without a listener the signal does what it does to any program.
    disarm();
    signals.kill(target, 'SIGTSTP');
    check = timer(stopCheckMs, stopCheckMs, scheduler).pipe(elementAt(1)).subscribe(resume);
  };
  /** Somebody has stopped this process from outside, and nobody else of its group. */
  function stopAlone(): void {
    stop(signals.pid);
  }

  signals.on('SIGCONT', resume);
  arm();
  return {
    stop: () => stop(ownProcessGroup),
    close: () => {
      disarm();
      signals.off('SIGCONT', resume);
    },
  };
}
