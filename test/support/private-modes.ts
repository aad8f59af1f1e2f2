// Which of a terminal's private modes (DECSET and DECRST: the alternate screen, mouse reports, a hidden cursor…) are not
// as they were at the start. The emulator knows what a few of them mean; what a program forgets to switch off may be any.
import type { Terminal } from '@xterm/headless';

/** Modes that are on when a terminal starts: autowrap and a visible cursor. */
const onAtStart: ReadonlySet<number> = new Set([7, 25]);

/** The modes that tests ask for by name. */
export const privateMode = {
  alternateScreen: 1049,
  bracketedPaste: 2004,
} as const;

export interface PrivateModes {
  isOn(mode: number): boolean;
  /** The modes that are not as a fresh terminal has them, in ascending order. */
  changed(): readonly number[];
}

/** Listens to the terminal's parser from now on. */
export function watchPrivateModes(terminal: Terminal): PrivateModes {
  const on = new Set(onAtStart);
  const whenever = (final: 'h' | 'l', note: (mode: number) => void): void => {
    terminal.parser.registerCsiHandler({ prefix: '?', final }, (params) => {
      for (const mode of params.flat()) note(mode);
      return false; // and now the emulator itself
    });
  };
  whenever('h', (mode) => on.add(mode));
  whenever('l', (mode) => on.delete(mode));
  return {
    isOn: (mode) => on.has(mode),
    changed: () =>
      [...new Set([...on, ...onAtStart])]
        .filter((mode) => on.has(mode) !== onAtStart.has(mode))
        .toSorted(ascending),
  };
}

function ascending(one: number, other: number): number {
  return one - other;
}
