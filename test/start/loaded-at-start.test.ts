// What stands between a command and what it is for: the modules that are run before the first screen, and how much code
// they are. Whatever else there is, is run when it is asked for.
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { programOptions } from '../../scripts/program-options.js';

/** The script of each kind of start, and what it runs before anybody sees something of it. */
const starts = {
  chat: { script: 'src/begin.ts', run: ['src/begin.ts', 'src/programs/first-screen.ts'] },
  send: { script: 'src/pipe.ts', run: ['src/pipe.ts'] },
} as const;
type Start = keyof typeof starts;

const { metafile } = await build({
  ...programOptions,
  entryPoints: Object.values(starts).map(({ script }) => script),
  outdir: 'nowhere',
  write: false,
});

/** The modules that are run when these are, and nothing more is asked for. */
function modulesRunAt(start: Start): string[] {
  const run = new Set<string>(starts[start].run);
  for (const module of run) {
    // What stands in for a package or module runs it when it is first called: see `scripts/lazy-packages.ts`.
    if (module.startsWith('stand-in')) continue;
    for (const { path, kind, external } of metafile.inputs[module]?.imports ?? []) {
      if (external !== true && kind !== 'dynamic-import') run.add(path);
    }
  }
  return [...run];
}

/** How much of a module is in the script of a start. */
function bytesOf(module: string, start: Start): number {
  const script = Object.values(metafile.outputs).find(
    ({ entryPoint }) => entryPoint === starts[start].script,
  );
  return script?.inputs[module]?.bytesInOutput ?? 0;
}

const bytesPerKb = 1000;

describe('before the first screen', () => {
  const late = [
    /^src\/(?:simulation|recording|chart)\//u,
    /^src\/inspect\/(?!inspect-request\.ts$)/u,
    /^src\/manual\/(?!command-manual\.ts$)/u,
    /^src\/programs\/(?:doctor|examine|record|replay|config-program|plain|run-recording|inspect-recording)\.ts$/u,
    // The session comes after the first screen.
    /^src\/(?:app|programs\/(?:chat|person|send|receive))\.ts$/u,
    /^machines\/(?!screen\.(?:context|reading|view)\.ts$)/u,
    /^src\/settings\/settings-json-schema\.ts$/u,
    // For those who have a settings file.
    /^src\/settings\/(?:read-settings|settings-schema|theme-schema)\.ts$/u,
    /^node_modules\/(?:elkjs|rxjs|xstate|zod|string-width|terminal-kit|string-kit)\//u,
    /^src\/net\/(?!listed-interfaces|system-interfaces|natural-order)/u,
  ];

  it.each(late.map((pattern) => ({ pattern })))('nothing of $pattern is run', ({ pattern }) => {
    expect(modulesRunAt('chat').filter((path) => pattern.test(path))).toEqual([]);
  });

  it('the modules that are run are those of a screen', () => {
    expect(modulesRunAt('chat')).toEqual(
      expect.arrayContaining(['src/cli.ts', 'src/view/painter.ts', 'machines/screen.view.ts']),
    );
  });

  it('nothing of zod is run before the message of `send` is on its way', () => {
    expect(modulesRunAt('send').filter((path) => path.startsWith('node_modules/zod/'))).toEqual([]);
  });

  // Raise a budget only for what somebody sees on the first screen.
  it.each([
    ['chat', 215],
    ['send', 455],
  ] as const)('the code that %s runs has at most %i kB', (start, kilobytes) => {
    const bytes = modulesRunAt(start).reduce((sum, module) => sum + bytesOf(module, start), 0);
    expect(bytes / bytesPerKb).toBeLessThan(kilobytes);
  });
});
