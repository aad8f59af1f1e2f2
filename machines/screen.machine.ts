// The screen: what the person is doing with it. Turns keys into changes of the line being typed and into wishes, which
// it emits; others grant them and answer. Knows no terminal, no session and no transcript.
import { assertEvent, assign, emit, type SnapshotFrom, setup } from 'xstate';
import type { Size } from '../src/view/frame.js';
import {
  type Command,
  commandOf,
  defaultKeymap,
  isCharacterKey,
  type KeyMode,
  type Keymap,
} from '../src/view/keymap.js';
import {
  accepted,
  additionOf,
  beginSearch,
  complete,
  dropFound,
  type EditorState,
  edit,
  emptyEditor,
  erased,
  hasRoomFor,
  insert,
  keepFound,
  maxLineBytes,
  nextCandidate,
  paste,
  searchFor,
  searchOn,
} from '../src/view/line-editor.js';
import type {
  EntryPlace,
  OverlayView,
  ScreenMode,
  ScreenView,
  ScrollPosition,
} from '../src/view/screen-view.js';
import type { ScreenEmitted, ScreenEvent } from './screen.events.js';
import {
  askedMore,
  askedOtherwise,
  editsOneRow,
  hasRoomForPeople,
  type Search,
  searchOf,
  searchView,
  nothingRead,
  showsPeople,
} from './screen.reading.js';

export interface ScreenInput {
  /** What keys do, where that is not what they do by themselves. */
  readonly keymap?: Keymap;
  /** Whether the people are shown beside the messages; absent: where the window is wide enough. */
  readonly people?: boolean | undefined;
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
  /** One sentence for the person, until the next change of the line. */
  readonly hint: string | undefined;
  /** The window's size. */
  readonly size: Size;
}

/** The size of a window that has not told its own yet: that of the terminals of old. */
const initialSize: Size = { columns: 80, rows: 24 };

const tooLong = `the line would be too long for one message (at most ${maxLineBytes} bytes)`;

/** What a key means. Events that are no keys mean no command, nor do keys that type, but for a few in some modes. */
function meaningOf(event: ScreenEvent, context: ScreenContext): Command | undefined {
  if (event.type !== 'key') return undefined;
  // Several characters that came together may spell the name of a key.
  const isKey = event.text === undefined || isCharacterKey(event.key);
  return isKey ? commandOf(context.keymap, event.key, keyModesOf(context)) : undefined;
}

function modeOf({ overlay, search, selection, editor, scroll }: ScreenContext): ScreenMode {
  if (overlay !== undefined) return 'overlay';
  if (search !== undefined) return search.isAsking ? 'asking' : 'browsing';
  if (selection !== undefined) return 'selecting';
  if (editor.search !== undefined) return 'recalling';
  return scroll === undefined ? 'typing' : 'scrolled-back';
}

function keyModesOf(context: ScreenContext): readonly KeyMode[] {
  const mode = modeOf(context);
  const isLineFree = mode === 'typing' || mode === 'scrolled-back';
  return [...(mode === 'typing' ? [] : [mode]), ...(isLineFree && isEmpty(context) ? emptyLine : [])];
}

const emptyLine: readonly KeyMode[] = ['empty-line'];

/** Whether keys go into the line, and nothing else has been begun with it. */
function isLineInUse(context: ScreenContext): boolean {
  const mode = modeOf(context);
  return mode === 'typing' || mode === 'scrolled-back';
}

function isEmpty({ editor }: ScreenContext): boolean {
  return editor.text === '';
}

/** Whether the event would put more into the line than can be sent. */
function isTooMuch(event: ScreenEvent, context: ScreenContext): boolean {
  return !hasRoomFor(context.editor, textAdded(event, context));
}

function textAdded(event: ScreenEvent, context: ScreenContext): string {
  const command = meaningOf(event, context);
  if (command !== undefined) return command.type === 'edit' ? additionOf(context.editor, command.edit) : '';
  return typedText(event) ?? '';
}

/** What a key types, or what was pasted. */
function typedText(event: ScreenEvent): string | undefined {
  return event.type === 'key' || event.type === 'paste' ? event.text : undefined;
}

