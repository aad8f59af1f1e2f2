// On Linux the kernel says at once when an interface or an address changes (rtnetlink(7)); iproute2's `ip monitor` hands
// that on. Only a trigger to look: what changed is read as everywhere else, and where `ip` is missing, polling has to do.
import { spawn } from 'node:child_process';
import { Observable } from 'rxjs';

/** The program and what it is to report; both are cheap and need no rights. */
const monitor = ['ip', ['monitor', 'link', 'address']] as const;

/** Emits whenever something about the interfaces changes. Where there is no `ip monitor`, it completes without a word. */
export function interfaceTriggers(): Observable<void> {
  return new Observable((subscriber) => {
    const child = spawn(...monitor, { stdio: ['ignore', 'pipe', 'ignore'] });
    child.on('error', () => subscriber.complete());
    child.on('exit', () => subscriber.complete());
    child.stdout.on('data', () => subscriber.next());
    return () => child.kill();
  });
}
