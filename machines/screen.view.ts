// The screen as the view sees it. Knows what the machine remembers and not the machine, so that the first screen need not
// load it.
import type { ScreenView } from '../src/view/screen-view.js';
import { modeOf, type ScreenContext } from './screen.context.js';
import { searchView, showsPeople } from './screen.reading.js';

/** What the view wants to know of a screen that remembers this; a snapshot of the machine will do. */
export function screenView({ context }: { readonly context: ScreenContext }): ScreenView {
  const { editor, overlay, selection, isAway, search, readUpTo, people, showsFloods, size, hint } = context;
  const scroll = search === undefined ? context.scroll : search.scroll;
  return {
    mode: modeOf(context),
    editor,
    isAway,
    showsPeople: showsPeople(people, size),
    ...(showsFloods ? { showsFloods } : {}),
    ...(search === undefined ? {} : { search: searchView(search, context.scroll) }),
    ...(readUpTo === undefined ? {} : { readUpTo }),
    ...(scroll === undefined ? {} : { scroll }),
    ...(overlay === undefined ? {} : { overlay }),
    ...(selection === undefined ? {} : { selection }),
    ...(hint === undefined ? {} : { hint: hint.sentence }),
  };
}
