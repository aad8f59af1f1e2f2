// Builds the program ahead, in one bundle that loads fast, and the library that `import 'backchannel'` gives, which
// shares its packages with whoever imports it; beside them the inspector's pages, and what is made from the program's own
// tables.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { generatedFiles } from './generated-files.js';
import { licenceTexts } from './licences.js';
import { nodeOptions, programOptions, version } from './program-options.js';

/** Of the digest of the program: enough that no two builds have the same. */
const buildDigits = 16;

// What the last build made and this one does not would stay behind.
rmSync('dist', { recursive: true, force: true });

const program = await build({
  ...programOptions,
  outdir: 'dist',
  format: 'cjs',
  entryPoints: [{ in: 'src/main.ts', out: 'program' }],
  // A script has no loader of modules: a module of Node's that is asked for late is required then.
  supported: { 'dynamic-import': false },
  // What `require` puts around a module; here it is put there ahead.
  banner: { js: '(function (require, programUrl) {' },
  footer: { js: '})' },
  define: { ...programOptions.define, 'import.meta.url': 'programUrl' },
});

const code = readFileSync('dist/program.js');
await build({
  ...nodeOptions,
  outdir: 'dist',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  entryPoints: ['src/start.ts'],
  define: {
    ...nodeOptions.define,
    BACKCHANNEL_BUILD: JSON.stringify(createHash('sha256').update(code).digest('hex').slice(0, buildDigits)),
  },
});

await build({ ...nodeOptions, outdir: 'dist', entryPoints: ['src/index.ts'], packages: 'external' });

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
