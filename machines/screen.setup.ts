// What the screen's chart is made of: its guards and actions, each by the name that the chart uses. A guard asks what an
// event means (`screen.context.ts`); an action puts down what follows from it, or emits a wish that others grant.
import { assertEvent, assign, emit, setup } from 'xstate';
import type { Command } from '../src/view/keymap.js';
import {
  accepted,
  beginSearch,
  complete,
  dropFound,
  edit,
  erased,
  insert,
  keepFound,
  maxLineBytes,
  nextCandidate,
  paste,
  searchFor,
  searchOn,
} from '../src/view/line-editor.js';
import {
  dismisses,
  foldsAtNewest,
  isEmpty,
  isForPeople,
  isLineInUse,
  isTooMuch,
  leaves,
  meaningOf,
  recalls,
  type ScreenContext,
  type ScreenInput,
  typedText,
} from './screen.context.js';
import type { ScreenEmitted, ScreenEvent } from './screen.events.js';
import {
  askedMore,
  askedOtherwise,
  editsOneRow,
  hasRoomForPeople,
  leftAt,
  nothingRead,
  searchOf,
  showsPeople,
} from './screen.reading.js';

const tooLong = `the line would be too long for one message (at most ${maxLineBytes} bytes)`;

/** The guard of a key that means one kind of command and needs nothing else. */
function means(type: Command['type']) {
  return ({ context, event }: { context: ScreenContext; event: ScreenEvent }): boolean =>
    meaningOf(event, context)?.type === type;
}

export const screenSetup = setup({
  types: {
    // XState takes types only as the types of values.
    context: {} as ScreenContext,
    input: undefined as ScreenInput | undefined,
    events: {} as ScreenEvent,
    emitted: {} as ScreenEmitted,
  },
  guards: {
    leaves: ({ context, event }) => leaves(event, context),
    suspends: means('suspend'),
    redraws: means('redraw'),
    submits: ({ context, event }) =>
      meaningOf(event, context)?.type === 'submit' && context.editor.text.trim() !== '',
    scrolls: means('scroll'),
    returnsToNewest: means('newest'),
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
    selects: means('select'),
    copies: means('copy'),
    opens: means('open'),
    isSelection: ({ event }) => event.type === 'selected' && event.to !== undefined,
    closesOverSelection: ({ context, event }) =>
      meaningOf(event, context)?.type === 'close' && context.selection !== undefined,
    typesTooMuch: ({ context, event }) => isTooMuch(event, context),
    turns: means('turn'),
    closes: means('close'),
    startsSearch: means('search'),
    namesNothing: ({ event }) => event.type === 'search' && event.text === '',
    browses: means('browse'),
    finds: means('find'),
    editsQuery: ({ context, event }) => {
      const command = meaningOf(event, context);
      return command?.type === 'edit' && editsOneRow(command.edit);
    },
    staysAbove: ({ context, event }) =>
      meaningOf(event, context)?.type === 'stay' && context.search?.scroll !== undefined,
    stays: means('stay'),
    closesAbove: ({ context, event }) =>
      meaningOf(event, context)?.type === 'close' && context.scroll !== undefined,
    togglesPeople: ({ context, event }) => isForPeople(event, context) && hasRoomForPeople(context.size),
    listsPeople: ({ context, event }) => isForPeople(event, context),
    foldsFloods: ({ context, event }) => context.showsFloods && meaningOf(event, context)?.type === 'floods',
    foldsAtNewest: ({ context, event }) => foldsAtNewest(event, context),
    dismisses: ({ context, event }) => dismisses(event, context),
    unfoldsFloods: means('floods'),
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
      return { hint: { sentence: event.sentence, isUnasked: false } };
    }),
    showNotice: assign(({ event }) => {
      assertEvent(event, 'notice');
      return { hint: { sentence: event.sentence, isUnasked: true } };
    }),
    showTooLong: assign({ hint: { sentence: tooLong, isUnasked: false } }),
    clearHint: assign({ hint: undefined }),
    clearAnswer: assign(({ context: { hint } }) => (hint?.isUnasked === true ? {} : { hint: undefined })),
    moveTo: assign(({ event }) => {
      assertEvent(event, 'scrolled');
      return { scroll: event.to };
    }),
    showNewest: assign({ scroll: undefined }),
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
        readUpTo: context.readUpTo ?? leftAt(scroll),
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
    emitSelectPresent: emit({ type: 'select', step: 'present' }),
    emitCopy: emit({ type: 'copy' }),
    emitUnfold: emit({ type: 'unfold' }),
    emitFind: emit(({ context, event }) => {
      const command = meaningOf(event, context);
      return { type: 'find', step: command?.type === 'find' ? command.step : 'nearest' } as const;
    }),
    emitFindNearest: emit({ type: 'find', step: 'nearest' }),
    emitQuit: emit({ type: 'quit' }),
    emitSuspend: emit({ type: 'suspend' }),
    emitRedraw: emit({ type: 'redraw' }),
  },
});
