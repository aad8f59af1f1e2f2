import { spawnSync } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { optimiseLate, optimiserOption } from '../../src/start/optimise-late.js';

describe('what V8 is told', () => {
  it.each([
    ['Node 20', '11.3.244.8-node.33', '--interrupt-budget=540672'],
    ['Node 22', '12.4.254.21-node.33', undefined],
    ['Node 24', '13.6.233.10-node.28', undefined],
  ])('in %s', (_, v8Version, option) => {
    expect(optimiserOption(v8Version)).toBe(option);
  });

  it.each([
    ['once, where there is anything to tell', '11.3.244.8-node.33', [['--interrupt-budget=540672']]],
    ['not at all elsewhere', '12.4.254.21-node.33', []],
  ])('is told %s', (_, v8Version, calls) => {
    const setFlagsFromString = vi.fn<(flags: string) => void>();
    const getBuiltinModule = vi.fn<NodeJS.Process['getBuiltinModule']>(() => ({ setFlagsFromString }));
    optimiseLate({ versions: { ...process.versions, v8: v8Version }, getBuiltinModule });
    expect(setFlagsFromString.mock.calls).toEqual(calls);
  });

  const option = optimiserOption(process.versions.v8);

  it.runIf(option !== undefined)('is something that the V8 of this Node knows', () => {
    const { status, stderr } = spawnSync(process.execPath, [`${option}`, '-v']);
    expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
  });
});
