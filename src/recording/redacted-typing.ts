// What is typed, with nothing left of it but its length and which command it is: without the command, a replay would not
// do what was done.
import { commands } from '../chat/commands.js';
import { maskedText } from './masked-text.js';

/** Keys after which another line is typed, or the same from its beginning. */
const endsLine: ReadonlySet<string> = new Set(['ENTER', 'KP_ENTER', 'CTRL_C', 'CTRL_U', 'ESCAPE']);

export interface TypingRedactor {
  /** A key that types something. */
  readonly typed: (text: string) => string;
  /** Any other key. */
  readonly pressed: (key: string) => void;
}

/** Follows the line that is typed as far as its command is concerned; what it does not follow is masked. */
export function redactedTyping(): TypingRedactor {
  let line = '';
  return {
    typed: (text) =>
      Array.from(text, (character) => {
        line += character;
        return isCommandSoFar(line) ? character : maskedText(character);
      }).join(''),
    pressed: (key) => {
      if (endsLine.has(key)) line = '';
      else if (key === 'BACKSPACE') line = Array.from(line).slice(0, -1).join('');
    },
  };
}

/**
 * A whole line, as the line mode reads it.
 *
 * @param handle names that somebody wants to go by
 */
export function redactedLine(line: string, handle: (name: string) => string): string {
  const [, word = '', blank = '', rest = ''] = /^\/(\w+)(\s*)(.*)$/su.exec(line) ?? [];
  if (!isCommand(word)) return maskedText(line);
  return `/${word}${blank}${word.toLowerCase() === 'nick' ? handle(rest) : maskedText(rest)}`;
}

function isCommandSoFar(line: string): boolean {
  if (!line.startsWith('/')) return false;
  const word = line.slice(1).toLowerCase();
  return commands.some(({ name }) => name.startsWith(word));
}

function isCommand(word: string): boolean {
  return commands.some(({ name }) => name === word.toLowerCase());
}
