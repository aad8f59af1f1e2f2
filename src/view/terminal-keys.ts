// Which key was pressed: characters as they are, everything else by terminal-kit's names of keys. terminal-kit reads from a
// stream of our own, one whole token at a time, and writes to nowhere: painting is the painter's.
import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import type { SchedulerLike, Subscription } from 'rxjs';
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

const controlsApart = /(?<control>[\x00-\x1F\x7F])|[^\x00-\x1F\x7F]+/g;

/**
 * Makes a reader of keys.
 *
 * @param term the kind of terminal, as in TERM
 * @param scheduler the time line on which terminal-kit is made ready
 */
export function openKeyReader(term: string, scheduler: SchedulerLike): KeyReader {
  const source = new TokenSource();
  let kit: Terminal | undefined;
  let readying: Subscription | undefined;
  let isClosed = false;
  let keys: KeyInput[] = [];
  // It takes longer than a frame: neither the first screen nor the first character waits for it.
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
  /** Whoever types will soon press a key that only terminal-kit knows; what they have typed is shown before. */
  const typed = (text: string): KeyInput => {
    readying ??= scheduler.schedule(() => {
      kit ??= openKit();
    });
    return { type: 'key', key: text, text };
  };
  return {
    read(token) {
      if (isClosed) return [];
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
          return [...token.text.matchAll(controlsApart)].flatMap(([run, control]) => {
            if (control === undefined) return [typed(run)];
            const own = otherKeys[control];
            return own === undefined ? keysOf(control) : [{ type: 'key' as const, key: own }];
          });
      }
    },
    close() {
      isClosed = true;
      readying?.unsubscribe();
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
