// A value as a sentence quotes it.
import { escapeForTerminal } from '../wire/sanitise.js';

/** A value as a sentence quotes it: what was typed or pasted may be anything, and the sentence goes to a terminal. */
export function quoted(value: unknown): string {
  return escapeForTerminal(JSON.stringify(value) ?? 'nothing');
}
