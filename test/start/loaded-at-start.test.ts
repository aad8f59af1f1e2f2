// What stands between a command and what it is for: the modules that are run before the first screen, and how much code
// they are. Whatever else there is, is run when it is asked for.
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { programOptions } from '../../scripts/program-options.js';

const entries = {
  chat: ['src/main.ts', 'src/programs/run-program.ts', 'src/programs/first-screen.ts'],
  send: ['src/main.ts', 'src/programs/run-program.ts', 'src/programs/send.ts', 'src/app.ts'],
} as const;

const { metafile } = await build({
  ...programOptions,
  entryPoints: ['src/main.ts'],
  outdir: 'nowhere',
  write: false,
});

/** The modules that are run when these are, and nothing more is asked for. */
function modulesRunAt(command: keyof typeof entries): string[] {
  const run = new Set<string>(entries[command]);
  for (const module of run) {
    // What stands in for a package or module runs it when it is first called: see `scripts/lazy-packages.ts`.
    if (module.startsWith('stand-in')) continue;
    for (const { path, kind, external } of metafile.inputs[module]?.imports ?? []) {
      if (external !== true && kind !== 'dynamic-import') run.add(path);
    }
  }
  return [...run];
}

function bytesOf(module: string): number {
  const [program] = Object.values(metafile.outputs);
  return program?.inputs[module]?.bytesInOutput ?? 0;
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
    /^machines\/(?!screen\.|event-catalogue\.ts$)/u,
    /^src\/settings\/settings-json-schema\.ts$/u,
    // For those who have a settings file.
    /^src\/settings\/(?:read-settings|settings-schema|theme-schema)\.ts$/u,
    /^node_modules\/(?:elkjs|zod|string-width|terminal-kit|string-kit)\//u,
  ];

  it.each(late.map((pattern) => ({ pattern })))('nothing of $pattern is run', ({ pattern }) => {
    expect(modulesRunAt('chat').filter((path) => pattern.test(path))).toEqual([]);
  });

  it('the modules that are run are those of a screen', () => {
    expect(modulesRunAt('chat')).toEqual(
      expect.arrayContaining(['src/cli.ts', 'src/view/painter.ts', 'machines/screen.machine.ts']),
    );
  });

  // Raise a budget only for what somebody sees on the first screen.
  it.each([
    ['chat', 450],
    ['send', 690],
  ] as const)('the code that %s runs has at most %i kB', (command, kilobytes) => {
    const bytes = modulesRunAt(command).reduce((sum, module) => sum + bytesOf(module), 0);
    expect(bytes / bytesPerKb).toBeLessThan(kilobytes);
  });
});
