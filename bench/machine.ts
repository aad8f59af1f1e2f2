// What the figures were measured on, as far as it matters to them and tells nothing about whose it is.
import { availableParallelism, cpus, release, type } from 'node:os';

/** The kernel's version, without what its builder has appended to it. */
const kernelVersion = /^[\d.]+/.exec(release())?.[0] ?? release();

/** Processor, cores, operating system and Node, in one line. */
export function machineText(): string {
  const cores = availableParallelism();
  const processor = cpus()[0]?.model.trim() ?? 'an unknown processor';
  return `${processor}, ${cores} ${cores === 1 ? 'core' : 'cores'}; ${type()} ${kernelVersion}; Node ${process.versions.node}`;
}
