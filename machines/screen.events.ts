// Every event that the screen takes and emits: its type, and a row of the catalogue that docs/machines.md shows.
import type { Keymap } from '../src/view/keymap.js';
import type { Candidate } from '../src/view/line-editor.js';
import type {
  EntryPlace,
  FindStep,
  OverlayName,
  ScrollPosition,
  ScrollStep,
  SelectStep,
  TurnStep,
} from '../src/view/screen-view.js';
import type { EventCatalogue } from './event-catalogue.js';

/** What the screen takes. */
export type ScreenEvent =
  | { readonly type: 'key'; readonly key: string; readonly text?: string }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly type: 'accepted'; readonly newest?: EntryPlace }
  | { readonly type: 'refused'; readonly sentence: string }
  | { readonly type: 'scrolled'; readonly to: ScrollPosition | undefined }
  | { readonly type: 'show'; readonly overlay: OverlayName }
  | { readonly type: 'turned'; readonly top: number }
  | { readonly type: 'offered'; readonly from: number; readonly candidates: readonly Candidate[] }
  | {
      readonly type: 'selected';
      readonly to: EntryPlace | undefined;
      readonly scroll: ScrollPosition | undefined;
    }
  | { readonly type: 'unfolded' }
  | { readonly type: 'told'; readonly sentence: string }
  | { readonly type: 'notice'; readonly sentence: string }
  | { readonly type: 'focus'; readonly has: boolean; readonly newest?: EntryPlace }
  | { readonly type: 'search'; readonly text: string }
  | {
      readonly type: 'found';
      readonly hit: EntryPlace | undefined;
      readonly scroll: ScrollPosition | undefined;
    }
  | { readonly type: 'people' }
  | { readonly type: 'people.set'; readonly people: boolean | undefined }
  | { readonly type: 'bound'; readonly keymap: Keymap };

/** What the screen tells whoever listens, beside its snapshots. */
export type ScreenEmitted =
  | { readonly type: 'submitted'; readonly text: string }
  | { readonly type: 'scroll'; readonly step: ScrollStep }
  | { readonly type: 'turn'; readonly step: TurnStep }
  | { readonly type: 'complete'; readonly before: string }
  | { readonly type: 'select'; readonly step: SelectStep }
  | { readonly type: 'copy' }
  | { readonly type: 'unfold' }
  | { readonly type: 'find'; readonly step: FindStep }
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
    carries: { newest: 'the newest entry of the transcript, where that is the line; else absent' },
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
  offered: {
    from: 'the chat, in answer to `complete`',
    meaning: 'One of these may be meant.',
    carries: {
      from: 'where in the line they begin, in graphemes',
      candidates: 'what may take the place of what stands from there to the cursor',
    },
  },
  selected: {
    from: 'the chat, in answer to `select`',
    meaning: 'Here is where the step leads.',
    carries: {
      to: 'the message; absent when there is none',
      scroll: 'what holds the messages where it is in sight, also at the newest',
    },
  },
  unfolded: {
    from: 'the chat, in answer to `unfold`',
    meaning: 'There is a flood: show its lines.',
    carries: {},
  },
  told: {
    from: 'the chat, in answer to `copy` or `unfold`',
    meaning: 'What became of it, for the hint.',
    carries: { sentence: 'one sentence' },
  },
  notice: {
    from: 'the chat',
    meaning: 'Something that nobody asked for, for the hint, where it stays while one types.',
    carries: { sentence: 'one sentence' },
  },
  focus: {
    from: 'the terminal',
    meaning: 'Its window has got the focus, or lost it. Terminals that do not tell never send this.',
    carries: {
      has: 'whether it has the focus now',
      newest: 'the newest entry of the transcript; absent when there is none',
    },
  },
  search: {
    from: 'the chat, upon `/search`',
    meaning: 'Search what was said.',
    carries: { text: 'what for; empty: the person is asked' },
  },
  found: {
    from: 'the chat, in answer to `find`',
    meaning: 'Here is the hit.',
    carries: {
      hit: 'the entry; absent when nothing has what is searched for',
      scroll: 'what holds the messages where it is in sight, also at the newest; absent: to the newest',
    },
  },
  people: {
    from: 'the chat, upon `/people`',
    meaning: 'Show the people beside the messages, or no longer.',
    carries: {},
  },
  'people.set': {
    from: 'the chat, when the settings were read again',
    meaning: 'The person has set when the people are shown.',
    carries: { people: 'whether they are; absent: where the window is wide enough' },
  },
  bound: {
    from: 'the chat, when the settings were read again',
    meaning: 'Keys do something else from now on.',
    carries: { keymap: 'what they do' },
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
  complete: {
    from: 'the screen',
    meaning: 'The person wants the word completed; `offered` is the answer, or none.',
    carries: { before: 'the line up to the cursor' },
  },
  select: {
    from: 'the screen',
    meaning: 'The person wants to select another message; `selected` is the answer.',
    carries: { step: 'which way' },
  },
  find: {
    from: 'the screen',
    meaning: 'The person wants to see a hit of the search; `found` is the answer.',
    carries: { step: 'which of them' },
  },
  copy: {
    from: 'the screen',
    meaning: 'The person wants the selected message in the clipboard; `told` is the answer.',
    carries: {},
  },
  unfold: {
    from: 'the screen',
    meaning: 'The person wants to see all lines of a flood; `unfolded` or `told` is the answer.',
    carries: {},
  },
  quit: { from: 'the screen', meaning: 'The person wants to leave.', carries: {} },
  suspend: { from: 'the screen', meaning: 'The person wants the shell back for a while.', carries: {} },
  redraw: { from: 'the screen', meaning: 'Paint everything again.', carries: {} },
};
