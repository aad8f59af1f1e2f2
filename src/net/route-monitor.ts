// On Linux the kernel says at once when an interface or an address changes (rtnetlink(7)); iproute2's `ip monitor` hands
// that on. A trigger to look, and the only one to tell of an interface that was replaced by its like between two looks.
// Where `ip` is missing, polling has to do.
import { spawn } from 'node:child_process';
import { concat, Observable } from 'rxjs';

/** The program and what it is to report; both are cheap and need no rights. */
const monitor = ['ip', 'monitor', 'link', 'address'] as const;

/**
 * Has the kernel end what follows when this program ends, however it does (PR_SET_PDEATHSIG, prctl(2)): `ip` itself would wait
 * for the next change before it found that nobody reads it. Not every system has it (it is util-linux's).
 */
const endingWithUs = ['setpriv', '--pdeathsig=TERM', '--'] as const;

/** `Deleted 5: eth0@if6: <BROADCAST,MULTICAST> …`; lines about addresses have no flags. */
const deletedLink = /^Deleted \d+: ([^:@\s]+)(?:@[^:]*)?: </;

/** Something about the interfaces changed. */
export interface InterfaceTrigger {
  /** Names of interfaces that were taken away, be they back by now or not. */
  readonly deleted: readonly string[];
}

/** What lines of `ip monitor` say. Pure. */
export function triggerOf(lines: readonly string[]): InterfaceTrigger {
  return { deleted: lines.flatMap((line) => deletedLink.exec(line)?.[1] ?? []) };
}

/** Emits whenever something about the interfaces changes. Where there is no `ip monitor`, it completes without a word. */
export function interfaceTriggers(): Observable<InterfaceTrigger> {
  // Where the first cannot be had, it completes at once.
  return concat(triggersFrom([...endingWithUs, ...monitor]), triggersFrom(monitor));
}

/** What a command reports that prints as `ip monitor` does. */
function triggersFrom([file = '', ...args]: readonly string[]): Observable<InterfaceTrigger> {
  return new Observable((subscriber) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let begun = '';
    child.on('error', () => subscriber.complete());
    child.on('exit', () => subscriber.complete());
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      const lines = (begun + text).split('\n');
      begun = lines.pop() ?? '';
      subscriber.next(triggerOf(lines));
    });
    return () => child.kill();
  });
}
