// The bytes that put text into the clipboard of whoever sits at the terminal, wherever the program runs (OSC 52, xterm's
// ctlseqs, "Manipulate Selection Data"). Pure.
import { utf8Bytes } from '../text/utf8-bytes.js';

/** UTF-8 bytes: some terminals drop control strings of more than 100,000 characters, and base64 makes 4 out of 3. */
export const maxClipboardBytes = 74_000;

/** A program between us and the terminal, which keeps control strings to itself unless they are wrapped. */
export type Multiplexer = 'none' | 'tmux' | 'screen';

const escape = '\x1B';
const stringTerminator = '\x1B\\';

/** GNU screen takes no longer control strings (its manual, "Control Sequences"); many short ones in a row are one to the terminal. */
const screenStringUnits = 512;

/** Which one there is, if any: each sets a variable of its own for what it runs. */
export function multiplexerOf(env: Readonly<Record<string, string | undefined>>): Multiplexer {
  if ((env['TMUX'] ?? '') !== '') return 'tmux';
  return (env['STY'] ?? '') === '' ? 'none' : 'screen';
}

/** The text as it goes into a clipboard: nothing that a shell would obey when it is pasted there, but line breaks. */
function clipboardText(text: string): string {
  return text.replaceAll(/(?!\n)\p{Cc}|\p{Cs}|[\u2028\u2029]/gu, '');
}

/**
 * The bytes that copy a text.
 *
 * @returns `undefined` for one that is too long to be copied whole
 */
export function clipboardSequence(text: string, multiplexer: Multiplexer): string | undefined {
  const clean = clipboardText(text);
  if (utf8Bytes(clean) > maxClipboardBytes) return undefined;
  const sequence = `\x1B]52;c;${Buffer.from(clean, 'utf8').toString('base64')}\x07`;
  switch (multiplexer) {
    case 'none':
      return sequence;
    case 'tmux':
      // As it is for tmux with `set-clipboard on`; wrapped for one that lets strings through (`allow-passthrough on`).
      return `${sequence}\x1BPtmux;${sequence.replaceAll(escape, escape + escape)}${stringTerminator}`;
    case 'screen':
      return pieces(sequence)
        .map((piece) => `\x1BP${piece}${stringTerminator}`)
        .join('');
  }
}

function pieces(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / screenStringUnits) }, (_, at) =>
    text.slice(at * screenStringUnits, (at + 1) * screenStringUnits),
  );
}
