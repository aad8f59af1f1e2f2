// What the view wants to know of the screen machine: what the person is doing with the screen. Plain data.
import type { ClockStamp } from '../chat/hybrid-clock.js';
import type { EditorState } from './line-editor.js';

/** Where the messages pane stands when it is scrolled back. Held by an entry, so that new lines do not move it. */
export interface ScrollPosition {
  /** The key of the entry that the pane's last row belongs to. */
  readonly key: string;
  /** When that entry stands in the transcript: finds the place when a hole has been filled and the entry is gone. */
  readonly clock: ClockStamp;
  /** How many rows of that entry are hidden below the pane. */
  readonly rowsHidden: number;
}

/** A way to move through the transcript. */
export type ScrollStep = 'line-up' | 'line-down' | 'page-up' | 'page-down' | 'oldest';

/** What may stand in the place of the messages. */
export const overlayNames = ['help', 'net', 'who', 'held', 'doctor'] as const;
export type OverlayName = (typeof overlayNames)[number];

/** What stands in the place of the messages. */
export interface OverlayView {
  readonly name: OverlayName;
  /** The first row in sight, counted from 0. It may have become too high: what is drawn is live, and can get shorter. */
  readonly top: number;
}

/** A way to move through an overlay. */
export type TurnStep = 'line-up' | 'line-down' | 'page-up' | 'page-down' | 'first' | 'last';

/** What the person is doing, which decides what a key means. */
export type ScreenMode = 'typing' | 'scrolled-back' | 'overlay';

export interface ScreenView {
  readonly mode: ScreenMode;
  readonly editor: EditorState;
  /** Present while scrolled back. */
  readonly scroll?: ScrollPosition;
  /** Present while there is one. */
  readonly overlay?: OverlayView;
  /** One sentence for the person at the keyboard, shown above the input line. */
  readonly hint?: string;
}
