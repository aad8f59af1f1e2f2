// What a running program still uses after its garbage has been collected: Node writes a heap snapshot when it is told to
// by a signal, and collects before. What the collector has merely not given back to the system is not in it.
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { waitUntil } from '../test/support/wait-until.js';

/** Makes Node write a snapshot into that folder upon SIGUSR2 (`--heapsnapshot-signal`, `--diagnostic-dir`; Node's CLI docs). */
export function snapshotOptions(folder: string): string {
  return `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${folder}`;
}

/** The program stands still while it writes, some seconds on a slow machine. */
const patienceMs = 60_000;

/** V8's own format: nodes as rows of numbers, whose columns `meta` names. */
const heapSnapshot = z.object({
  snapshot: z.object({ meta: z.object({ node_fields: z.array(z.string()) }) }),
  nodes: z.array(z.number()),
});

/**
 * Has a program that runs with {@link snapshotOptions} write a snapshot, and adds up all that is in it.
 *
 * @returns bytes
 */
export async function retainedBytes(pid: number, folder: string): Promise<number> {
  process.kill(pid, 'SIGUSR2');
  const snapshot = await waitUntil(
    'a whole heap snapshot',
    async () => {
      const name = (await readdir(folder)).find((file) => file.endsWith('.heapsnapshot'));
      return name === undefined ? undefined : wholeSnapshot(join(folder, name));
    },
    patienceMs,
  );
  const fields = snapshot.snapshot.meta.node_fields;
  const sizeAt = fields.indexOf('self_size');
  return snapshot.nodes.reduce((sum, value, at) => (at % fields.length === sizeAt ? sum + value : sum), 0);
}

/** The snapshot, which is then removed; `undefined` while it is still being written, and so is no JSON yet. */
async function wholeSnapshot(path: string): Promise<z.infer<typeof heapSnapshot> | undefined> {
  const text = await readFile(path, 'utf8');
  if (!text.trimEnd().endsWith('}')) return undefined;
  try {
    const snapshot = heapSnapshot.parse(JSON.parse(text));
    await rm(path);
    return snapshot;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
