// Builds the program ahead, in one bundle that loads fast, and the library that `import 'backchannel'` gives, which
// shares its packages with whoever imports it; beside them what is made from the program's own tables.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import * as z from 'zod';
import { generatedFiles } from './generated-files.js';

const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));

const common: BuildOptions = {
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  define: { BACKCHANNEL_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
};

// What the last build made and this one does not would stay behind.
rmSync('dist', { recursive: true, force: true });

await build({
  ...common,
  entryPoints: ['src/main.ts'],
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  // Commander is CommonJS and asks for Node's own modules by require, which an ES module does not have.
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
  // terminal-kit reads files of its own at run time, so it stays a package.
  external: ['terminal-kit'],
  // The entry that Node would be given is CommonJS, which cannot be cut down to what is used.
  alias: { rxjs: './node_modules/rxjs/dist/esm/index.js' },
});

await build({ ...common, entryPoints: ['src/index.ts'], packages: 'external' });

for (const [path, text] of generatedFiles(version)) {
  const target = join('dist', path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
