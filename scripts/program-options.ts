// How esbuild makes what Node runs of the sources: the same for the package, the one file, and the test of what a start loads.
import { readFileSync } from 'node:fs';
import type { BuildOptions } from 'esbuild';
import * as z from 'zod';
import { lazyPackages } from './lazy-packages.js';
import { youngClosures } from './young-closures.js';

export const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

export const nodeOptions = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  metafile: true,
  define: { BACKCHANNEL_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** The whole program in one piece, in which each module is run when it is first asked for. */
export const programOptions = {
  ...nodeOptions,
  // Names stay, for whoever reads a stack trace.
  minifySyntax: true,
  minifyWhitespace: true,
  // The entry that Node would be given is CommonJS, which cannot be cut down to what is used.
  alias: { rxjs: './node_modules/rxjs/dist/esm/index.js' },
  plugins: [lazyPackages, youngClosures],
  // What a stand-in has not would be noticed only when it is called.
  logOverride: { 'import-is-undefined': 'error' },
} as const satisfies BuildOptions;
