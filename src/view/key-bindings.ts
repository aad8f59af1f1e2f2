// Which key does what, before anybody rebinds one: a table as data. The screen runs on it, the help is generated from it,
// and its names are what the settings bind keys to.
import type { EditKey } from './line-editor.js';
import type { FindStep, OverlayName, ScreenMode, ScrollStep, SelectStep, TurnStep } from './screen-view.js';

/** What a key is for. */
export type Command =
  | { readonly type: 'edit'; readonly edit: EditKey }
  | { readonly type: 'scroll'; readonly step: ScrollStep }
  | { readonly type: 'turn'; readonly step: TurnStep }
  | { readonly type: 'select'; readonly step: SelectStep }
  | { readonly type: 'complete'; readonly way: 'next' | 'previous' }
  | { readonly type: 'recall'; readonly way: 'older' | 'newer' | 'erase' | 'keep' }
  | { readonly type: 'open'; readonly overlay: OverlayName }
  | { readonly type: 'find'; readonly step: FindStep }
  | {
      readonly type:
        | 'submit'
        | 'newest'
        | 'close'
        | 'copy'
        | 'search'
        | 'browse'
        | 'stay'
        | 'people'
        | 'floods'
        | 'quit'
        | 'delete-or-quit'
        | 'suspend'
        | 'redraw';
    };

/** When a row holds: in one of the screen's modes, or while the line is empty. */
export type KeyMode = Exclude<ScreenMode, 'typing'> | 'empty-line';

/** A row of the table. */
export interface Binding {
  /** What the settings call it. */
  readonly name: string;
  /** The names of its keys, those to be shown first before the others; in some modes also characters that keys type. */
  readonly keys: readonly string[];
  readonly command: Command;
  /** What they do, in a few words. */
  readonly help: string;
  /** Present when the row holds only then, where it goes before the others. */
  readonly onlyWhile?: KeyMode;
}

