// What new settings change in a running chat.
import { describe, expect, it } from 'vitest';
import { defaultSettings, type SettingValues } from '../../src/config.js';
import { changeSentence, settingsChange } from '../../src/settings/settings-changes.js';

const now: SettingValues = { ...defaultSettings, interfaces: [], themes: {}, keys: {}, handle: 'alice' };

describe('new settings', () => {
  it.each<[string, Partial<SettingValues>, string]>([
    ['that are the same', { keys: {}, interfaces: [] }, 'the settings are as they were'],
    ['that can hold at once', { notify: 'all', handle: 'bob' }, 'changed: handle, notify'],
    ['of the network', { port: 7000, interfaces: ['eth0'] }, 'only after a restart: port, interfaces'],
    [
      'of how it looks',
      { theme: 'light', colour: 'never', people: 'always', time: '12h' },
      'changed: theme, colour, people, time',
    ],
    ['of both kinds', { plain: true, emoji: false }, 'changed: emoji; only after a restart: plain'],
    ['with other keys', { keys: { 'ctrl-q': 'quit' } }, 'changed: keys'],
  ])('%s', (_, changes, sentence) => {
    expect(changeSentence(settingsChange(now, { ...now, ...changes }))).toBe(sentence);
  });

  it('leave what needs a restart as it is', () => {
    const { values } = settingsChange(now, { ...now, port: 7000, theme: 'light' });
    expect(values).toEqual({ ...now, theme: 'light' });
  });

  it('are said again while they wait for a restart', () => {
    const first = settingsChange(now, { ...now, port: 7000 });
    expect(settingsChange(first.values, { ...now, port: 7000 }).waiting).toEqual(['port']);
  });
});
