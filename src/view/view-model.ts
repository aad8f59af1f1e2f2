// Everything that the screen is drawn from. The chat makes one for each paint; the same one always gives the same frame.
import type { DoctorView } from './doctor-view.js';
import type { Size } from './frame.js';
import type { Keymap } from './keymap.js';
import type { MessageDetails } from './message-details.js';
import type { ScreenView } from './screen-view.js';
import type { SessionView } from './session-view.js';

export interface ViewModel {
  readonly session: SessionView;
  readonly screen: ScreenView;
  /** Present while the doctor is asked. */
  readonly doctor?: DoctorView;
  /** The message that is looked at closely; present while one is. */
  readonly details?: MessageDetails;
  /** What keys do; absent: what they do by themselves. */
  readonly keymap?: Keymap;
  /** How many datagrams a message takes; absent where nobody counts. */
  readonly partsOf?: (text: string) => number;
  /** The window. */
  readonly size: Size;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The time of day of a moment (milliseconds since 1970), as the person writes it: `14:03`. */
  readonly formatTime: (ms: number) => string;
  /** The day of a moment in full: `Sunday, 22 November 2026`. */
  readonly formatDay: (ms: number) => string;
}
