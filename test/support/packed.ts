// The package as it is published: packed by npm, and installed from there. Knows no test.
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Support } from './requirements.js';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm pack --json` says of one package: a file's path, and sizes in bytes. */
const report = z.tuple([
  z.object({
    filename: z.string(),
    size: z.int(),
    unpackedSize: z.int(),
    files: z.array(z.object({ path: z.string(), size: z.int() })),
  }),
]);

export interface Packed {
  /** The path of the tarball. */
  readonly tarball: string;
  /** Its size, and that of all files in it, in bytes. */
  readonly bytes: number;
  readonly unpackedBytes: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Whether npm reaches the registry, which has what the package depends on: it is asked once. */
export function registrySupport(): Support {
  const { status } = spawnSync('npm', ['view', 'rxjs', 'version', '--fetch-retries=0'], { encoding: 'utf8' });
  return status === 0 ? { ok: true } : { ok: false, reason: 'npm cannot reach its registry' };
}

/** Packs what is built into a folder. */
export function packInto(folder: string): Packed {
  const argv = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const said = execFileSync('npm', argv, { cwd: project, encoding: 'utf8', stdio: 'pipe' });
  const [{ filename, size, unpackedSize, files }] = report.parse(JSON.parse(said));
  return { tarball: `${folder}/${filename}`, bytes: size, unpackedBytes: unpackedSize, files };
}
