// What every part of the page has in common: it draws what is shown, and says what the person wants.
import type { PageAction, PageState } from './page-state.js';

/** Everything that a frame is drawn from. */
export interface Scene {
  readonly state: PageState;
  /** What time it is in the program, or was at the moment that is shown; milliseconds since 1970. */
  readonly now: number;
}

export interface View {
  /**
   * Brings the part up to date.
   *
   * @returns whether time alone changes what it shows, so that it wants to be drawn again soon
   */
  readonly draw: (scene: Scene) => boolean;
}

/** What a view may ask for. */
export interface Page {
  readonly dispatch: (action: PageAction) => void;
  /** Draws again: something of a view's own has changed. */
  readonly redraw: () => void;
}
