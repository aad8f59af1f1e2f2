// Whether a process has started another one: the kernel knows, and says so in /proc.
import { readFile } from 'node:fs/promises';
import { waitUntil } from './wait-until.js';

/** Resolves with its process id when the process has a child that runs the program of this name (proc_pid_task(5), proc_pid_comm(5)). */
export async function untilChild(pid: number, name: string): Promise<string> {
  return await waitUntil(`process ${pid} to start ${name}`, async () => {
    const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean);
    const names = await Promise.all(children.map(nameOf));
    return children[names.indexOf(name)];
  });
}

/** `undefined` if it has ended meanwhile. */
async function nameOf(pid: string): Promise<string | undefined> {
  return await readFile(`/proc/${pid}/comm`, 'utf8').then(
    (name) => name.trim(),
    () => undefined,
  );
}

/** Whether a process runs still; one that nobody has waited for yet does not (state Z: proc_pid_stat(5)). */
export async function isRunning(pid: string): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name before it may have parentheses of its own.
  const state = stat.slice(stat.lastIndexOf(')') + 2)[0];
  return state !== undefined && state !== 'Z';
}
