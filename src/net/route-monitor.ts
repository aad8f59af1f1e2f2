// On Linux the kernel says at once when an interface or an address changes (rtnetlink(7)); iproute2's `ip monitor` hands
// that on. A trigger to look, and the only one to tell of an interface that was replaced by its like between two looks.
// Where `ip` is missing, polling has to do.
import { spawn } from 'node:child_process';
import { Observable } from 'rxjs';

/** The program and what it is to report; both are cheap and need no rights. */
const monitor = ['ip', ['monitor', 'link', 'address']] as const;

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
  return new Observable((subscriber) => {
    const child = spawn(...monitor, { stdio: ['ignore', 'pipe', 'ignore'] });
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
