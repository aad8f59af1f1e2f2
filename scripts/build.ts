// Builds the program ahead, in one bundle that loads fast, and the library that `import 'backchannel'` gives, which
// shares its packages with whoever imports it; beside them the inspector's pages, and what is made from the program's own
// tables.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import * as z from 'zod';
import { generatedFiles } from './generated-files.js';
import { licenceTexts } from './licences.js';

const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));

const common = {
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  metafile: true,
  define: { BACKCHANNEL_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
} as const satisfies BuildOptions;

// What the last build made and this one does not would stay behind.
rmSync('dist', { recursive: true, force: true });

const program = await build({
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

// What a browser is given: nothing else may be asked for, so that each page is one script, one style and itself.
const pages = { page: 'src/inspect/page', stately: 'src/inspect/stately' } as const;

const inBrowser = await build({
  metafile: true,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2023',
  outdir: 'dist/inspect',
  entryPoints: Object.entries(pages).map(([out, folder]) => ({ in: `${folder}/main.ts`, out })),
  legalComments: 'eof',
  logLevel: 'warning',
});

for (const [name, folder] of Object.entries(pages)) {
  for (const file of [`${name}.html`, `${name}.css`]) {
    copyFileSync(join(folder, file), join('dist/inspect', file));
  }
}

const made = [
  ...generatedFiles(version),
  ['licences.txt', licenceTexts([program.metafile, inBrowser.metafile])] as const,
];
for (const [path, text] of made) {
  const target = join('dist', path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
