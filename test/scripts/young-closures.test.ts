import { execFileSync } from 'node:child_process';
import { build, type Plugin } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { withYoungClosures, youngClosures } from '../../scripts/young-closures.js';

describe('functions that XState makes at each step', () => {
  it('are assigned to a variable on their way', () => {
    const source = '  actorScope.actionExecutor = action => {\n    actions.push(action);\n  };\n';
    expect(withYoungClosures(source)).toBe(
      'let young;\n  actorScope.actionExecutor = young = action => {\n    actions.push(action);\n  };\n',
    );
  });

  it.each([
    ['a module that makes none', 'export const one = 1;\n'],
    ['what is assigned and no function', '  actorScope.actionExecutor = originalExecutor;\n'],
  ])('%s stays as it is', (_, source) => {
    expect(withYoungClosures(source).replace('let young;\n', '')).toBe(source);
  });

  it('do not keep what an event brought beyond the next collection of what is young', async () => {
    expect(await keptBytes([youngClosures])).toBeLessThan(eventBytes);
  });

  it('would keep each of them as XState has it', async () => {
    // If this fails XState or V8 has changed: the plugin may not be needed any more.
    expect(await keptBytes([])).toBe(events * eventBytes);
  });
});

const events = 100;
const eventBytes = 10_000;

/** Sends a machine events that each bring some bytes; returns how many of those are there after a collection. */
async function keptBytes(plugins: Plugin[]): Promise<number> {
  const contents = `
    import { createActor, createMachine, enqueueActions } from 'xstate';
    const tell = enqueueActions(({ event, enqueue }) => enqueue.emit({ type: 'told', length: event.bytes.byteLength }));
    const actor = createActor(createMachine({ on: { heard: { actions: tell } } })).start();
    const { arrayBuffers } = process.memoryUsage();
    for (let said = 0; said < ${events}; said += 1) actor.send({ type: 'heard', bytes: new ArrayBuffer(${eventBytes}) });
    actor.send({ type: 'heard', bytes: new ArrayBuffer(0) });
    // What the first finds is freed beside the program, at the latest when the second begins.
    for (let collection = 0; collection < 2; collection += 1) gc({ type: 'minor' });
    console.log(process.memoryUsage().arrayBuffers - arrayBuffers);`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    plugins,
  });
  const [program] = outputFiles;
  return Number(
    execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '--eval', program?.text ?? ''], {
      encoding: 'utf8',
    }),
  );
}
