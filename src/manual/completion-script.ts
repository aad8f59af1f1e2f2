// The script by which a shell completes our words. Pure.
import type { CommandManual } from './command-manual.js';
import { bashCompletion } from './bash-completion.js';
import { fishCompletion } from './fish-completion.js';
import { zshCompletion } from './zsh-completion.js';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** The script for a shell, ending in a line break. */
export function completionScript(shell: keyof typeof scripts, manual: CommandManual): string {
  return scripts[shell](manual);
}
