import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { codeCachePlace } from '../../src/start/code-cache-place.js';

const home = mkdtempSync(join(tmpdir(), 'backchannel-home-'));
afterAll(() => rmSync(home, { recursive: true }));

const uid = process.getuid?.() ?? 0;
const asking = {
  argv: ['node', 'backchannel', 'alice'],
  env: { HOME: home },
  platform: 'linux',
  arch: 'x64',
  version: 'v20.19.0',
  getuid: () => uid,
} as const;

const { getuid: _, ...withoutUsers } = asking;

describe('where compiled code is kept', () => {
  it.each([
    ['in the folder of what can be made again', {}, `${home}/.cache/backchannel`],
    ['where XDG says', { env: { HOME: '/nowhere', XDG_CACHE_HOME: home } }, `${home}/backchannel`],
    [
      'not where XDG says something relative',
      { env: { HOME: home, XDG_CACHE_HOME: 'here' } },
      `${home}/.cache/backchannel`,
    ],
    ['in the place of macOS', { platform: 'darwin' }, `${home}/Library/Caches/backchannel`],
    ['nowhere without a home', { env: {} }, undefined],
    ['nowhere when the home is not there', { env: { HOME: `${home}/gone` } }, undefined],
    ["nowhere when the home is somebody else's, as with sudo", { getuid: () => uid + 1 }, undefined],
  ] as const)('is %s', (_where, changes, folder) => {
    expect(codeCachePlace({ ...asking, ...changes }, 'b1')?.folder).toBe(folder);
  });

  it("is in the place of Windows, where files are nobody's", () => {
    const windows = { ...withoutUsers, platform: 'win32', env: { LOCALAPPDATA: home } } as const;
    expect(codeCachePlace(windows, 'b1')?.folder).toBe(`${home}/backchannel`);
  });

  it.each([
    [['alice'], 'b1-v20.19.0-x64-chat'],
    [[], 'b1-v20.19.0-x64-chat'],
    [['send', 'hello'], 'b1-v20.19.0-x64-send'],
    [['receive'], 'b1-v20.19.0-x64-receive'],
    [['../../x'], 'b1-v20.19.0-x64-chat'],
  ])('has for %j the name %s', (words, name) => {
    expect(codeCachePlace({ ...asking, argv: ['node', 'backchannel', ...words] }, 'b1')?.name).toBe(name);
  });
});
