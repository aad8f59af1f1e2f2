// Builds the program ahead, in three scripts that load fast, and the library that `import 'backchannel'` gives, which
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

/** The scripts of the program: what a chat begins with, `send` and `receive`, and all of it. What several need is in each. */
const parts = [
  { name: 'begin', source: 'src/begin.ts', call: 'begin()' },
  { name: 'pipe', source: 'src/pipe.ts', call: 'pipe()' },
  { name: 'program', source: 'src/main.ts', call: 'main(begun)' },
] as const;

const programs = await Promise.all(
  parts.map(({ name, source, call }) =>
    build({
      ...programOptions,
      outfile: `dist/${name}.js`,
      format: 'cjs',
      entryPoints: [source],
      // A script has no loader of modules: a module of Node's that is asked for late is required then.
      supported: { 'dynamic-import': false },
      // What `require` puts around a module; here it is put there ahead.
      banner: { js: '(function (require, programUrl, begun) { const module = {};' },
      footer: { js: `return module.exports.${call}; })` },
      define: { ...programOptions.define, 'import.meta.url': 'programUrl' },
    }),
  ),
);

const digest = createHash('sha256');
for (const { name } of parts) digest.update(readFileSync(`dist/${name}.js`));
await build({
  ...nodeOptions,
  outdir: 'dist',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  entryPoints: ['src/start.ts'],
  define: {
    ...nodeOptions.define,
    BACKCHANNEL_BUILD: JSON.stringify(digest.digest('hex').slice(0, buildDigits)),
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
  ['licences.txt', licenceTexts([...programs.map(({ metafile }) => metafile), inBrowser.metafile])] as const,
];
for (const [path, text] of made) {
  const target = join('dist', path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
