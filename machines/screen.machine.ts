// The screen: what the person is doing with it. Turns keys into changes of the line being typed and into wishes, which
// it emits; others grant them and answer. Knows no terminal, no session and no transcript.
import { assertEvent, assign, emit, type SnapshotFrom, setup } from 'xstate';
import type { Size } from '../src/view/frame.js';
import { type Command, commandOf } from '../src/view/keymap.js';
import {
  accepted,
  type EditorState,
  edit,
  emptyEditor,
  hasRoomFor,
  insert,
  maxLineBytes,
} from '../src/view/line-editor.js';
import type { OverlayView, ScreenMode, ScreenView, ScrollPosition } from '../src/view/screen-view.js';
import type { ScreenEmitted, ScreenEvent } from './screen.events.js';

export interface ScreenContext {
  readonly editor: EditorState;
  /** Where the messages are scrolled back to; `undefined`: the newest are shown. */
  readonly scroll: ScrollPosition | undefined;
  /** What stands in the place of the messages; `undefined`: the messages do. */
  readonly overlay: OverlayView | undefined;
  /** One sentence for the person, until the next change of the line. */
  readonly hint: string | undefined;
  /** The window's size. */
  readonly size: Size;
}

/** The size of a window that has not told its own yet: that of the terminals of old. */
const initialSize: Size = { columns: 80, rows: 24 };

const tooLong = `the line would be too long for one message (at most ${maxLineBytes} bytes)`;

/** What a key means. Events that are no keys mean no command, nor do keys that type, but for a few over an overlay. */
function meaningOf(event: ScreenEvent, context: ScreenContext): Command | undefined {
  if (event.type !== 'key') return undefined;
  const mode = modeOf(context);
  return event.text === undefined || mode === 'overlay' ? commandOf(event.key, mode) : undefined;
}

function modeOf({ overlay, scroll }: ScreenContext): ScreenMode {
  if (overlay !== undefined) return 'overlay';
  return scroll === undefined ? 'typing' : 'scrolled-back';
}

function isEmpty({ editor }: ScreenContext): boolean {
  return editor.text === '';
}

/** Whether the event would put more into the line than can be sent. */
function isTooMuch(event: ScreenEvent, context: ScreenContext): boolean {
  return !hasRoomFor(context.editor, additionOf(event, context));
}

function additionOf(event: ScreenEvent, context: ScreenContext): string {
  if ('text' in event && event.text !== undefined) return event.text;
  const command = meaningOf(event, context);
  if (command?.type !== 'edit') return '';
  if (command.edit === 'yank') return context.editor.cut;
  return command.edit === 'newline' ? '\n' : '';
}

/** Ctrl-D deletes while there is something to delete, and leaves when there is nothing. */
function leaves(command: Command | undefined, context: ScreenContext): boolean {
  return command?.type === 'quit' || (command?.type === 'delete-or-quit' && isEmpty(context));
}

export const screenMachine = setup({
  types: {
    // XState takes types only as the types of values.
    context: {} as ScreenContext,
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
    types: ({ event }) => 'text' in event && event.text !== undefined,
    typesTooMuch: ({ context, event }) => isTooMuch(event, context),
    turns: ({ context, event }) => meaningOf(event, context)?.type === 'turn',
    closes: ({ context, event }) => meaningOf(event, context)?.type === 'close',
    leadsBack: ({ event }) => event.type === 'scrolled' && event.to !== undefined,
  },
  actions: {
    editLine: assign(({ context, event }) => {
      const command = meaningOf(event, context);
      return { editor: edit(context.editor, command?.type === 'edit' ? command.edit : 'delete') };
    }),
    typeText: assign(({ context, event }) => {
      assertEvent(event, ['key', 'paste']);
      return { editor: insert(context.editor, event.text ?? '') };
    }),
    keepInHistory: assign(({ context }) => ({ editor: accepted(context.editor) })),
    showReason: assign(({ event }) => {
      assertEvent(event, 'refused');
      return { hint: event.sentence };
    }),
    showTooLong: assign({ hint: tooLong }),
    clearHint: assign({ hint: undefined }),
    moveTo: assign(({ event }) => {
      assertEvent(event, 'scrolled');
      return { scroll: event.to };
    }),
    showNewest: assign({ scroll: undefined }),
    openOverlay: assign(({ event }) => {
      assertEvent(event, 'show');
      return { overlay: { name: event.overlay, top: 0 } };
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
    emitQuit: emit({ type: 'quit' }),
    emitSuspend: emit({ type: 'suspend' }),
    emitRedraw: emit({ type: 'redraw' }),
  },
}).createMachine({
  id: 'screen',
  description: 'What the person is doing with the screen.',
  context: {
    editor: emptyEditor,
    scroll: undefined,
    overlay: undefined,
    hint: undefined,
    size: initialSize,
  },
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
    ],
    resize: { actions: 'noteSize', description: 'The window has another size.' },
    accepted: {
      actions: ['keepInHistory', 'clearHint'],
      description: 'The line goes into the history; a new one begins.',
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
          actions: 'moveTo',
          description: 'Older messages come into sight. If there are none, nothing happens.',
        },
      },
    },
    scrolledBack: {
      description: 'Older messages are in sight, and stay there when new ones come.',
      exit: 'showNewest',
      on: {
        key: [
          {
            guard: 'returnsToNewest',
            target: 'typing',
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
    overlay: {
      description: 'The help or a report stands where the messages were, and is kept up to date.',
      exit: 'closeOverlay',
      on: {
        key: [
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
  const { editor, scroll, overlay, hint } = context;
  return {
    mode: modeOf(context),
    editor,
    ...(scroll === undefined ? {} : { scroll }),
    ...(overlay === undefined ? {} : { overlay }),
    ...(hint === undefined ? {} : { hint }),
  };
}
