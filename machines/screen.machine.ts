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
import type { ScreenView, ScrollPosition } from '../src/view/screen-view.js';
import type { ScreenEmitted, ScreenEvent } from './screen.events.js';

export interface ScreenContext {
  readonly editor: EditorState;
  /** Where the messages are scrolled back to; `undefined`: the newest are shown. */
  readonly scroll: ScrollPosition | undefined;
  /** One sentence for the person, until the next change of the line. */
  readonly hint: string | undefined;
  /** The window's size. */
  readonly size: Size;
}

/** The size of a window that has not told its own yet: that of the terminals of old. */
const initialSize: Size = { columns: 80, rows: 24 };

const tooLong = `the line would be too long for one message (at most ${maxLineBytes} bytes)`;

/** What a key means; keys that type characters and events that are no keys mean no command. */
function meaningOf(event: ScreenEvent, context: ScreenContext): Command | undefined {
  return event.type === 'key' && event.text === undefined
    ? commandOf(event.key, context.scroll !== undefined)
    : undefined;
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
    isForThePerson: ({ context, event }) => {
      const command = meaningOf(event, context);
      return !leaves(command, context) && command?.type !== 'suspend' && command?.type !== 'redraw';
    },
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
    noteSize: assign(({ event }) => {
      assertEvent(event, 'resize');
      return { size: { columns: event.columns, rows: event.rows } };
    }),
    emitSubmitted: emit(({ context }) => ({ type: 'submitted', text: context.editor.text }) as const),
    emitScroll: emit(({ context, event }) => {
      const command = meaningOf(event, context);
      return { type: 'scroll', step: command?.type === 'scroll' ? command.step : 'line-down' } as const;
    }),
    emitQuit: emit({ type: 'quit' }),
    emitSuspend: emit({ type: 'suspend' }),
    emitRedraw: emit({ type: 'redraw' }),
  },
}).createMachine({
  id: 'screen',
  description: 'What the person is doing with the screen.',
  context: { editor: emptyEditor, scroll: undefined, hint: undefined, size: initialSize },
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
    'show.help': {
      target: '.help',
      actions: 'clearHint',
      description: 'The help takes the place of the messages.',
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
    help: {
      description: 'The commands and the keys stand where the messages were.',
      on: {
        key: {
          guard: 'isForThePerson',
          target: 'typing',
          description: 'Any key closes the help and does nothing else.',
        },
        paste: [
          { guard: 'typesTooMuch', target: 'typing', actions: 'showTooLong', description: 'Refused aloud.' },
          { target: 'typing', actions: 'typeText', description: 'Closes the help and goes into the line.' },
        ],
      },
    },
  },
});

const modes = { typing: 'typing', scrolledBack: 'scrolled-back', help: 'help' } as const;

/** What the view wants to know of the screen. */
export function screenView({ value, context }: SnapshotFrom<typeof screenMachine>): ScreenView {
  const { editor, scroll, hint } = context;
  return {
    mode: modes[value],
    editor,
    ...(scroll === undefined ? {} : { scroll }),
    ...(hint === undefined ? {} : { hint }),
  };
}
