// Characters that came together, as keys: where keys go into a line they are put in at once, elsewhere each is a key of its own.
// Pure.
import { graphemesOf } from '../text/graphemes.js';
import type { ScreenMode } from './screen-view.js';

/** Where characters are not typed, but mean something: two of them, that it is done twice. */
const commandModes: ReadonlySet<ScreenMode> = new Set<ScreenMode>(['overlay', 'browsing', 'selecting']);

/** What characters that came together are in this mode: one key, or one for each. */
export function singleKeys(characters: string, mode: ScreenMode): readonly string[] {
  return commandModes.has(mode) ? [...graphemesOf(characters)] : [characters];
}
