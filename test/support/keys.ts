// What a terminal sends for a key: the sequences of xterm, which the common terminals share
// (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, "PC-Style Function Keys").

const sequences = {
  enter: '\r',
  'alt-enter': '\u001B\r',
  tab: '\t',
  escape: '\u001B',
  backspace: '\u007F',
  delete: '\u001B[3~',
  up: '\u001B[A',
  down: '\u001B[B',
  right: '\u001B[C',
  left: '\u001B[D',
  home: '\u001B[H',
  end: '\u001B[F',
  pageup: '\u001B[5~',
  pagedown: '\u001B[6~',
  f6: '\u001B[17~',
  'ctrl-left': '\u001B[1;5D',
  'ctrl-right': '\u001B[1;5C',
  'ctrl-a': '\u0001',
  'ctrl-c': '\u0003',
  'ctrl-d': '\u0004',
  'ctrl-e': '\u0005',
  'ctrl-k': '\u000B',
  'ctrl-l': '\u000C',
  'ctrl-u': '\u0015',
  'ctrl-w': '\u0017',
  'ctrl-y': '\u0019',
  'ctrl-z': '\u001A',
} as const;

export type Key = keyof typeof sequences;

/** While a program has switched on application cursor keys (DECCKM), these begin with SS3 instead of CSI. */
const cursorKeys: ReadonlySet<Key> = new Set<Key>(['up', 'down', 'right', 'left', 'home', 'end']);

/** The bytes that the key sends. */
export function keySequence(key: Key, applicationCursorKeys: boolean): string {
  const sequence = sequences[key];
  return applicationCursorKeys && cursorKeys.has(key) ? sequence.replace('[', 'O') : sequence;
}

/** The bytes that pasting the text sends: line ends as Enter sends them, in brackets if the program asked for that. */
export function pasteSequence(text: string, bracketed: boolean): string {
  const typed = text.replaceAll(/\r?\n/g, '\r');
  return bracketed ? `\u001B[200~${typed}\u001B[201~` : typed;
}
