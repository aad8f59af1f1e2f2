// The theme that the settings name, as the view takes it.
import { describe, expect, it } from 'vitest';
import { chosenTheme } from '../../src/programs/chosen-theme.js';

const harbour = {
  base: 'light',
  colours: { mention: '#ffb454', faint: 'bright-black', link: 33 },
  handles: ['red', 202],
} as const;
const harbourColours = { roles: { mention: [255, 180, 84], faint: 8, link: 33 }, handles: [1, 202] };
const nothing = { roles: {}, handles: [] };

describe('the theme that is named', () => {
  it.each<[string, string, object]>([
    ['is built in', 'dark', { base: 'dark', own: nothing }],
    ['is to be asked for', 'auto', { base: 'auto', own: nothing }],
    ["is one of one's own", 'harbour', { base: 'light', own: harbourColours }],
    ['says no more than its base', 'bare', { base: 'dark', own: nothing }],
    ['is not there', 'constructor', { base: 'auto', own: nothing }],
  ])('%s', (_, theme, expected) => {
    const themes = {
      harbour: { ...harbour, handles: [...harbour.handles] },
      bare: { base: 'dark' as const },
    };
    expect(chosenTheme({ theme, themes })).toStrictEqual(expected);
  });
});
