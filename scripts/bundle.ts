// Puts the built program into one file that needs nothing but Node, to be carried to a machine without npm:
// `backchannel.mjs`, with the inspector's pages and the licences of all that is in it.
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { programOptions } from './program-options.js';

const target = 'backchannel.mjs';
const pagesFolder = 'dist/inspect';

/** The inspector's pages as a module: compressed, since most starts show none. */
const embeddedPages: Plugin = {
  name: 'embedded pages',
  setup(plugin) {
    plugin.onLoad({ filter: /\/src\/inspect\/read-page-file\.ts$/ }, () => {
      const pages = readdirSync(pagesFolder).map((name): [string, string] => [
        name,
        brotliCompressSync(readFileSync(`${pagesFolder}/${name}`)).toString('base64'),
      ]);
      return {
        contents: `
          import { brotliDecompressSync } from 'node:zlib';
          const pages = new Map(${JSON.stringify(pages)});
          export const readPageFile = (name) => brotliDecompressSync(Buffer.from(pages.get(name), 'base64'));`,
      };
    });
  },
};

/** A comment cannot hold the sign that ends it. */
const licences = readFileSync('dist/licences.txt', 'utf8').replaceAll('*/', '* /');

await build({
  ...programOptions,
  stdin: { contents: "import { main } from './src/main.js';\nvoid main();", resolveDir: '.' },
  outfile: target,
  banner: {
    js: [
      '#!/usr/bin/env node',
      // Commander is CommonJS and asks for Node's own modules by require, which an ES module does not have.
      "import { createRequire } from 'node:module';",
      'const require = createRequire(import.meta.url);',
    ].join('\n'),
  },
  footer: { js: `/*\n${readFileSync('LICENSE', 'utf8')}\n${licences}*/` },
  plugins: [...programOptions.plugins, embeddedPages],
});

// Where it is a file system that knows such rights, it is a command of its own.
chmodSync(target, 0o755);
process.stdout.write(`${target}: run it by "node ${target}"\n`);
