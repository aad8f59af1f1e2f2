// What the view wants to know of the screen machine: what the person is doing with the screen. Plain data.
import type { ClockStamp } from '../chat/hybrid-clock.js';
import type { EditorState } from './line-editor.js';

/** A place in the transcript. Held by an entry, so that new lines do not move it. */
export interface EntryPlace {
  readonly key: string;
  /** When that entry stands in the transcript: finds the place when a hole has been filled and the entry is gone. */
  readonly clock: ClockStamp;
}

/** Where the messages pane stands when it is scrolled back: the entry that its last row belongs to. */
export interface ScrollPosition extends EntryPlace {
  /** How many rows of that entry are hidden below the pane. */
  readonly rowsHidden: number;
  /** The newest entry when scrolling back began: what came later is new. */
  readonly since: EntryPlace;
}

/** A way to move through the transcript; a notch is what the wheel turns at once. */
export type ScrollStep =
  | 'line-up'
  | 'line-down'
  | 'notch-up'
  | 'notch-down'
  | 'page-up'
  | 'page-down'
  | 'oldest';

/** Which hit of a search to go to: the nearest at or above what was in sight, or from the present one on. */
export type FindStep = 'nearest' | 'older' | 'newer';

/** A search through the transcript. */
export interface SearchView {
  /** What is searched for. */
  readonly editor: EditorState;
  /** Whether keys change what is searched for; otherwise they go from hit to hit. */
  readonly isAsking: boolean;
  /** The entry that is the present hit; absent when there is none. */
  readonly hit?: EntryPlace;
  /** Where the pane stood when the search began; absent: at the newest. */
  readonly origin?: ScrollPosition;
}

/** What may stand in the place of the messages. */
export const overlayNames = ['help', 'net', 'who', 'held', 'doctor', 'message'] as const;
export type OverlayName = (typeof overlayNames)[number];

/** What stands in the place of the messages. */
export interface OverlayView {
  readonly name: OverlayName;
  /** The first row in sight, counted from 0. It may have become too high: what is drawn is live, and can get shorter. */
  readonly top: number;
}

/** A way to move through an overlay. */
export type TurnStep =
  | 'line-up'
  | 'line-down'
  | 'notch-up'
  | 'notch-down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last';

/** A way to move from message to message; `present` stays at it, and brings it into sight. */
export type SelectStep = 'present' | 'older' | 'newer' | 'oldest' | 'newest';

/** What the person is doing, which decides what a key means. */
export type ScreenMode =
  | 'typing'
  | 'scrolled-back'
  | 'recalling'
  | 'selecting'
  | 'overlay'
  | 'asking'
  | 'browsing';

export interface ScreenView {
  readonly mode: ScreenMode;
  readonly editor: EditorState;
  /** Present while scrolled back, and while a message or a hit of a search holds the pane, also at the newest. */
  readonly scroll?: ScrollPosition;
  /** Present while one searches. */
  readonly search?: SearchView;
  /** The message that is selected; present while one is, and while its details are shown. */
  readonly selection?: EntryPlace;
  /** The last entry that has been read: what is newer stands below the unread line. Absent: all has been. */
  readonly readUpTo?: EntryPlace;
  /** Whether the window is known to have lost the focus. */
  readonly isAway: boolean;
  /** Whether the people stand beside the messages. */
  readonly showsPeople: boolean;
  /** Present while floods are shown line by line, and not each in one row. */
  readonly showsFloods?: true;
  /** Present while there is one. */
  readonly overlay?: OverlayView;
  /** One sentence for the person at the keyboard, shown above the input line. */
  readonly hint?: string;
}
