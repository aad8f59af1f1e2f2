// What the screen remembers of reading: a search through what was said, what has been read, and whether the people are
// shown. The pure functions behind the screen's actions; knows no transcript.
import { clockStart } from '../src/chat/hybrid-clock.js';
import type { Size } from '../src/view/frame.js';
import { type EditKey, type EditorState, edit, emptyEditor, insert } from '../src/view/line-editor.js';
import type { EntryPlace, ScrollPosition, SearchView } from '../src/view/screen-view.js';

/** A search through what was said. */
export interface Search {
  /** What is searched for. */
  readonly editor: EditorState;
  /** Whether keys change it; otherwise they go from hit to hit. */
  readonly isAsking: boolean;
  /** The present hit. */
  readonly hit: EntryPlace | undefined;
  /** Where the messages have to be scrolled to, to show it. */
  readonly scroll: ScrollPosition | undefined;
}

/** A search for a text, which may be empty yet; until something is found the messages stay where they are. */
export function searchOf(text: string, scroll: ScrollPosition | undefined): Search {
  return { editor: insert(emptyEditor, oneLine(text)), isAsking: true, hit: undefined, scroll };
}

/** The search with something more in what is searched for. */
export function askedMore(search: Search, text: string): Search {
  return { ...search, editor: insert(search.editor, oneLine(text)) };
}

/** The search after a key that edits what is searched for. */
export function askedOtherwise(search: Search, key: EditKey): Search {
  return { ...search, editor: edit(search.editor, key) };
}

/** Where reading stopped when the messages were scrolled away from the newest; `undefined` where they were not. */
export function leftAt(scroll: ScrollPosition | undefined): EntryPlace | undefined {
  // A hit holds the messages at the newest, too: what comes then is below what is being read, and none of it is missed.
  return scroll?.key === scroll?.since.key && scroll?.rowsHidden === 0 ? undefined : scroll?.since;
}

/** What the view wants to know of it. */
export function searchView(
  { editor, isAsking, hit }: Search,
  origin: ScrollPosition | undefined,
): SearchView {
  return {
    editor,
    isAsking,
    ...(hit === undefined ? {} : { hit }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** Keys that make no sense where there is one row and no history. */
const elsewhereOnly: ReadonlySet<EditKey> = new Set<EditKey>(['up', 'down', 'newline']);

/** Whether a key that edits the line may edit what is searched for. */
export function editsOneRow(key: EditKey): boolean {
  return !elsewhereOnly.has(key);
}

/** Before all that anybody says. */
export const nothingRead: EntryPlace = { key: '', clock: clockStart };

/** From this width on the people stand beside the messages without being asked to. */
const columnsForPeople = 100;

/** In a narrower window there is no room beside the messages: the people take the place of them. */
const minColumnsForPeople = 50;

/**
 * Whether the people are shown.
 *
 * @param wanted what the person has said; absent: as the width allows
 */
export function showsPeople(wanted: boolean | undefined, { columns }: Size): boolean {
  return columns >= minColumnsForPeople && (wanted ?? columns >= columnsForPeople);
}

/** Whether there is room to show them beside the messages. */
export function hasRoomForPeople({ columns }: Size): boolean {
  return columns >= minColumnsForPeople;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/gu, ' ');
}
