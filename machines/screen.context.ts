// What the screen remembers, and what an event means while it does: the pure questions behind the screen's guards. Knows
// no terminal, no session and no transcript.
import type { Size } from '../src/view/frame.js';
import {
  type Command,
  commandOf,
  defaultKeymap,
  isCharacterKey,
  type KeyMode,
  type Keymap,
} from '../src/view/keymap.js';
import { additionOf, type EditorState, emptyEditor, hasRoomFor } from '../src/view/line-editor.js';
import type { EntryPlace, OverlayView, ScreenMode, ScrollPosition } from '../src/view/screen-view.js';
import type { ScreenEvent } from './screen.events.js';
import type { Search } from './screen.reading.js';

export interface ScreenInput {
  /** What keys do, where that is not what they do by themselves. */
  readonly keymap?: Keymap;
  /** Whether the people are shown beside the messages; absent: where the window is wide enough. */
  readonly people?: boolean | undefined;
}

/** One sentence for the person. */
export interface Hint {
  readonly sentence: string;
  /** Whether it answers nothing that was done here: then it stays while one types, who may not be looking at it. */
  readonly isUnasked: boolean;
}

export interface ScreenContext {
  readonly keymap: Keymap;
  readonly editor: EditorState;
  /** Where the messages are scrolled back to; `undefined`: the newest are shown. */
  readonly scroll: ScrollPosition | undefined;
  /** What stands in the place of the messages; `undefined`: the messages do. */
  readonly overlay: OverlayView | undefined;
  /** The message that is selected; `undefined`: none is. */
  readonly selection: EntryPlace | undefined;
  /** Whether the window is known to have lost the focus. */
  readonly isAway: boolean;
  /** A search through what was said; `undefined`: none goes on. */
  readonly search: Search | undefined;
  /** The last entry that has been read; `undefined`: all have been. */
  readonly readUpTo: EntryPlace | undefined;
  /** Whether the people are to be shown; `undefined`: where the window is wide enough. */
  readonly people: boolean | undefined;
  /** Whether floods are shown line by line, and not each in one row. */
  readonly showsFloods: boolean;
  readonly hint: Hint | undefined;
  /** The window's size. */
  readonly size: Size;
}

/** The size of a window that has not told its own yet: that of the terminals of old. */
const initialSize: Size = { columns: 80, rows: 24 };

/** The screen before the first key. */
export function initialContext({ keymap, people }: ScreenInput = {}): ScreenContext {
  return {
    keymap: keymap ?? defaultKeymap,
    editor: emptyEditor,
    scroll: undefined,
    overlay: undefined,
    selection: undefined,
    isAway: false,
    search: undefined,
    readUpTo: undefined,
    people,
    showsFloods: false,
    hint: undefined,
    size: initialSize,
  };
}

/** What a key means. Events that are no keys mean no command, nor do keys that type, but for a few in some modes. */
export function meaningOf(event: ScreenEvent, context: ScreenContext): Command | undefined {
  if (event.type !== 'key') return undefined;
  // Several characters that came together may spell the name of a key.
  const isKey = event.text === undefined || isCharacterKey(event.key);
  return isKey ? commandOf(context.keymap, event.key, keyModesOf(context)) : undefined;
}

/** What keys are for at this moment. */
export function modeOf({ overlay, search, selection, editor, scroll }: ScreenContext): ScreenMode {
  if (overlay !== undefined) return 'overlay';
  if (search !== undefined) return search.isAsking ? 'asking' : 'browsing';
  if (selection !== undefined) return 'selecting';
  if (editor.search !== undefined) return 'recalling';
  return scroll === undefined ? 'typing' : 'scrolled-back';
}

function keyModesOf(context: ScreenContext): readonly KeyMode[] {
  const mode = modeOf(context);
  const isLineFree = isLineInUse(context) && isEmpty(context);
  return [...(mode === 'typing' ? [] : [mode]), ...(isLineFree ? emptyLine : [])];
}

const emptyLine: readonly KeyMode[] = ['empty-line'];

/** Whether keys go into the line, and nothing else has been begun with it. */
export function isLineInUse(context: ScreenContext): boolean {
  const mode = modeOf(context);
  return mode === 'typing' || mode === 'scrolled-back';
}

/** Whether nothing has been typed. */
export function isEmpty({ editor }: ScreenContext): boolean {
  return editor.text === '';
}

/** Whether the event would put more into the line than can be sent. */
export function isTooMuch(event: ScreenEvent, context: ScreenContext): boolean {
  return !hasRoomFor(context.editor, textAdded(event, context));
}

function textAdded(event: ScreenEvent, context: ScreenContext): string {
  const command = meaningOf(event, context);
  if (command !== undefined) return command.type === 'edit' ? additionOf(context.editor, command.edit) : '';
  return typedText(event) ?? '';
}

/** What a key types, or what was pasted. */
export function typedText(event: ScreenEvent): string | undefined {
  return event.type === 'key' || event.type === 'paste' ? event.text : undefined;
}

/** What a key does to the search for a line, if it is for that. */
export function recalls(
  event: ScreenEvent,
  context: ScreenContext,
): 'older' | 'newer' | 'erase' | 'keep' | undefined {
  const command = meaningOf(event, context);
  return command?.type === 'recall' ? command.way : undefined;
}

/** F2, or `/people`. */
export function isForPeople(event: ScreenEvent, context: ScreenContext): boolean {
  return event.type === 'people' || meaningOf(event, context)?.type === 'people';
}

/**
 * Whether the key would lead back to the newest if one were not there already, and floods are shown line by line: then
 * they are folded as on the way back. A key that does something else here, as End does, is for that.
 */
export function foldsAtNewest(event: ScreenEvent, context: ScreenContext): boolean {
  return context.showsFloods && isEscapeAtNewest(event, context);
}

/** The same key, which has nothing else to do, is for a hint that has been read. */
export function dismisses(event: ScreenEvent, context: ScreenContext): boolean {
  return context.hint !== undefined && isEscapeAtNewest(event, context);
}

function isEscapeAtNewest(event: ScreenEvent, context: ScreenContext): boolean {
  if (event.type !== 'key' || event.text !== undefined) return false;
  const isFree = meaningOf(event, context) === undefined;
  return isFree && commandOf(context.keymap, event.key, ['scrolled-back'])?.type === 'newest';
}

/** Ctrl-D deletes while there is something to delete, and leaves when there is nothing. */
export function leaves(event: ScreenEvent, context: ScreenContext): boolean {
  const command = meaningOf(event, context);
  return command?.type === 'quit' || (command?.type === 'delete-or-quit' && isEmpty(context));
}
