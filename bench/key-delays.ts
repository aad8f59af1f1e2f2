// How soon a key that somebody presses shows, while other things go on.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TerminalSession } from '../test/support/terminal.js';

/** Between two keys, in milliseconds: no multiple of a frame, so that they come at all of its moments. */
export const keyPauseMs = 37;

/** The input line is emptied after so many: in a row of 80 they are all in sight. */
const keysPerLine = 50;

/**
 * Presses keys, one after the other.
 *
 * @param prompt what stands before them in the input line
 * @returns how long each took until it stood in the input line, in milliseconds
 */
export async function keyDelays(
  terminal: TerminalSession,
  { prompt, keys }: { readonly prompt: string; readonly keys: number },
): Promise<readonly number[]> {
  const delays: number[] = [];
  let typed = '';
  for (let key = 0; key < keys; key += 1) {
    await sleep(keyPauseMs);
    if (typed.length === keysPerLine) {
      terminal.press('ctrl-u');
      typed = '';
    }
    const next = String(key % 10);
    typed += next;
    const line = `${prompt}${typed}`;
    const pressedAt = performance.now();
    terminal.type(next);
    await terminal.waitFor((screen) => screen.at(-1) === line);
    delays.push(performance.now() - pressedAt);
  }
  return delays;
}
