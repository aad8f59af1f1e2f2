// What the view wants to know of the screen machine: what the person is doing with the screen. Plain data.
import type { EditorState } from './line-editor.js';

/** Where the messages pane stands when it is scrolled back. Held by an entry, so that new lines do not move it. */
export interface ScrollPosition {
  /** The key of the entry that the pane's last row belongs to. */
  readonly key: string;
  /** How many rows of that entry are hidden below the pane. */
  readonly rowsHidden: number;
}

/** A way to move through the transcript. */
export type ScrollStep = 'line-up' | 'line-down' | 'page-up' | 'page-down' | 'oldest';

export interface ScreenView {
  readonly mode: 'typing' | 'scrolled-back' | 'help';
  readonly editor: EditorState;
  /** Present while scrolled back. */
  readonly scroll?: ScrollPosition;
  /** One sentence for the person at the keyboard, shown above the input line. */
  readonly hint?: string;
}
