// The small programs that run on the hosts, built as backchannel itself is: bundled ahead, so that no compiler stands
// between them and Node.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { youngClosures } from '../scripts/young-closures.js';

/** Those that have nothing of what is measured in them, or merely speak to it: one build of them serves all. */
export const toolNames = ['bare-chat', 'bare-receiver', 'flooder', 'speaker'] as const;

/** Those that are a part of backchannel to be measured by itself: each build of backchannel has its own. */
export const partNames = ['session-receiver', 'growth'] as const;

export type ToolName = (typeof toolNames)[number];
export type PartName = (typeof partNames)[number];

/** Built programs. They are gone when this is disposed of. */
export interface Programs<Name extends string> extends Disposable {
  /** The argument list that runs the program with these arguments. @throws {Error} when the source has none of that name */
  command(name: Name, ...args: readonly string[]): string[];
}

/** Builds those of them that are there into a folder of their own. @param root the folder with the sources */
export async function buildPrograms<Name extends string>(
  root: string,
  names: readonly Name[],
): Promise<Programs<Name>> {
  const there = names.filter((name) => existsSync(join(root, sourceOf(name))));
  const outdir = mkdtempSync(join(tmpdir(), 'backchannel-bench-'));
  await build({
    absWorkingDir: root,
    entryPoints: there.map(sourceOf),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // As in scripts/build.ts: the entry that Node would be given is CommonJS.
    alias: { rxjs: './node_modules/rxjs/dist/esm/index.js' },
    plugins: [youngClosures],
    logLevel: 'warning',
  });
  return {
    command: (name, ...args) => {
      if (!there.includes(name)) throw new Error(`there is no ${sourceOf(name)}`);
      return [process.execPath, join(outdir, `${name}.mjs`), ...args];
    },
    [Symbol.dispose]: () => rmSync(outdir, { recursive: true, force: true }),
  };
}

function sourceOf(name: string): string {
  return join('bench', 'programs', `${name}.ts`);
}
