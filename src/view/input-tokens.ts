// What the terminal sends, cut into tokens: runs of characters, key sequences, pastes. Pure; knows no clock and no key.

/** A piece of input that stands for itself. */
export type InputToken =
  /** Characters and control characters as typed. */
  | { readonly type: 'characters'; readonly text: string }
  /** One complete escape sequence, or a lone Escape. */
  | { readonly type: 'sequence'; readonly text: string }
  /** What was pasted, without the brackets, with `\n` for every line break. */
  | { readonly type: 'paste'; readonly text: string }
  /** What the terminal answered to a question, or told of itself: a complete escape sequence that no key sends. */
  | { readonly type: 'report'; readonly text: string };

/** What has been read and is not yet a token. */
export interface TokenizerState {
  /** The beginning of an escape sequence, or the end of a paste that may be the beginning of its closing bracket. */
  readonly unfinished: string;
  /** What has been pasted so far; absent outside a paste. */
  readonly paste?: string;
}

export const emptyTokenizer: TokenizerState = { unfinished: '' };

/** UTF-16 units kept of one paste; the rest is dropped. Far more than can be sent as one message. */
export const maxPasteUnits = 256 * 1024;

/** A reply of the terminal that has not ended by then is no reply. */
const maxSequenceUnits = 4096;

// Bracketed paste: xterm's ctlseqs, DECSET 2004.
const pasteBegin = '\x1B[200~';
const pasteEnd = '\x1B[201~';

// A control sequence (ECMA-48 §5.4), the Linux console's function keys, a single shift (SS3), Alt with a character.
const keySequence =
  /^\x1B(?:\[\[[A-E]|\[[\x30-\x3F]*[\x20-\x2F]*(?!\[)[\x40-\x7E]|O[0-9;]*[\x40-\x7E]|[^[OP\]X^_\x1B])/u;
const unfinishedKeySequence = /^\x1B(?:\[\[?[\x30-\x3F]*[\x20-\x2F]*|O[0-9;]*)?$/;

// Strings that a terminal answers questions with (ECMA-48 §5.6).
const reply = /^\x1B[P\]X^_][^\x07\x1B]*(?:\x07|\x1B\\)/;
const unfinishedReply = /^\x1B[P\]X^_][^\x07\x1B]*\x1B?$/;

/** Answers to questions about the cursor, the window, the terminal's kind and its modes; the focus; both look like keys. */
const report = /^\x1B\[(?:[\x30-\x3F]*\$?[Rtcny]|[IO])$/;

const escape = '\x1B';

/** Reads on. */
export function tokenize(state: TokenizerState, input: string): [TokenizerState, InputToken[]] {
  const tokens: InputToken[] = [];
  let { paste } = state;
  let rest = state.unfinished + input;
  for (;;) {
    if (paste !== undefined) {
      const end = rest.indexOf(pasteEnd);
      const kept = end === -1 ? partialEnd(rest) : end;
      paste = (paste + rest.slice(0, kept)).slice(0, maxPasteUnits);
      if (end === -1) return [{ unfinished: rest.slice(kept), paste }, tokens];
      tokens.push(pasteToken(paste));
      rest = rest.slice(end + pasteEnd.length);
      paste = undefined;
      continue;
    }
    const characters = /^[^\x1B]+/u.exec(rest)?.[0] ?? '';
    if (characters !== '') tokens.push({ type: 'characters', text: characters });
    rest = rest.slice(characters.length);
    if (rest === '') return [emptyTokenizer, tokens];
    const sequence = (keySequence.exec(rest) ?? reply.exec(rest))?.[0];
    if (sequence === undefined && isUnfinished(rest)) return [{ unfinished: rest }, tokens];
    const taken = sequence ?? escape;
    if (taken === pasteBegin) paste = '';
    else tokens.push({ type: isReport(taken) ? 'report' : 'sequence', text: taken });
    rest = rest.slice(taken.length);
  }
}

/** Nothing more came for a while: an unfinished sequence was a key after all, or is dropped; a paste is over. */
export function flush({ unfinished, paste }: TokenizerState): InputToken[] {
  if (paste !== undefined) return [pasteToken(paste + unfinished)];
  // Escape alone, or Alt with a character that could have begun a longer sequence.
  const isKey = unfinished !== '' && unfinished.length <= 2;
  return isKey ? [{ type: 'sequence', text: unfinished }] : [];
}

function isReport(taken: string): boolean {
  return reply.test(taken) || report.test(taken);
}

function isUnfinished(rest: string): boolean {
  return rest.length < maxSequenceUnits && (unfinishedKeySequence.test(rest) || unfinishedReply.test(rest));
}

/** Where the longest beginning of the closing bracket starts at the end of the text. */
function partialEnd(text: string): number {
  for (let length = Math.min(pasteEnd.length - 1, text.length); length > 0; length -= 1) {
    if (pasteEnd.startsWith(text.slice(-length))) return text.length - length;
  }
  return text.length;
}

/** A terminal sends a carriage return for a line break, as the Enter key would. */
function pasteToken(text: string): InputToken {
  return { type: 'paste', text: text.replaceAll(/\r\n?/g, '\n') };
}
