// How keys are spelled: terminal-kit calls one `CTRL_LEFT`, the settings `ctrl-left`, the help `Ctrl-Left`. Pure.

/** Keys that type nothing, by terminal-kit's names, with how people call them. */
const namedKeys: Readonly<Record<string, string>> = {
  ENTER: 'Enter',
  KP_ENTER: 'Keypad-Enter',
  TAB: 'Tab',
  ESCAPE: 'Esc',
  BACKSPACE: 'Backspace',
  DELETE: 'Delete',
  INSERT: 'Insert',
  UP: 'Up',
  DOWN: 'Down',
  LEFT: 'Left',
  RIGHT: 'Right',
  HOME: 'Home',
  END: 'End',
  PAGE_UP: 'PgUp',
  PAGE_DOWN: 'PgDn',
  WHEEL_UP: 'Wheel-Up',
  WHEEL_DOWN: 'Wheel-Down',
  ' ': 'Space',
};

const functionKeys = 12;

/** Other spellings that people try. */
const synonyms: Readonly<Record<string, string>> = {
  esc: 'escape',
  return: 'enter',
  pgup: 'page-up',
  pgdn: 'page-down',
  pageup: 'page-up',
  pagedown: 'page-down',
  del: 'delete',
  ins: 'insert',
};

/** A terminal sends the same byte for both (ECMA-48 §5.2), so that nobody can tell them apart. */
const sameAs: Readonly<Record<string, string>> = {
  'ctrl-i': 'tab',
  'ctrl-m': 'enter',
  'ctrl-[': 'escape',
  'ctrl-h': 'backspace',
};

const modifiers = ['ctrl', 'alt', 'shift'] as const;

/** A key as the program knows it, or why there is none of that name, as the end of a sentence that begins with it. */
export type KeyNamed = { readonly key: string } | { readonly problem: string };

/**
 * The key of a name.
 *
 * @param spelling `ctrl-f`, `alt-enter`, `f4`, `page-up`; upper and lower case are the same, but for a lone character
 */
export function keyNamed(spelling: string): KeyNamed {
  // One character is the key that types it.
  if (/^[^\p{C}\p{Z}]$/u.test(spelling)) return { key: spelling };
  const name = spelling.toLowerCase();
  if (name === 'space') return { key: ' ' };
  const same = sameAs[name];
  if (same !== undefined) return { problem: `is for a terminal the same as ${same}: say ${same}` };
  const held = /^(?:(?:ctrl|alt|shift)-)*/u.exec(name)?.[0] ?? '';
  const base = name.slice(held.length);
  const known = baseKeys.get(synonyms[base] ?? base) ?? (held === '' ? undefined : characterKey(base));
  if (known === undefined) {
    return { problem: 'is no key: say ctrl-f, alt-enter, shift-up, page-down, f4, tab or a character' };
  }
  const order = modifiers.filter((modifier) => held.split('-').includes(modifier));
  return { key: [...order.map((modifier) => modifier.toUpperCase()), known].join('_') };
}

/** How people call a key: `Ctrl-Left`. */
export function keyLabel(key: string): string {
  const held = /^(?:(?:CTRL|ALT|SHIFT)_)*/u.exec(key)?.[0] ?? '';
  const base = key.slice(held.length);
  const labels = modifiers.filter((modifier) => held.split('_').includes(modifier.toUpperCase()));
  return [
    ...labels.map((label) => label.charAt(0).toUpperCase() + label.slice(1)),
    namedKeys[base] ?? base,
  ].join('-');
}

/** Whether the key types a character. */
export function isCharacterKey(key: string): boolean {
  return /^.$/su.test(key);
}

const baseKeys: ReadonlyMap<string, string> = new Map([
  ...Object.keys(namedKeys).map((key) => [key.toLowerCase().replaceAll('_', '-'), key] as const),
  ...Array.from({ length: functionKeys }, (_, index) => [`f${index + 1}`, `F${index + 1}`] as const),
]);

/** With a modifier a character is named by its upper case. */
function characterKey(base: string): string | undefined {
  return /^[a-z_]$/u.test(base) ? base.toUpperCase() : undefined;
}
