import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { optimiserOption } from '../../src/start/optimise-late.js';

describe('what V8 is told', () => {
  it.each([
    ['Node 20', '11.3.244.8-node.33', '--interrupt-budget=540672'],
    ['Node 22', '12.4.254.21-node.33', undefined],
    ['Node 24', '13.6.233.10-node.28', undefined],
  ])('in %s', (_, v8Version, option) => {
    expect(optimiserOption(v8Version)).toBe(option);
  });

  it('is something that the one of this Node knows', () => {
    const option = optimiserOption(process.versions.v8);
    const { status, stderr } = spawnSync(process.execPath, option === undefined ? ['-v'] : [option, '-v']);
    expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
  });
});
