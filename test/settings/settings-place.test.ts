// Where the settings file is on each platform.
import { expect, it } from 'vitest';
import { settingsPlace } from '../../src/settings/settings-place.js';

it.each<[NodeJS.Platform, NodeJS.ProcessEnv, string | undefined]>([
  ['linux', { HOME: '/home/alice' }, '/home/alice/.config/backchannel/config.json'],
  ['linux', { HOME: '/home/alice', XDG_CONFIG_HOME: '/etc/alice' }, '/etc/alice/backchannel/config.json'],
  ['linux', { HOME: '/home/alice', XDG_CONFIG_HOME: 'etc' }, '/home/alice/.config/backchannel/config.json'],
  ['linux', { HOME: '/home/alice', XDG_CONFIG_HOME: '' }, '/home/alice/.config/backchannel/config.json'],
  ['linux', {}, undefined],
  ['linux', { HOME: '' }, undefined],
  ['freebsd', { HOME: '/home/alice' }, '/home/alice/.config/backchannel/config.json'],
  ['darwin', { HOME: '/Users/alice' }, '/Users/alice/Library/Application Support/backchannel/config.json'],
  [
    'darwin',
    { HOME: '/Users/alice', XDG_CONFIG_HOME: '/Users/alice/.config' },
    '/Users/alice/.config/backchannel/config.json',
  ],
  [
    'win32',
    { APPDATA: String.raw`C:\Users\alice\AppData\Roaming` },
    String.raw`C:\Users\alice\AppData\Roaming\backchannel\config.json`,
  ],
  ['win32', { HOME: '/home/alice' }, undefined],
])('on %s with %j', (platform, env, expected) => {
  expect(settingsPlace(env, platform)).toBe(expected);
});
