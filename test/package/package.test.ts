// The package as a stranger gets it: packed, installed into an empty folder, and run from there.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { describeWhen } from '../support/describe-when.js';
import { packInto, registrySupport } from '../support/packed.js';

const packageFile = fileURLToPath(new URL('../../package.json', import.meta.url));

/** A slow line or a slow disk may take its time. */
const installMs = 120_000;

const texts = z.record(z.string(), z.string());
const manifest = z
  .object({ scripts: texts, dependencies: texts })
  .parse(JSON.parse(readFileSync(packageFile, 'utf8')));

/** What npm would run while it installs the package (npm's docs, "Life Cycle Scripts"). */
const installScripts = new Set([
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'prepare',
  'preprepare',
  'postprepare',
]);

/** What is installed, as npm writes it down in `node_modules/.package-lock.json`. */
const installedLock = z.object({
  packages: z.record(z.string(), z.object({ hasInstallScript: z.boolean().optional() })),
});

/** The packages that the built files still import. */
async function importedPackages(): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: dirname(packageFile),
    entryPoints: ['dist/start.cjs', 'dist/begin.js', 'dist/pipe.js', 'dist/program.js', 'dist/index.js'],
    outdir: 'unwritten',
    bundle: true,
    // As the bin is: for an ES module esbuild would bring in something of its own in the place of `require`.
    format: 'cjs',
    platform: 'node',
    packages: 'external',
    metafile: true,
    write: false,
  });
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
  const names = imported.filter(({ external }) => external === true).map(({ path }) => path);
  return [...new Set(names.filter((name) => !isBuiltin(name)))].toSorted();
}

/** Uses the package's types as an importing program would. */
const importer = `
import { compose, decode, type Transport } from 'backchannel';
const decoded = decode(new Uint8Array());
export const reason: string | undefined = decoded.ok ? undefined : decoded.reason;
export function sender(transport: Transport): typeof transport.send { return transport.send; }
// @ts-expect-error -- the types are there, or this would be no error
compose(1);
`;

const importerConfig = {
  compilerOptions: {
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023'],
    types: [],
    strict: true,
    noEmit: true,
    // rxjs and xstate speak of things that only browsers and Node have.
    skipLibCheck: true,
  },
  files: ['importer.mts'],
};

describeWhen(registrySupport(), 'the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backchannel-package-'));
  let files: readonly string[] = [];
  let tarball = '';
  const run = (command: string, ...argv: readonly string[]) =>
    execFileSync(command, argv, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  const install = (...options: readonly string[]) =>
    run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...options, tarball);

  beforeAll(() => {
    const packed = packInto(folder);
    files = packed.files.map(({ path }) => path);
    tarball = packed.tarball;
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    install();
  }, installMs);

  afterAll(() => rmSync(folder, { recursive: true, force: true }), installMs);

  it('holds the program, its pages and types, licences, and what one reads first, and nothing else', () => {
    const strangers = files.filter(
      (path) =>
        !/^(?:dist\/.*\.(?:c?js|d\.ts)|dist\/help\/[a-z]+\.txt|dist\/completions\/(?:backchannel\.(?:bash|fish)|_backchannel)|dist\/man\/backchannel\.1|dist\/config\.schema\.json|dist\/inspect\/(?:page|stately)\.(?:html|css)|dist\/licences\.txt|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/u.test(
          path,
        ),
    );
    expect(strangers).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(['dist/start.cjs', 'dist/index.js', 'dist/types/src/index.d.ts', 'LICENSE']),
    );
  });

  it('runs nothing while it is installed, nor does anything that comes with it', () => {
    expect(Object.keys(manifest.scripts).filter((name) => installScripts.has(name))).toEqual([]);
    const lock = readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8');
    const { packages } = installedLock.parse(JSON.parse(lock));
    expect(Object.keys(packages)).toContain('node_modules/backchannel');
    expect(Object.entries(packages).filter(([, one]) => one.hasInstallScript === true)).toEqual([]);
  });

  it('depends on what it imports, and on nothing that is built in already', async () => {
    expect(await importedPackages()).toEqual(Object.keys(manifest.dependencies).toSorted());
  });

  it('runs by npx', () => {
    expect(run('npx', '--no-install', 'backchannel', '--version')).toMatch(/^\d+\.\d+\.\d+\n$/u);
    expect(run('npx', '--no-install', 'backchannel', '--help')).toContain('Examples:');
  });

  it(
    'brings its man page along where it is installed globally',
    () => {
      const prefix = join(folder, 'global');
      install('--global', '--prefix', prefix);
      expect(run(join(prefix, 'bin', 'backchannel'), '--version')).toMatch(/^\d+\.\d+\.\d+\n$/u);
      const page = readFileSync(join(prefix, 'share', 'man', 'man1', 'backchannel.1'), 'utf8');
      expect(page).toMatch(/^\.TH BACKCHANNEL 1 /u);
    },
    installMs,
  );

  it('can be imported', () => {
    const code = "import('backchannel').then(({ decode }) => console.log(decode(new Uint8Array()).reason))";
    expect(run(process.execPath, '--eval', code)).toBe('empty\n');
  });

  it('has types', () => {
    writeFileSync(join(folder, 'importer.mts'), importer);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(importerConfig));
    const compiler = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
    const { stdout } = spawnSync(process.execPath, [join(compiler, 'bin', 'tsc')], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });
});
