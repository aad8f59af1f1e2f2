// Characters that a terminal sends together.
import { describe, expect, it } from 'vitest';
import type { ScreenMode } from '../../src/view/screen-view.js';
import { singleKeys } from '../../src/view/single-keys.js';

describe('characters that come together', () => {
  it.each<ScreenMode>(['typing', 'scrolled-back', 'asking', 'recalling'])(
    'are typed at once while %s',
    (mode) => {
      expect(singleKeys('kk', mode)).toEqual(['kk']);
    },
  );

  it.each<ScreenMode>(['overlay', 'browsing', 'selecting'])('are a key each while %s', (mode) => {
    expect(singleKeys('kkj', mode)).toEqual(['k', 'k', 'j']);
    expect(singleKeys('👨‍👩‍👧é', mode)).toEqual(['👨‍👩‍👧', 'é']);
  });
});