export const keyBindings = [
  // Ctrl-J is what Enter sends while a terminal is not raw: what was typed before we were there.
  { name: 'send', keys: ['ENTER', 'KP_ENTER', 'CTRL_J'], command: { type: 'submit' }, help: 'send the line' },
  {
    name: 'break-line',
    keys: ['ALT_ENTER', 'SHIFT_ENTER'],
    command: edits('newline'),
    help: 'break the line',
  },
  {
    name: 'complete',
    keys: ['TAB'],
    command: { type: 'complete', way: 'next' },
    help: 'complete, or the next',
  },
  {
    name: 'complete-previous',
    keys: ['SHIFT_TAB'],
    command: { type: 'complete', way: 'previous' },
    help: 'the completion before',
  },
  { name: 'help', keys: ['F1'], command: { type: 'open', overlay: 'help' }, help: 'this help' },
  {
    name: 'help-on-empty-line',
    keys: ['?'],
    command: { type: 'open', overlay: 'help' },
    help: 'in an empty line: this help',
    onlyWhile: 'empty-line',
  },
  { name: 'people', keys: ['F2'], command: { type: 'people' }, help: 'people beside the talk' },
  { name: 'floods', keys: ['F6'], command: { type: 'floods' }, help: 'all lines of a flood, or one' },
  { name: 'search', keys: ['F3'], command: { type: 'search' }, help: 'search what was said' },
  {
    name: 'search-on-empty-line',
    keys: ['CTRL_F'],
    command: { type: 'search' },
    help: 'in an empty line: search',
    onlyWhile: 'empty-line',
  },
  {
    name: 'scroll-oldest-on-empty-line',
    keys: ['HOME'],
    command: scrolls('oldest'),
    help: 'in an empty line: oldest',
    onlyWhile: 'empty-line',
  },
  { name: 'scroll-page-up', keys: ['PAGE_UP'], command: scrolls('page-up'), help: 'scroll back' },
  { name: 'scroll-page-down', keys: ['PAGE_DOWN'], command: scrolls('page-down'), help: 'scroll on' },
  { name: 'scroll-up', keys: ['SHIFT_UP'], command: scrolls('line-up'), help: 'scroll back one row' },
  {
    name: 'scroll-down',
    keys: ['SHIFT_DOWN'],
    command: scrolls('line-down'),
    help: 'scroll on one row',
  },
  { name: 'scroll-notch-up', keys: ['WHEEL_UP'], command: scrolls('notch-up'), help: 'scroll back a little' },
  {
    name: 'scroll-notch-down',
    keys: ['WHEEL_DOWN'],
    command: scrolls('notch-down'),
    help: 'scroll on a little',
  },
  {
    name: 'scroll-oldest',
    keys: ['HOME'],
    command: scrolls('oldest'),
    help: 'scrolled back: oldest',
    onlyWhile: 'scrolled-back',
  },
  {
    name: 'scroll-newest',
    keys: ['ESCAPE', 'END'],
    command: { type: 'newest' },
    help: 'scrolled back: newest',
    onlyWhile: 'scrolled-back',
  },
  { name: 'up', keys: ['UP', 'CTRL_P'], command: edits('up'), help: 'row above, or your line before' },
  { name: 'down', keys: ['DOWN', 'CTRL_N'], command: edits('down'), help: 'row below, or your line after' },
  {
    name: 'search-history',
    keys: ['CTRL_R'],
    command: { type: 'recall', way: 'older' },
    help: 'look for one of your lines',
  },
  { name: 'left', keys: ['LEFT', 'CTRL_B'], command: edits('left'), help: 'back a character' },
  { name: 'right', keys: ['RIGHT', 'CTRL_F'], command: edits('right'), help: 'on a character' },
  {
    name: 'word-left',
    keys: ['CTRL_LEFT', 'ALT_B', 'ALT_LEFT'],
    command: edits('wordLeft'),
    help: 'back a word',
  },
  {
    name: 'word-right',
    keys: ['CTRL_RIGHT', 'ALT_F', 'ALT_RIGHT'],
    command: edits('wordRight'),
    help: 'on a word',
  },
  { name: 'home', keys: ['HOME', 'CTRL_A'], command: edits('home'), help: 'start of the row' },
  { name: 'end', keys: ['END', 'CTRL_E'], command: edits('end'), help: 'end of the row' },
  { name: 'text-start', keys: ['CTRL_HOME'], command: edits('textStart'), help: 'start of all rows' },
  { name: 'text-end', keys: ['CTRL_END'], command: edits('textEnd'), help: 'end of all rows' },
  { name: 'backspace', keys: ['BACKSPACE'], command: edits('backspace'), help: 'delete the one before' },
  { name: 'delete', keys: ['DELETE'], command: edits('delete'), help: 'delete the one after' },
  {
    name: 'cut-word-left',
    keys: ['CTRL_W', 'ALT_BACKSPACE'],
    command: edits('cutWordLeft'),
    help: 'cut the word before',
  },
  {
    name: 'cut-word-right',
    keys: ['ALT_D', 'CTRL_DELETE'],
    command: edits('cutWordRight'),
    help: 'cut the word after',
  },
  { name: 'cut-to-start', keys: ['CTRL_U'], command: edits('cutToStart'), help: 'cut to the start' },
  { name: 'cut-to-end', keys: ['CTRL_K'], command: edits('cutToEnd'), help: 'cut to the end' },
  // What gives up a search and a selection gives up a line, too; Ctrl-Y brings it back.
  { name: 'cut-all', keys: ['CTRL_G'], command: edits('cutAll'), help: 'cut all that is typed' },
  { name: 'yank', keys: ['CTRL_Y'], command: edits('yank'), help: 'insert what was cut' },
  {
    name: 'yank-earlier',
    keys: ['ALT_Y'],
    command: edits('yankEarlier'),
    help: 'rather what was cut before',
  },
  { name: 'transpose', keys: ['CTRL_T'], command: edits('transpose'), help: 'swap two characters' },
  { name: 'undo', keys: ['CTRL__', 'ALT_U'], command: edits('undo'), help: 'take back' },
  { name: 'redo', keys: ['ALT__', 'ALT_R'], command: edits('redo'), help: 'do again what was taken back' },
  { name: 'select', keys: ['F4', 'ALT_UP'], command: selects('newest'), help: 'select a message' },
  { name: 'redraw', keys: ['CTRL_L'], command: { type: 'redraw' }, help: 'draw all again' },
  { name: 'suspend', keys: ['CTRL_Z'], command: { type: 'suspend' }, help: 'pause (back: fg)' },
  { name: 'delete-or-quit', keys: ['CTRL_D'], command: { type: 'delete-or-quit' }, help: 'delete, or leave' },
  { name: 'quit', keys: ['CTRL_C'], command: { type: 'quit' }, help: 'leave the chat' },

  {
    name: 'history-older',
    keys: ['CTRL_R', 'UP', 'CTRL_P'],
    command: { type: 'recall', way: 'older' },
    help: 'looking for a line: the one before',
    onlyWhile: 'recalling',
  },
  {
    name: 'history-newer',
    keys: ['CTRL_S', 'DOWN', 'CTRL_N'],
    command: { type: 'recall', way: 'newer' },
    help: 'looking for a line: the one after',
    onlyWhile: 'recalling',
  },
  {
    name: 'history-erase',
    keys: ['BACKSPACE'],
    command: { type: 'recall', way: 'erase' },
    help: 'looking for a line: one character less',
    onlyWhile: 'recalling',
  },
  {
    name: 'history-keep',
    keys: ['ENTER', 'KP_ENTER', 'CTRL_J', 'TAB'],
    command: { type: 'recall', way: 'keep' },
    help: 'looking for a line: take it',
    onlyWhile: 'recalling',
  },
  {
    name: 'history-close',
    keys: ['ESCAPE', 'CTRL_G'],
    command: { type: 'close' },
    help: 'looking for a line: never mind',
    onlyWhile: 'recalling',
  },

  {
    name: 'search-older',
    keys: ['UP', 'CTRL_P'],
    command: finds('older'),
    help: 'searching: the hit before',
    onlyWhile: 'asking',
  },
  {
    name: 'search-newer',
    keys: ['DOWN', 'CTRL_N'],
    command: finds('newer'),
    help: 'searching: the hit after',
    onlyWhile: 'asking',
  },
  {
    name: 'search-browse',
    keys: ['ENTER', 'KP_ENTER', 'CTRL_J'],
    command: { type: 'browse' },
    help: 'searching: from hit to hit',
    onlyWhile: 'asking',
  },
  {
    name: 'search-close',
    keys: ['ESCAPE', 'CTRL_G'],
    command: { type: 'close' },
    help: 'searching: back where you were',
    onlyWhile: 'asking',
  },

  {
    name: 'hit-older',
    keys: ['n', 'UP', 'CTRL_P'],
    command: finds('older'),
    help: 'found: the hit before',
    onlyWhile: 'browsing',
  },
  {
    name: 'hit-newer',
    keys: ['N', 'DOWN', 'CTRL_N'],
    command: finds('newer'),
    help: 'found: the hit after',
    onlyWhile: 'browsing',
  },
  {
    name: 'hit-ask',
    keys: ['/', 'F3', 'CTRL_F', 'BACKSPACE'],
    command: { type: 'search' },
    help: 'found: search for something else',
    onlyWhile: 'browsing',
  },
  {
    name: 'hit-stay',
    keys: ['ENTER', 'KP_ENTER', 'CTRL_J'],
    command: { type: 'stay' },
    help: 'found: stay here',
    onlyWhile: 'browsing',
  },
  {
    name: 'hit-close',
    keys: ['ESCAPE', 'q', 'CTRL_G'],
    command: { type: 'close' },
    help: 'found: back where you were',
    onlyWhile: 'browsing',
  },

  {
    name: 'select-older',
    keys: ['k', 'UP', 'ALT_UP', 'CTRL_P', 'WHEEL_UP'],
    command: selects('older'),
    help: 'selecting: the message before',
    onlyWhile: 'selecting',
  },
  {
    name: 'select-newer',
    keys: ['j', 'DOWN', 'ALT_DOWN', 'CTRL_N', 'WHEEL_DOWN'],
    command: selects('newer'),
    help: 'selecting: the message after',
    onlyWhile: 'selecting',
  },
  {
    name: 'select-oldest',
    keys: ['g', 'HOME'],
    command: selects('oldest'),
    help: 'selecting: the first message',
    onlyWhile: 'selecting',
  },
  {
    name: 'select-newest',
    keys: ['G', 'END'],
    command: selects('newest'),
    help: 'selecting: the last message',
    onlyWhile: 'selecting',
  },
  {
    name: 'copy',
    keys: ['y', 'c'],
    command: { type: 'copy' },
    help: 'selecting: copy its text',
    onlyWhile: 'selecting',
  },
  {
    name: 'details',
    keys: ['ENTER', 'KP_ENTER', 'CTRL_J'],
    command: { type: 'open', overlay: 'message' },
    help: 'selecting: who, when, who has it',
    onlyWhile: 'selecting',
  },
  {
    name: 'select-close',
    keys: ['ESCAPE', 'q', 'F4'],
    command: { type: 'close' },
    help: 'selecting: back to the line',
    onlyWhile: 'selecting',
  },

  {
    name: 'page-close',
    // No other letter does anything in a page: it begins the line that comes next.
    keys: ['ESCAPE', 'q', 'ENTER', 'KP_ENTER', 'CTRL_J', 'F1'],
    command: { type: 'close' },
    help: 'in a page: close it',
    onlyWhile: 'overlay',
  },
  {
    name: 'page-line-up',
    keys: ['UP', 'CTRL_P', 'SHIFT_UP'],
    command: turns('line-up'),
    help: 'in a page: a row up',
    onlyWhile: 'overlay',
  },
  {
    name: 'page-line-down',
    keys: ['DOWN', 'CTRL_N', 'SHIFT_DOWN'],
    command: turns('line-down'),
    help: 'in a page: a row down',
    onlyWhile: 'overlay',
  },
  {
    name: 'page-notch-up',
    keys: ['WHEEL_UP'],
    command: turns('notch-up'),
    help: 'in a page: a little up',
    onlyWhile: 'overlay',
  },
  {
    name: 'page-notch-down',
    keys: ['WHEEL_DOWN'],
    command: turns('notch-down'),
    help: 'in a page: a little down',
    onlyWhile: 'overlay',
  },
  {
    name: 'page-up',
    keys: ['PAGE_UP'],
    command: turns('page-up'),
    help: 'in a page: up',
    onlyWhile: 'overlay',
  },
  {
    name: 'page-down',
    keys: ['PAGE_DOWN', ' '],
    command: turns('page-down'),
    help: 'in a page: down',
    onlyWhile: 'overlay',
  },
  {
    name: 'page-first',
    keys: ['HOME'],
    command: turns('first'),
    help: 'in a page: its top',
    onlyWhile: 'overlay',
  },
  {
    name: 'page-last',
    keys: ['END'],
    command: turns('last'),
    help: 'in a page: its end',
    onlyWhile: 'overlay',
  },
] as const satisfies readonly Binding[];

function edits<Edit extends EditKey>(edit: Edit) {
  return { type: 'edit', edit } as const;
}

function scrolls<Step extends ScrollStep>(step: Step) {
  return { type: 'scroll', step } as const;
}

function turns<Step extends TurnStep>(step: Step) {
  return { type: 'turn', step } as const;
}

function finds<Step extends FindStep>(step: Step) {
  return { type: 'find', step } as const;
}

function selects<Step extends SelectStep>(step: Step) {
  return { type: 'select', step } as const;
}
