// The small programs that run on the hosts, built as backchannel itself is: bundled ahead, so that no compiler stands
// between them and Node.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const names = ['bare-chat', 'bare-receiver', 'flooder', 'session-receiver', 'speaker'] as const;

export type ProgramName = (typeof names)[number];

/** The built programs. They are gone when this is disposed of. */
export interface Programs extends Disposable {
  /** The argument list that runs the program with these arguments. */
  command(name: ProgramName, ...args: readonly string[]): string[];
}

/** Builds them into a folder of their own. */
export async function buildPrograms(): Promise<Programs> {
  const outdir = mkdtempSync(join(tmpdir(), 'backchannel-bench-'));
  await build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: names.map((name) => `bench/programs/${name}.ts`),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // As in scripts/build.mjs: the entry that Node would be given is CommonJS.
    alias: { rxjs: './node_modules/rxjs/dist/esm/index.js' },
    logLevel: 'warning',
  });
  return {
    command: (name, ...args) => [process.execPath, join(outdir, `${name}.mjs`), ...args],
    [Symbol.dispose]: () => rmSync(outdir, { recursive: true }),
  };
}
