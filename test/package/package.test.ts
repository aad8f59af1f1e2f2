// The package as a stranger gets it: packed, installed into an empty folder, and run from there.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { describeWhen } from '../support/describe-when.js';
import type { Support } from '../support/requirements.js';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** npm is asked once whether it reaches what the package depends on. */
function registrySupport(): Support {
  const { status } = spawnSync('npm', ['view', 'rxjs', 'version', '--fetch-retries=0'], { encoding: 'utf8' });
  return status === 0 ? { ok: true } : { ok: false, reason: 'npm cannot reach its registry' };
}

const packed = z.tuple([z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })]);

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
  const run = (command: string, ...argv: readonly string[]) =>
    execFileSync(command, argv, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

  beforeAll(() => {
    const report = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: project,
      encoding: 'utf8',
    });
    const [{ filename, files: list }] = packed.parse(JSON.parse(report));
    files = list.map(({ path }) => path);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, filename));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

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

  it('runs by npx', () => {
    expect(run('npx', '--no-install', 'backchannel', '--version')).toMatch(/^\d+\.\d+\.\d+\n$/u);
    expect(run('npx', '--no-install', 'backchannel', '--help')).toContain('Examples:');
  });

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
