// What the kernel counts for a running process and says in /proc (proc(5)): the processor time that it has used, and the
// datagrams that it was too slow for.
import { readdir, readFile } from 'node:fs/promises';

const nsPerSecond = 1e9;
const kibibytesPerMebibyte = 1024;

/**
 * Processor time used by all threads of the process, in seconds. From `schedstat`, which counts nanoseconds;
 * `/proc/PID/stat` counts hundredths of a second, longer than a bare program needs for all that it is told here.
 */
export async function cpuSecondsOf(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const nanoseconds = await Promise.all(
    threads.map(async (thread) => {
      const [onCpuNs] = (await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')).split(' ');
      return Number(onCpuNs);
    }),
  );
  return nanoseconds.reduce((sum, ns) => sum + ns, 0) / nsPerSecond;
}

/** What of the process is in memory (`VmRSS` of proc_pid_status(5)), in MiB. */
export async function residentMebibytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/mu.exec(status) ?? [];
  if (kibibytes === undefined) throw new Error('the system does not say how much memory the process has');
  return Number(kibibytes) / kibibytesPerMebibyte;
}

/** Datagrams that came for this UDP port on the process's host and found the receive buffer full. */
export async function droppedDatagrams(pid: number, port: number): Promise<number> {
  const localPort = port.toString(16).toUpperCase().padStart(4, '0');
  const sockets = (await readFile(`/proc/${pid}/net/udp`, 'utf8')).split('\n');
  const columns = sockets.map((line) => line.trim().split(/\s+/));
  return columns
    .filter(([, localAddress]) => localAddress?.endsWith(`:${localPort}`) === true)
    .reduce((sum, socket) => sum + Number(socket.at(-1)), 0);
}
