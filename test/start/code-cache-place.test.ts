import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeCommandLine } from '../../src/cli.js';
import { codeCachePlace, isCodeCacheName, startedBy } from '../../src/start/code-cache-place.js';

const home = mkdtempSync(join(tmpdir(), 'backchannel-home-'));
afterAll(() => rmSync(home, { recursive: true }));

const uid = process.getuid?.() ?? 0;
const asking = {
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
    expect(codeCachePlace({ ...asking, ...changes }, '0b1', 'chat')?.folder).toBe(folder);
  });

  it("is in the place of Windows, where files are nobody's", () => {
    const windows = { ...withoutUsers, platform: 'win32', env: { LOCALAPPDATA: home } } as const;
    expect(codeCachePlace(windows, '0b1', 'chat')?.folder).toBe(`${home}/backchannel`);
  });

  it.each([
    ['chat', false],
    ['chat-program', false],
    ['send', true],
    ['receive', true],
    ['other', true],
    ['other-program', true],
  ] as const)('has a name for each part: %s', (part, evenIfSoonDone) => {
    const name = `0b1-v20.19.0-x64-${part}`;
    expect(codeCachePlace(asking, '0b1', part)).toMatchObject({ name, evenIfSoonDone });
    expect(isCodeCacheName(name)).toBe(true);
    expect(isCodeCacheName(`${name}.4711`)).toBe(true);
  });
});

describe('what is started', () => {
  it.each([
    [['alice'], 'chat'],
    [[], 'chat'],
    [['send', 'hello'], 'send'],
    [['receive'], 'receive'],
    [['--port', '7000', 'alice'], 'chat'],
    [['../../x'], 'chat'],
  ])('is by %j: %s', (words, started) => {
    expect(startedBy(['node', 'backchannel', ...words])).toBe(started);
  });
});

describe('the commands beside the chat', () => {
  const commands = describeCommandLine().commands.map(({ name }) => name);

  it.each(commands.filter((name) => name !== 'chat'))('have code of their own: %s', (name) => {
    expect(startedBy(['node', 'backchannel', name])).not.toBe('chat');
  });
});

describe('the folder of compiled code', () => {
  const base = join(home, 'base');
  const folder = join(base, 'backchannel');
  beforeEach(() => mkdirSync(base));
  afterEach(() => rmSync(base, { recursive: true }));
  const place = () => codeCachePlace({ ...asking, env: { XDG_CACHE_HOME: base } }, '0b1', 'chat')?.folder;

  it.each([
    ['there is none yet', () => undefined],
    ['only its owner may write it', () => mkdirSync(folder, { mode: 0o755 })],
  ])('is used when %s', (_when, make) => {
    make();
    expect(place()).toBe(folder);
  });

  it.each([
    [
      'its group may write it',
      () => {
        mkdirSync(folder);
        chmodSync(folder, 0o770);
      },
    ],
    [
      'everybody may write it',
      () => {
        mkdirSync(folder);
        chmodSync(folder, 0o707);
      },
    ],
    [
      'it is a link to a folder',
      () => {
        mkdirSync(join(base, 'other'));
        symlinkSync(join(base, 'other'), folder);
      },
    ],
    ['it is a link to nothing', () => symlinkSync(join(base, 'gone'), folder)],
    ['it is a file', () => writeFileSync(folder, '')],
  ])('is not used when %s', (_when, make) => {
    make();
    expect(place()).toBeUndefined();
  });

  it.runIf(uid === 0)("is not used when it is somebody else's, which only root can try out", () => {
    mkdirSync(folder);
    chownSync(folder, uid + 1, uid + 1);
    expect(place()).toBeUndefined();
  });
});

describe('a file of this cache', () => {
  it.each([
    'notes.txt',
    'chat',
    '0b1-chat',
    '0b1-v20.19.0-x64-doctor',
    '0b1-v20.19.0-x64-chat.old',
    'my-v1-notes-chat',
    '.0b1-v20.19.0-x64-chat',
    '0b1-v20.19.0-x64-chat\n',
  ])('is not called %j', (name) => {
    expect(isCodeCacheName(name)).toBe(false);
  });
});
