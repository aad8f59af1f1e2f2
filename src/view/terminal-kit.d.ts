// The part of terminal-kit 3 that we use: its reading of keys. (The published types describe version 2.)
declare module 'terminal-kit' {
  import type { EventEmitter } from 'node:events';
  import type { Writable } from 'node:stream';

  /** What terminal-kit says of a key beside its name. */
  interface KeyData {
    /** Whether the key types a character; the name is that character then. */
    readonly isCharacter: boolean;
  }

  interface CreateOptions {
    readonly stdin: EventEmitter;
    readonly stdout: Writable;
    readonly stderr: Writable;
    /** The kind of terminal, as in TERM; unknown ones are taken for an xterm. */
    readonly generic: string;
    readonly isTTY: boolean;
  }

  export interface Terminal {
    /** Begins to read keys from `stdin`; `false` ends it. */
    grabInput(options: Readonly<Record<string, never>> | false): unknown;
    on(event: 'key', listener: (name: string, matches: readonly string[], data: KeyData) => void): unknown;
  }

  const terminalKit: { createTerminal(options: CreateOptions): Terminal };
  export default terminalKit;
}
