// Which key does what. The one table: the screen machine runs on it, and the help is generated from it.
import type { EditKey } from './line-editor.js';
import type { ScreenMode, ScrollStep, TurnStep } from './screen-view.js';

/** What a key is for. */
export type Command =
  | { readonly type: 'edit'; readonly edit: EditKey }
  | { readonly type: 'scroll'; readonly step: ScrollStep }
  | { readonly type: 'turn'; readonly step: TurnStep }
  | { readonly type: 'submit' | 'newest' | 'close' | 'quit' | 'delete-or-quit' | 'suspend' | 'redraw' };

/** A row of the table. */
export interface Binding {
  /** terminal-kit's names of the keys; over an overlay also the characters that keys type. */
  readonly keys: readonly string[];
  readonly command: Command;
  /** How people call the keys. */
  readonly label: string;
  /** What they do, in a few words. */
  readonly help: string;
  /** Present when the row holds only then, where it goes before the others. */
  readonly onlyWhile?: Exclude<ScreenMode, 'typing'>;
}

export const keymap: readonly Binding[] = [
  // Ctrl-J is what Enter sends while a terminal is not raw: what was typed before we were there.
  {
    keys: ['ENTER', 'KP_ENTER', 'CTRL_J'],
    command: { type: 'submit' },
    label: 'Enter',
    help: 'send the line',
  },
  { keys: ['ALT_ENTER'], command: edits('newline'), label: 'Alt-Enter', help: 'break the line' },
  { keys: ['PAGE_UP'], command: { type: 'scroll', step: 'page-up' }, label: 'PgUp', help: 'scroll back' },
  { keys: ['PAGE_DOWN'], command: { type: 'scroll', step: 'page-down' }, label: 'PgDn', help: 'scroll on' },
  {
    keys: ['SHIFT_UP'],
    command: { type: 'scroll', step: 'line-up' },
    label: 'Shift-Up',
    help: 'scroll back one row',
  },
  {
    keys: ['SHIFT_DOWN'],
    command: { type: 'scroll', step: 'line-down' },
    label: 'Shift-Down',
    help: 'scroll on one row',
  },
  {
    keys: ['HOME'],
    command: { type: 'scroll', step: 'oldest' },
    label: 'Home',
    help: 'scrolled back: oldest',
    onlyWhile: 'scrolled-back',
  },
  {
    keys: ['ESCAPE', 'END'],
    command: { type: 'newest' },
    label: 'Esc, End',
    help: 'scrolled back: newest',
    onlyWhile: 'scrolled-back',
  },
  { keys: ['UP', 'CTRL_P'], command: edits('older'), label: 'Up', help: 'your line before' },
  { keys: ['DOWN', 'CTRL_N'], command: edits('newer'), label: 'Down', help: 'your line after' },
  { keys: ['LEFT', 'CTRL_B'], command: edits('left'), label: 'Left', help: 'back a character' },
  { keys: ['RIGHT', 'CTRL_F'], command: edits('right'), label: 'Right', help: 'on a character' },
  {
    keys: ['CTRL_LEFT', 'ALT_LEFT', 'ALT_B'],
    command: edits('wordLeft'),
    label: 'Ctrl-Left',
    help: 'back a word',
  },
  {
    keys: ['CTRL_RIGHT', 'ALT_RIGHT', 'ALT_F'],
    command: edits('wordRight'),
    label: 'Ctrl-Right',
    help: 'on a word',
  },
  { keys: ['HOME', 'CTRL_A'], command: edits('home'), label: 'Home, Ctrl-A', help: 'start of the line' },
  { keys: ['END', 'CTRL_E'], command: edits('end'), label: 'End, Ctrl-E', help: 'end of the line' },
  { keys: ['BACKSPACE'], command: edits('backspace'), label: 'Backspace', help: 'delete the one before' },
  { keys: ['DELETE'], command: edits('delete'), label: 'Delete', help: 'delete the one after' },
  {
    keys: ['CTRL_W', 'ALT_BACKSPACE'],
    command: edits('cutWordLeft'),
    label: 'Ctrl-W',
    help: 'cut the word before',
  },
  {
    keys: ['ALT_D', 'CTRL_DELETE'],
    command: edits('cutWordRight'),
    label: 'Alt-D',
    help: 'cut the word after',
  },
  { keys: ['CTRL_U'], command: edits('cutToStart'), label: 'Ctrl-U', help: 'cut to the start' },
  { keys: ['CTRL_K'], command: edits('cutToEnd'), label: 'Ctrl-K', help: 'cut to the end' },
  { keys: ['CTRL_Y'], command: edits('yank'), label: 'Ctrl-Y', help: 'insert what was cut' },
  { keys: ['CTRL_L'], command: { type: 'redraw' }, label: 'Ctrl-L', help: 'draw all again' },
  { keys: ['CTRL_Z'], command: { type: 'suspend' }, label: 'Ctrl-Z', help: 'pause (back: fg)' },
  {
    keys: ['CTRL_D'],
    command: { type: 'delete-or-quit' },
    label: 'Ctrl-D',
    help: 'delete, or leave',
  },
  { keys: ['CTRL_C'], command: { type: 'quit' }, label: 'Ctrl-C', help: 'leave the chat' },
  {
    keys: ['ESCAPE', 'ENTER', 'KP_ENTER', 'CTRL_J', 'q', 'Q'],
    command: { type: 'close' },
    label: 'Esc, q',
    help: 'in a page: close it',
    onlyWhile: 'overlay',
  },
  {
    keys: ['UP', 'CTRL_P', 'SHIFT_UP'],
    command: turns('line-up'),
    label: 'Up',
    help: 'in a page: a row up',
    onlyWhile: 'overlay',
  },
  {
    keys: ['DOWN', 'CTRL_N', 'SHIFT_DOWN'],
    command: turns('line-down'),
    label: 'Down',
    help: 'in a page: a row down',
    onlyWhile: 'overlay',
  },
  {
    keys: ['PAGE_UP'],
    command: turns('page-up'),
    label: 'PgUp',
    help: 'in a page: up',
    onlyWhile: 'overlay',
  },
  {
    keys: ['PAGE_DOWN', ' '],
    command: turns('page-down'),
    label: 'PgDn, Space',
    help: 'in a page: down',
    onlyWhile: 'overlay',
  },
  {
    keys: ['HOME'],
    command: turns('first'),
    label: 'Home',
    help: 'in a page: its top',
    onlyWhile: 'overlay',
  },
  { keys: ['END'], command: turns('last'), label: 'End', help: 'in a page: its end', onlyWhile: 'overlay' },
];

/**
 * What a key does, or `undefined` when it does nothing.
 *
 * @param key terminal-kit's name of it
 * @param mode what the person is doing, since some keys mean something else then
 */
export function commandOf(key: string, mode: ScreenMode): Command | undefined {
  return commandsOnlyIn[mode].get(key) ?? commandsAnywhere.get(key);
}

const commandsAnywhere = commandsOnlyWhile(undefined);

const commandsOnlyIn: Readonly<Record<ScreenMode, ReadonlyMap<string, Command>>> = {
  typing: new Map(),
  'scrolled-back': commandsOnlyWhile('scrolled-back'),
  overlay: commandsOnlyWhile('overlay'),
};

function commandsOnlyWhile(mode: Binding['onlyWhile']): ReadonlyMap<string, Command> {
  return new Map(
    keymap
      .filter(({ onlyWhile }) => onlyWhile === mode)
      .flatMap(({ keys, command }) => keys.map((key) => [key, command] as const)),
  );
}

function turns(step: TurnStep): Command {
  return { type: 'turn', step };
}

function edits(edit: EditKey): Command {
  return { type: 'edit', edit };
}
