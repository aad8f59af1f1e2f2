// Every event that the screen takes and emits: its type, and a row of the catalogue that docs/machines.md shows.
import type { OverlayName, ScrollPosition, ScrollStep, TurnStep } from '../src/view/screen-view.js';
import type { EventCatalogue } from './event-catalogue.js';

/** What the screen takes. */
export type ScreenEvent =
  | { readonly type: 'key'; readonly key: string; readonly text?: string }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly type: 'accepted' }
  | { readonly type: 'refused'; readonly sentence: string }
  | { readonly type: 'scrolled'; readonly to: ScrollPosition | undefined }
  | { readonly type: 'show'; readonly overlay: OverlayName }
  | { readonly type: 'turned'; readonly top: number };

/** What the screen tells whoever listens, beside its snapshots. */
export type ScreenEmitted =
  | { readonly type: 'submitted'; readonly text: string }
  | { readonly type: 'scroll'; readonly step: ScrollStep }
  | { readonly type: 'turn'; readonly step: TurnStep }
  | { readonly type: 'quit' }
  | { readonly type: 'suspend' }
  | { readonly type: 'redraw' };

export const screenEvents: EventCatalogue<ScreenEvent> = {
  key: {
    from: 'the terminal',
    meaning: 'The person pressed a key.',
    carries: {
      key: "terminal-kit's name of the key",
      text: 'what it types; absent when it does something else',
    },
  },
  paste: {
    from: 'the terminal',
    meaning: 'The person pasted something.',
    carries: { text: 'what was pasted, with `\\n` for line breaks' },
  },
  resize: {
    from: 'the terminal',
    meaning: 'The window has this size now.',
    carries: { columns: 'its width in character cells', rows: 'its height' },
  },
  accepted: {
    from: 'the chat, when a submitted line was taken',
    meaning: 'The line is in good hands: clear it and keep it in the history.',
    carries: {},
  },
  refused: {
    from: 'the chat, when a submitted line was not taken',
    meaning: 'The line stays as it is, and the hint says why.',
    carries: { sentence: 'why, and what to do' },
  },
  scrolled: {
    from: 'the chat, in answer to `scroll`',
    meaning: 'Here is where the step leads.',
    carries: { to: 'the new position; absent when that is the newest line' },
  },
  show: {
    from: 'the chat, upon `/help`, `/net`, `/who`, `/held` or `/doctor`',
    meaning: 'Show this in the place of the messages.',
    carries: { overlay: 'which of them' },
  },
  turned: {
    from: 'the chat, in answer to `turn`',
    meaning: 'Here is where the step leads.',
    carries: { top: 'the first row in sight, counted from 0' },
  },
};

export const screenEmits: EventCatalogue<ScreenEmitted> = {
  submitted: {
    from: 'the screen',
    meaning: 'Enter, with something in the line; `accepted` or `refused` is the answer.',
    carries: { text: 'the line' },
  },
  scroll: {
    from: 'the screen',
    meaning: 'The person wants to see other lines; `scrolled` is the answer.',
    carries: { step: 'which way and how far' },
  },
  turn: {
    from: 'the screen',
    meaning: 'The person wants to see other rows of the overlay; `turned` is the answer.',
    carries: { step: 'which way and how far' },
  },
  quit: { from: 'the screen', meaning: 'The person wants to leave.', carries: {} },
  suspend: { from: 'the screen', meaning: 'The person wants the shell back for a while.', carries: {} },
  redraw: { from: 'the screen', meaning: 'Paint everything again.', carries: {} },
};