/** What a key does to the search for a line, if it is for that. */
function recalls(
  event: ScreenEvent,
  context: ScreenContext,
): 'older' | 'newer' | 'erase' | 'keep' | undefined {
  const command = meaningOf(event, context);
  return command?.type === 'recall' ? command.way : undefined;
}

/** F2, or `/people`. */
function isForPeople(event: ScreenEvent, context: ScreenContext): boolean {
  return event.type === 'people' || meaningOf(event, context)?.type === 'people';
}

/** Ctrl-D deletes while there is something to delete, and leaves when there is nothing. */
function leaves(command: Command | undefined, context: ScreenContext): boolean {
  return command?.type === 'quit' || (command?.type === 'delete-or-quit' && isEmpty(context));
}

export const screenMachine = setup({
  types: {
    // XState takes types only as the types of values.
    context: {} as ScreenContext,
    input: undefined as ScreenInput | undefined,
    events: {} as ScreenEvent,
    emitted: {} as ScreenEmitted,
  },
  guards: {
    leaves: ({ context, event }) => leaves(meaningOf(event, context), context),
    suspends: ({ context, event }) => meaningOf(event, context)?.type === 'suspend',
    redraws: ({ context, event }) => meaningOf(event, context)?.type === 'redraw',
    submits: ({ context, event }) =>
      meaningOf(event, context)?.type === 'submit' && context.editor.text.trim() !== '',
    scrolls: ({ context, event }) => meaningOf(event, context)?.type === 'scroll',
    returnsToNewest: ({ context, event }) => meaningOf(event, context)?.type === 'newest',
    edits: ({ context, event }) => {
      const command = meaningOf(event, context);
      if (command?.type === 'edit') return !isTooMuch(event, context);
      return command?.type === 'delete-or-quit' && !isEmpty(context);
    },
    types: ({ context, event }) => typedText(event) !== undefined && meaningOf(event, context) === undefined,
    chooses: ({ context, event }) =>
      meaningOf(event, context)?.type === 'complete' && context.editor.completion !== undefined,
    completes: ({ context, event }) => meaningOf(event, context)?.type === 'complete' && isLineInUse(context),
    beginsRecall: ({ context, event }) => recalls(event, context) === 'older' && isLineInUse(context),
    goesOnRecalling: ({ context, event }) => ['older', 'newer'].includes(recalls(event, context) ?? ''),
    erasesQuery: ({ context, event }) => recalls(event, context) === 'erase',
    endsRecall: ({ context, event }) =>
      recalls(event, context) === 'keep' || meaningOf(event, context)?.type === 'close',
    selects: ({ context, event }) => meaningOf(event, context)?.type === 'select',
    copies: ({ context, event }) => meaningOf(event, context)?.type === 'copy',
    opens: ({ context, event }) => meaningOf(event, context)?.type === 'open',
    isSelection: ({ event }) => event.type === 'selected' && event.to !== undefined,
    closesOverSelection: ({ context, event }) =>
      meaningOf(event, context)?.type === 'close' && context.selection !== undefined,
    typesTooMuch: ({ context, event }) => isTooMuch(event, context),
    turns: ({ context, event }) => meaningOf(event, context)?.type === 'turn',
    closes: ({ context, event }) => meaningOf(event, context)?.type === 'close',
    startsSearch: ({ context, event }) => meaningOf(event, context)?.type === 'search',
    namesNothing: ({ event }) => event.type === 'search' && event.text === '',
    browses: ({ context, event }) => meaningOf(event, context)?.type === 'browse',
    finds: ({ context, event }) => meaningOf(event, context)?.type === 'find',
    editsQuery: ({ context, event }) => {
      const command = meaningOf(event, context);
      return command?.type === 'edit' && editsOneRow(command.edit);
    },
    staysAbove: ({ context, event }) =>
      meaningOf(event, context)?.type === 'stay' && context.search?.scroll !== undefined,
    stays: ({ context, event }) => meaningOf(event, context)?.type === 'stay',
    closesAbove: ({ context, event }) =>
      meaningOf(event, context)?.type === 'close' && context.scroll !== undefined,
    togglesPeople: ({ context, event }) => isForPeople(event, context) && hasRoomForPeople(context.size),
    listsPeople: ({ context, event }) => isForPeople(event, context),
    togglesFloods: ({ context, event }) => meaningOf(event, context)?.type === 'floods',
    leadsBack: ({ event }) => event.type === 'scrolled' && event.to !== undefined,
  },
  actions: {
    editLine: assign(({ context, event }) => {
      const command = meaningOf(event, context);
      return { editor: edit(context.editor, command?.type === 'edit' ? command.edit : 'delete') };
    }),
    typeText: assign(({ context, event }) => {
      assertEvent(event, ['key', 'paste']);
      const put = event.type === 'paste' ? paste : insert;
      return { editor: put(context.editor, event.text ?? '') };
    }),
    chooseNext: assign(({ context, event }) => {
      const command = meaningOf(event, context);
      return { editor: nextCandidate(context.editor, command?.type === 'complete' ? command.way : 'next') };
    }),
    putCandidate: assign(({ context, event }) => {
      assertEvent(event, 'offered');
      return { editor: complete(context.editor, event.from, event.candidates) };
    }),
    beginRecall: assign(({ context }) => ({ editor: beginSearch(context.editor) })),
    recallOn: assign(({ context, event }) => {
      const way = recalls(event, context) === 'newer' ? 'newer' : 'older';
      return { editor: searchOn(context.editor, way) };
    }),
    extendQuery: assign(({ context, event }) => {
      const { editor } = context;
      return { editor: searchFor(editor, (editor.search?.query ?? '') + (typedText(event) ?? '')) };
    }),
    shortenQuery: assign(({ context: { editor } }) => ({
      editor: searchFor(editor, erased(editor.search?.query ?? '')),
    })),
    endRecall: assign(({ context, event }) => {
      const isDropped = meaningOf(event, context)?.type === 'close';
      return { editor: isDropped ? dropFound(context.editor) : keepFound(context.editor) };
    }),
    selectMessage: assign(({ event }) => {
      assertEvent(event, 'selected');
      return { selection: event.to, scroll: event.scroll };
    }),
    deselect: assign({ selection: undefined }),
    noteFocus: assign(({ event }) => {
      assertEvent(event, 'focus');
      return { isAway: !event.has };
    }),
    bindKeys: assign(({ event }) => {
      assertEvent(event, 'bound');
      return { keymap: event.keymap };
    }),
    keepInHistory: assign(({ context }) => ({ editor: accepted(context.editor) })),
    showReason: assign(({ event }) => {
      assertEvent(event, ['refused', 'told']);
      return { hint: event.sentence };
    }),
    showTooLong: assign({ hint: tooLong }),
    clearHint: assign({ hint: undefined }),
    moveTo: assign(({ event }) => {
      assertEvent(event, 'scrolled');
      return { scroll: event.to };
    }),
    showNewest: assign({ scroll: undefined }),
    toggleFloods: assign(({ context }) => ({ showsFloods: !context.showsFloods })),
    showFloods: assign({ showsFloods: true }),
    foldFloods: assign({ showsFloods: false }),
    startSearch: assign(({ context, event }) => ({
      search: searchOf(event.type === 'search' ? event.text : '', context.scroll),
    })),
    ask: assign(({ context }) => ({ search: context.search && { ...context.search, isAsking: true } })),
    browse: assign(({ context }) => ({ search: context.search && { ...context.search, isAsking: false } })),
    editQuery: assign(({ context, event }) => {
      const command = meaningOf(event, context);
      if (context.search === undefined || command?.type !== 'edit') return {};
      return { search: askedOtherwise(context.search, command.edit) };
    }),
    typeQuery: assign(({ context, event }) => ({
      search: context.search && askedMore(context.search, typedText(event) ?? ''),
    })),
    showHit: assign(({ context, event }) => {
      assertEvent(event, 'found');
      const { hit, scroll } = event;
      return {
        search: context.search && { ...context.search, hit, scroll },
        readUpTo: context.readUpTo ?? scroll?.since,
      };
    }),
    moveSearchTo: assign(({ context, event }) => {
      assertEvent(event, 'scrolled');
      return { search: context.search && { ...context.search, scroll: event.to } };
    }),
    endSearch: assign(({ context, event }) => ({
      search: undefined,
      scroll: meaningOf(event, context)?.type === 'stay' ? context.search?.scroll : context.scroll,
    })),
    markLeft: assign(({ context, event }) => {
      assertEvent(event, 'scrolled');
      return { readUpTo: context.readUpTo ?? event.to?.since };
    }),
    markAway: assign(({ context, event }) => {
      assertEvent(event, 'focus');
      return { readUpTo: event.has ? context.readUpTo : (event.newest ?? nothingRead) };
    }),
    markSpoken: assign(({ context, event }) => {
      assertEvent(event, 'accepted');
      return { readUpTo: context.isAway ? (event.newest ?? context.readUpTo) : undefined };
    }),
    togglePeople: assign(({ context }) => ({ people: !showsPeople(context.people, context.size) })),
    setPeople: assign(({ event }) => {
      assertEvent(event, 'people.set');
      return { people: event.people };
    }),
    openPeople: assign({ overlay: { name: 'who', top: 0 } as const }),
    openOverlay: assign(({ event }) => {
      assertEvent(event, 'show');
      return { overlay: { name: event.overlay, top: 0 } };
    }),
    openPage: assign(({ context, event }) => {
      const command = meaningOf(event, context);
      return { overlay: command?.type === 'open' ? { name: command.overlay, top: 0 } : context.overlay };
    }),
    turnTo: assign(({ context, event }) => {
      assertEvent(event, 'turned');
      return { overlay: context.overlay && { ...context.overlay, top: event.top } };
    }),
    closeOverlay: assign({ overlay: undefined }),
    noteSize: assign(({ event }) => {
      assertEvent(event, 'resize');
      return { size: { columns: event.columns, rows: event.rows } };
    }),
    emitSubmitted: emit(({ context }) => ({ type: 'submitted', text: context.editor.text }) as const),
    emitScroll: emit(({ context, event }) => {
      const command = meaningOf(event, context);
      return { type: 'scroll', step: command?.type === 'scroll' ? command.step : 'line-down' } as const;
    }),
    emitTurn: emit(({ context, event }) => {
      const command = meaningOf(event, context);
      return { type: 'turn', step: command?.type === 'turn' ? command.step : 'line-down' } as const;
    }),
    emitComplete: emit(
      ({ context: { editor } }) =>
        ({ type: 'complete', before: editor.graphemes.slice(0, editor.cursor).join('') }) as const,
    ),
    emitSelect: emit(({ context, event }) => {
      const command = meaningOf(event, context);
      return { type: 'select', step: command?.type === 'select' ? command.step : 'newest' } as const;
    }),
    emitCopy: emit({ type: 'copy' }),
    emitFind: emit(({ context, event }) => {
      const command = meaningOf(event, context);
      return { type: 'find', step: command?.type === 'find' ? command.step : 'nearest' } as const;
    }),
    emitFindNearest: emit({ type: 'find', step: 'nearest' }),
    emitQuit: emit({ type: 'quit' }),
    emitSuspend: emit({ type: 'suspend' }),
    emitRedraw: emit({ type: 'redraw' }),
  },
}).createMachine({
  id: 'screen',
  description: 'What the person is doing with the screen.',
  context: ({ input }) => ({
    keymap: input?.keymap ?? defaultKeymap,
    editor: emptyEditor,
    scroll: undefined,
    overlay: undefined,
    selection: undefined,
    isAway: false,
    search: undefined,
    readUpTo: undefined,
    people: input?.people,
    showsFloods: false,
    hint: undefined,
    size: initialSize,
  }),
  initial: 'typing',
  on: {
    key: [
      { guard: 'leaves', actions: 'emitQuit', description: 'Ctrl-C, or Ctrl-D on an empty line: leave.' },
      {
        guard: 'suspends',
        actions: 'emitSuspend',
        description: 'Ctrl-Z: give the terminal back for a while.',
      },
      { guard: 'redraws', actions: 'emitRedraw', description: 'Ctrl-L: paint everything again.' },
      {
        guard: 'chooses',
        actions: 'chooseNext',
        description: 'Tab again: another candidate takes the place of the one in the line.',
      },
      {
        guard: 'completes',
        actions: 'emitComplete',
        description: 'Tab: asks what could be meant; `offered` is the answer.',
      },
      {
        guard: 'beginsRecall',
        target: '.recalling',
        actions: ['beginRecall', 'clearHint'],
        description: 'Ctrl-R: looks for one of the lines that were sent.',
      },
      {
        guard: 'selects',
        actions: 'emitSelect',
        description: 'F4, and then j and k: asks where the step leads; `selected` is the answer.',
      },
      {
        guard: 'opens',
        target: '.overlay',
        actions: ['openPage', 'clearHint'],
        description: 'F1, or ? in an empty line: the help. Enter on a selected message: its details.',
      },
      {
        guard: 'startsSearch',
        target: '.searching.asking',
        actions: ['startSearch', 'clearHint'],
        description: 'F3, or Ctrl-F in an empty line: searches what was said.',
      },
      {
        guard: 'togglesPeople',
        actions: 'togglePeople',
        description: 'F2: shows the people beside the messages, or no longer.',
      },
      {
        guard: 'listsPeople',
        target: '.overlay',
        actions: ['openPeople', 'clearHint'],
        description: 'F2 in a narrow window: the people take the place of the messages.',
      },
      {
        guard: 'togglesFloods',
        actions: 'toggleFloods',
        description: 'F6: shows all lines of a flood, or one row in the place of them.',
      },
    ],
    search: [
      {
        guard: 'namesNothing',
        target: '.searching.asking',
        actions: ['startSearch', 'clearHint'],
        description: '`/search` alone: asks what to find.',
      },
      {
        target: '.searching.browsing',
        actions: ['startSearch', 'clearHint', 'emitFindNearest'],
        description: 'Asks where the hits are; `found` is the answer.',
      },
    ],
    people: [
      {
        guard: 'togglesPeople',
        actions: 'togglePeople',
        description: 'Shows the people beside the messages, or no longer.',
      },
      {
        target: '.overlay',
        actions: ['openPeople', 'clearHint'],
        description: 'In a narrow window the people take the place of the messages.',
      },
    ],
    'people.set': { actions: 'setPeople', description: 'The people are shown as the settings have it.' },
    offered: {
      actions: ['putCandidate', 'clearHint'],
      description: 'The first candidate goes into the line.',
    },
    selected: {
      guard: 'isSelection',
      target: '.selecting',
      actions: ['selectMessage', 'clearHint'],
      description: 'A message is selected. If there is none to select, nothing happens.',
    },
    told: { actions: 'showReason', description: 'The hint says it.' },
    focus: {
      actions: ['noteFocus', 'markAway'],
      description: 'The window has got the focus, or lost it: then what comes from now on is unread.',
    },
    bound: { actions: 'bindKeys', description: 'Keys do something else from now on.' },
    resize: { actions: 'noteSize', description: 'The window has another size.' },
    accepted: {
      actions: ['keepInHistory', 'clearHint', 'markSpoken'],
      description: 'The line goes into the history; a new one begins. Whoever speaks has read.',
    },
    refused: { actions: 'showReason', description: 'The line stays as it is; the hint says why.' },
    show: {
      target: '.overlay',
      actions: ['openOverlay', 'clearHint'],
      description: 'The help or a report takes the place of the messages, from its first row.',
    },
  },
  states: {
    typing: {
      description: 'The newest messages are in sight, and keys go into the line.',
      entry: ['showNewest', 'deselect'],
      on: {
        key: [
          {
            guard: 'submits',
            actions: 'emitSubmitted',
            description: 'Enter: the line is handed over; it stays until the answer.',
          },
          {
            guard: 'scrolls',
            actions: 'emitScroll',
            description: 'Asks where the step leads; `scrolled` is the answer.',
          },
          {
            guard: 'edits',
            actions: ['editLine', 'clearHint'],
            description: 'Moves the cursor or changes the line.',
          },
          {
            guard: 'typesTooMuch',
            actions: 'showTooLong',
            description: 'Refused aloud; the line stays as it is.',
          },
          {
            guard: 'types',
            actions: ['typeText', 'clearHint'],
            description: 'Goes into the line at the cursor.',
          },
        ],
        paste: [
          {
            guard: 'typesTooMuch',
            actions: 'showTooLong',
            description: 'Refused aloud; the line stays as it is.',
          },
          {
            actions: ['typeText', 'clearHint'],
            description: 'Goes into the line at the cursor, line breaks included.',
          },
        ],
        scrolled: {
          guard: 'leadsBack',
          target: 'scrolledBack',
          actions: ['moveTo', 'markLeft'],
          description: 'Older messages come into sight. If there are none, nothing happens.',
        },
      },
    },
    scrolledBack: {
      description: 'Older messages are in sight, and stay there when new ones come.',
      on: {
        key: [
          {
            guard: 'returnsToNewest',
            target: 'typing',
            actions: 'foldFloods',
            description: 'Esc or End: back to the newest messages.',
          },
          {
            guard: 'submits',
            target: 'typing',
            actions: 'emitSubmitted',
            description: 'Enter: as in typing.',
          },
          {
            guard: 'scrolls',
            actions: 'emitScroll',
            description: 'Asks where the step leads; `scrolled` is the answer.',
          },
          {
            guard: 'edits',
            target: 'typing',
            actions: ['editLine', 'clearHint'],
            description: 'Changes the line.',
          },
          { guard: 'typesTooMuch', target: 'typing', actions: 'showTooLong', description: 'Refused aloud.' },
          {
            guard: 'types',
            target: 'typing',
            actions: ['typeText', 'clearHint'],
            description: 'Goes into the line.',
          },
        ],
        paste: [
          { guard: 'typesTooMuch', target: 'typing', actions: 'showTooLong', description: 'Refused aloud.' },
          { target: 'typing', actions: ['typeText', 'clearHint'], description: 'Goes into the line.' },
        ],
        scrolled: [
          { guard: 'leadsBack', actions: 'moveTo', description: 'Other messages come into sight.' },
          { target: 'typing', description: 'The newest messages are in sight again.' },
        ],
      },
    },
    searching: {
      description: 'What was said is searched: hits are marked, and one of them is in sight.',
      initial: 'asking',
      entry: 'deselect',
      exit: 'endSearch',
      on: {
        key: [
          {
            guard: 'closesAbove',
            target: 'scrolledBack',
            description: 'Esc: back to the older messages that were in sight.',
          },
          { guard: 'closes', target: 'typing', description: 'Esc: back to the newest messages.' },
          {
            guard: 'finds',
            actions: 'emitFind',
            description: 'Asks where the next hit is; `found` is the answer.',
          },
          {
            guard: 'scrolls',
            actions: 'emitScroll',
            description: 'Asks where the step leads; `scrolled` is the answer.',
          },
        ],
        found: { actions: 'showHit', description: 'The hit comes into sight, if there is one.' },
        scrolled: { actions: 'moveSearchTo', description: 'Other messages come into sight.' },
      },
      states: {
        asking: {
          description: 'Keys change what is searched for, and hits are shown at once.',
          entry: 'ask',
          on: {
            key: [
              { guard: 'browses', target: 'browsing', description: 'Enter: on from hit to hit.' },
              {
                guard: 'editsQuery',
                actions: ['editQuery', 'clearHint', 'emitFindNearest'],
                description: 'Searches for something else.',
              },
              {
                guard: 'types',
                actions: ['typeQuery', 'clearHint', 'emitFindNearest'],
                description: 'Searches for more.',
              },
            ],
            paste: {
              actions: ['typeQuery', 'clearHint', 'emitFindNearest'],
              description: 'Searches for what was pasted.',
            },
          },
        },
        browsing: {
          description: 'Keys go from hit to hit.',
          entry: 'browse',
          on: {
            key: [
              {
                guard: 'startsSearch',
                target: 'asking',
                description: '/ or F3: searches for something else.',
              },
              {
                guard: 'staysAbove',
                target: '#screen.scrolledBack',
                actions: 'showFloods',
                description: 'Enter: the hit stays in sight, also where it is part of a flood.',
              },
              {
                guard: 'stays',
                target: '#screen.typing',
                description: 'Enter, among the newest: back to the line.',
              },
              {
                guard: 'edits',
                target: '#screen.typing',
                actions: ['editLine', 'clearHint'],
                description: 'Changes the line.',
              },
              {
                guard: 'typesTooMuch',
                target: '#screen.typing',
                actions: 'showTooLong',
                description: 'Refused aloud.',
              },
              {
                guard: 'types',
                target: '#screen.typing',
                actions: ['typeText', 'clearHint'],
                description: 'Goes into the line: whoever writes on wants the newest back.',
              },
            ],
            paste: [
              {
                guard: 'typesTooMuch',
                target: '#screen.typing',
                actions: 'showTooLong',
                description: 'Refused aloud.',
              },
              {
                target: '#screen.typing',
                actions: ['typeText', 'clearHint'],
                description: 'Goes into the line.',
              },
            ],
          },
        },
      },
    },
    recalling: {
      description: 'Keys look for one of the lines that were sent; the one that fits stands in the line.',
      exit: 'endRecall',
      on: {
        key: [
          {
            guard: 'endsRecall',
            target: 'typing',
            description: 'Enter takes what was found, Escape the line that was being typed.',
          },
          { guard: 'goesOnRecalling', actions: 'recallOn', description: 'Another line that fits.' },
          { guard: 'erasesQuery', actions: 'shortenQuery', description: 'Looks for one character less.' },
          {
            guard: 'edits',
            target: 'typing',
            actions: ['editLine', 'clearHint'],
            description: 'Takes what was found, and changes it.',
          },
          { guard: 'types', actions: 'extendQuery', description: 'Looks for one character more.' },
        ],
        paste: { actions: 'extendQuery', description: 'Looks for what was pasted.' },
        accepted: {
          target: 'typing',
          actions: ['keepInHistory', 'clearHint'],
          description: 'The line was taken after all; a new one begins.',
        },
      },
    },
    selecting: {
      description: 'A message is selected: it can be copied, and looked at more closely.',
      on: {
        key: [
          {
            guard: 'closes',
            target: 'typing',
            actions: 'clearHint',
            description: 'Escape or q: back to the line.',
          },
          { guard: 'copies', actions: 'emitCopy', description: 'y: the text goes into the clipboard.' },
        ],
        paste: [
          { guard: 'typesTooMuch', target: 'typing', actions: 'showTooLong', description: 'Refused aloud.' },
          { target: 'typing', actions: ['typeText', 'clearHint'], description: 'Goes into the line.' },
        ],
      },
    },
    overlay: {
      description: 'The help or a report stands where the messages were, and is kept up to date.',
      exit: 'closeOverlay',
      on: {
        key: [
          {
            guard: 'closesOverSelection',
            target: 'selecting',
            description: 'Esc, q or Enter: back to the message that is selected.',
          },
          { guard: 'closes', target: 'typing', description: 'Esc, q or Enter: back to the messages.' },
          {
            guard: 'turns',
            actions: 'emitTurn',
            description: 'Asks where the step leads; `turned` is the answer.',
          },
          {
            guard: 'edits',
            target: 'typing',
            actions: ['editLine', 'clearHint'],
            description: 'Changes the line, which is in sight; back to the messages.',
          },
          { guard: 'typesTooMuch', target: 'typing', actions: 'showTooLong', description: 'Refused aloud.' },
          {
            guard: 'types',
            target: 'typing',
            actions: ['typeText', 'clearHint'],
            description: 'Goes into the line: whoever writes on wants the messages back.',
          },
        ],
        paste: [
          { guard: 'typesTooMuch', target: 'typing', actions: 'showTooLong', description: 'Refused aloud.' },
          { target: 'typing', actions: ['typeText', 'clearHint'], description: 'Goes into the line.' },
        ],
        turned: { actions: 'turnTo', description: 'Other rows come into sight.' },
      },
    },
  },
});

/** What the view wants to know of the screen. */
export function screenView({ context }: SnapshotFrom<typeof screenMachine>): ScreenView {
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
    ...(hint === undefined ? {} : { hint }),
  };
}
