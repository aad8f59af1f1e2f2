// Everything that the screen is drawn from. The chat makes one for each paint; the same one always gives the same frame.
import type { DoctorView } from './doctor-view.js';
import type { Size } from './frame.js';
import type { ScreenView } from './screen-view.js';
import type { SessionView } from './session-view.js';

export interface ViewModel {
  readonly session: SessionView;
  readonly screen: ScreenView;
  /** Present while the doctor is asked. */
  readonly doctor?: DoctorView;
  /** The window. */
  readonly size: Size;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The time of day of a moment (milliseconds since 1970), as the person writes it: `14:03`. */
  readonly formatTime: (ms: number) => string;
}
