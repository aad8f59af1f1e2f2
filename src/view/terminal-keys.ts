// Which key was pressed: tokens of input as terminal-kit's key names. terminal-kit reads from a stream of our own, one
// whole token at a time (it loops forever on half a character), and writes to nowhere: painting is the painter's.
import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import terminalKit from 'terminal-kit';
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
  | { readonly type: 'paste'; readonly text: string };

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

const controlsApart = /[\x00-\x1F\x7F]|[^\x00-\x1F\x7F]+/g;

/**
 * Makes a reader of keys.
 *
 * @param term the kind of terminal, as in TERM
 */
export function openKeyReader(term: string): KeyReader {
  const source = new TokenSource();
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const kit = terminalKit.createTerminal({
    stdin: source,
    stdout: nowhere,
    stderr: nowhere,
    // terminal-kit makes a path of the name.
    generic: /^[a-z0-9-]+$/i.test(term) ? term : 'xterm',
    isTTY: false,
  });
  let keys: KeyInput[] = [];
  kit.on('key', (key, _matches, { isCharacter }) => {
    keys.push(isCharacter ? { type: 'key', key, text: key } : { type: 'key', key });
  });
  kit.grabInput({});

  const keysOf = (text: string): readonly KeyInput[] => {
    keys = [];
    source.emit('data', Buffer.from(text, 'utf8'));
    return keys;
  };
  return {
    read(token) {
      switch (token.type) {
        case 'paste':
          return [token];
        case 'sequence': {
          // A sequence that terminal-kit does not know becomes an Escape and characters that nobody typed.
          const known = keysOf(token.text);
          return known.length === 1 ? known : [];
        }
        case 'characters':
          return (token.text.match(controlsApart) ?? []).flatMap((run) => joined(keysOf(run)));
      }
    },
    close() {
      kit.grabInput(false);
    },
  };
}

/** Keys that type characters as one that types them all. */
function joined(keys: readonly KeyInput[]): readonly KeyInput[] {
  if (keys.length < 2 || keys.some((key) => key.type === 'key' && key.text === undefined)) return keys;
  const text = keys.map((key) => key.text).join('');
  return [{ type: 'key', key: text, text }];
}
