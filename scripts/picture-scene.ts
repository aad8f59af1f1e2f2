// What a picture is made of: who is there, what they do, and the windows that are drawn when they have done it.
import type { TerminalSession } from '../test/support/terminal.js';
import type { Stage } from './picture-stage.js';
import type { ScreenWindow } from './screen-svg.js';

export interface Scene {
  /** The picture's path under docs/. */
  readonly picture: string;
  /** The names of the hosts: of everybody who is to be there. */
  readonly hosts: readonly string[];
  /** Resolves with the windows when everything is on them that is to be seen. */
  play(stage: Stage): Promise<readonly ScreenWindow[]>;
}

/** The window of a chat; without a cursor where the line is not being written. */
export function windowOf(
  { emulator }: TerminalSession,
  title: string,
  look: Partial<Pick<ScreenWindow, 'cursor' | 'palette'>> = {},
): ScreenWindow {
  return { emulator, title, cursor: true, ...look };
}
