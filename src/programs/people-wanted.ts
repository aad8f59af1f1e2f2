// From the setting to what the screen is told of it.
import type { ViewSettings } from '../config.js';

/** Whether the people are to stand beside the messages; `undefined`: where the window is wide enough. */
export function peopleWanted({ people }: Pick<ViewSettings, 'people'>): boolean | undefined {
  return people === 'auto' ? undefined : people === 'always';
}
