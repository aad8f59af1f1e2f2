// Who installs packages, and how they lay them out: npm in three ways, pnpm with links into a store, yarn with and without
// a node_modules. The versions are the last that run on the oldest Node that we support.
import { join } from 'node:path';

/** One way of installing a package into an empty folder. */
export interface Installer {
  readonly name: string;
  /** The argument list that runs the tool with these arguments. */
  readonly tool: (...args: readonly string[]) => string[];
  /** What the tool is told, to install this tarball as a dependency of the folder in which it runs. */
  readonly install: (tarball: string) => readonly string[];
  /** Environment that it needs beside ours, for a folder. */
  readonly env?: (folder: string) => Readonly<Record<string, string>>;
  /** What runs the program from the folder, where that is not `node_modules/.bin/backchannel`. */
  readonly launcher?: (folder: string, binary: string) => readonly string[];
}

const npm: Installer['tool'] = (...args) => ['npm', ...args];
const pnpm: Installer['tool'] = (...args) => ['npx', '--yes', 'pnpm@10.34.8', ...args];
const yarnClassic: Installer['tool'] = (...args) => ['npx', '--yes', 'yarn@1.22.22', ...args];
const yarn: Installer['tool'] = (...args) => [
  'npx',
  '--yes',
  '--package',
  '@yarnpkg/cli-dist@4.18.1',
  'yarn',
  ...args,
];

const byNpm = (strategy: string): Installer => ({
  name: `npm, ${strategy}`,
  tool: npm,
  install: (tarball) => ['install', `--install-strategy=${strategy}`, '--no-audit', '--no-fund', tarball],
});

const byYarn = (linker: string): Installer => ({
  name: `yarn, ${linker}`,
  tool: yarn,
  install: (tarball) => ['add', `backchannel@file:${tarball}`],
  env: (folder) => ({
    YARN_NODE_LINKER: linker,
    YARN_ENABLE_TELEMETRY: '0',
    // In CI it would refuse to write the lock file that a new folder has not got.
    YARN_ENABLE_IMMUTABLE_INSTALLS: '0',
    YARN_GLOBAL_FOLDER: join(folder, '.yarn-global'),
  }),
});

export const installers: readonly Installer[] = [
  byNpm('hoisted'),
  byNpm('nested'),
  byNpm('linked'),
  {
    name: 'pnpm',
    tool: pnpm,
    install: (tarball) => ['add', tarball],
    env: (folder) => ({ npm_config_store_dir: join(folder, '.store') }),
  },
  {
    name: 'yarn classic',
    tool: yarnClassic,
    install: (tarball) => ['add', '--non-interactive', `file:${tarball}`],
    env: (folder) => ({ YARN_CACHE_FOLDER: join(folder, '.cache') }),
  },
  byYarn('node-modules'),
  {
    ...byYarn('pnp'),
    // No node_modules at all: packages stay in their archives, and Node is taught to look there.
    launcher: (folder, binary) => [
      process.execPath,
      '--no-warnings',
      '--require',
      join(folder, '.pnp.cjs'),
      '--experimental-loader',
      join(folder, '.pnp.loader.mjs'),
      binary,
    ],
  },
];
