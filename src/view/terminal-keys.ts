// Which key was pressed: tokens of input as terminal-kit's key names. terminal-kit reads from a stream of our own, one
// whole token at a time (it loops forever on half a character), and writes to nowhere: painting is the painter's.
import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import terminalKit, { type Terminal } from 'terminal-kit';
import type { InputToken } from './input-tokens.js';

/** What the person did at the keyboard; the screen machine takes it as it is. */
export type KeyInput =
  | {
      readonly type: 'key';
      /** terminal-kit's name of the key, or the characters it types. */
      readonly key: string;
      /** What the key types; absent when it does something else. */
      readonly text?: string;
    }
  | { readonly type: 'paste'; readonly text: string }
  | {
      readonly type: 'focus';
      /** Whether the window has it now. */
      readonly has: boolean;
    };

/** Reads keys until it is closed. */
export interface KeyReader {
  /** The keys that a token stands for. Characters that came together are one key: they were typed as one, or fast. */
  read(token: InputToken): readonly KeyInput[];
  close(): void;
}

/** Stands in for standard input; terminal-kit pauses and resumes what it reads from. */
class TokenSource extends EventEmitter {
  pause(): this {
    return this;
  }
  resume(): this {
    return this;
  }
}

/** xterm's ctlseqs, "FocusIn/FocusOut" (DECSET 1004). */
const focusReports: Readonly<Record<string, boolean>> = { '\x1B[I': true, '\x1B[O': false };

/**
 * Keys that terminal-kit does not know, by what terminals send for them. Enter with Shift is told apart only by terminals
 * that were asked to (xterm's modifyOtherKeys; "CSI u" of others), as some people have theirs set up.
 */
const otherKeys: Readonly<Record<string, string>> = {
  '\x1F': 'CTRL__',
  '\x1B_': 'ALT__',
  '\x1B[13;2u': 'SHIFT_ENTER',
  '\x1B[27;2;13~': 'SHIFT_ENTER',
  '\x1B[13;3u': 'ALT_ENTER',
  '\x1B[27;3;13~': 'ALT_ENTER',
};

/** xterm's ctlseqs, "Extended coordinates" (DECSET 1006): the wheel is two buttons, 64 and 65, plus bits for held keys. */
const wheelReport = /^\x1B\[<(?<button>\d{1,3});\d{1,5};\d{1,5}M$/u;
const heldKeyBits = 0b11100;
const wheelKeys: Readonly<Record<number, string>> = { 64: 'WHEEL_UP', 65: 'WHEEL_DOWN' };

const controlsApart = /[\x00-\x1F\x7F]|[^\x00-\x1F\x7F]+/g;

/**
 * Makes a reader of keys.
 *
 * @param term the kind of terminal, as in TERM
 */
export function openKeyReader(term: string): KeyReader {
  const source = new TokenSource();
  let kit: Terminal | undefined;
  let keys: KeyInput[] = [];
  // Only when there is a key to read: the first screen comes before the first key, and need not wait for it.
  const openKit = (): Terminal => {
    const opened = createKit(term, source);
    opened.on('key', (key, _matches, { isCharacter }) => {
      keys.push(isCharacter ? { type: 'key', key, text: key } : { type: 'key', key });
    });
    opened.grabInput({});
    return opened;
  };

  const keysOf = (text: string): readonly KeyInput[] => {
    kit ??= openKit();
    keys = [];
    source.emit('data', Buffer.from(text, 'utf8'));
    return keys;
  };
  return {
    read(token) {
      switch (token.type) {
        case 'paste':
          return [token];
        case 'report': {
          const has = focusReports[token.text];
          return has === undefined ? [] : [{ type: 'focus', has }];
        }
        case 'sequence': {
          const own = otherKeys[token.text] ?? wheelKey(token.text);
          if (own !== undefined) return [{ type: 'key', key: own }];
          // A sequence that terminal-kit does not know becomes an Escape and characters that nobody typed.
          const known = keysOf(token.text);
          return known.length === 1 ? known : [];
        }
        case 'characters':
          return (token.text.match(controlsApart) ?? []).flatMap((run) => {
            const own = otherKeys[run];
            return own === undefined ? joined(keysOf(run)) : [{ type: 'key' as const, key: own }];
          });
      }
    },
    close() {
      kit?.grabInput(false);
    },
  };
}

/** A terminal of terminal-kit's that reads from this source. */
function createKit(term: string, source: TokenSource): Terminal {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  return terminalKit.createTerminal({
    stdin: source,
    stdout: nowhere,
    stderr: nowhere,
    // terminal-kit makes a path of the name.
    generic: /^[a-z0-9-]+$/i.test(term) ? term : 'xterm',
    isTTY: false,
  });
}

/** Other buttons of the mouse are the terminal's own business. */
function wheelKey(sequence: string): string | undefined {
  const button = wheelReport.exec(sequence)?.groups?.['button'];
  return button === undefined ? undefined : wheelKeys[Number(button) & ~heldKeyBits];
}

/** Keys that type characters as one that types them all. */
function joined(keys: readonly KeyInput[]): readonly KeyInput[] {
  if (keys.length < 2 || keys.some((key) => key.type !== 'key' || key.text === undefined)) return keys;
  const text = keys.map((key) => (key.type === 'key' ? key.text : '')).join('');
  return [{ type: 'key', key: text, text }];
}
