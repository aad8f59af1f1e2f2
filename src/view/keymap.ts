// The keymap in force: the table of key bindings, and what the person's settings make of it. Pure.
import { type Binding, type Command, keyBindings, type KeyMode } from './key-bindings.js';
import { isCharacterKey, keyLabel, keyNamed } from './key-names.js';

export type { Binding, Command, KeyMode } from './key-bindings.js';
export { isCharacterKey } from './key-names.js';

/** What keys do. */
export interface Keymap {
  readonly bindings: readonly Binding[];
  /** The same by mode and key; those that hold always under `undefined`. */
  readonly commands: ReadonlyMap<KeyMode | undefined, ReadonlyMap<string, Command>>;
}

/** Modes in which keys that type characters are looked up as well. */
const characterModes: ReadonlySet<KeyMode | undefined> = new Set([
  'overlay',
  'selecting',
  'browsing',
  'empty-line',
]);

/** One setting that cannot be, and why, as the end of a sentence that begins with what was set. */
export interface KeyProblem {
  /** The key, as the settings spell it. */
  readonly key: string;
  readonly problem: string;
}

/** The table as it is. */
export const defaultKeymap: Keymap = keymapOf(keyBindings);

/** The names of all commands that a key can be bound to. */
export const commandNames: readonly string[] = keyBindings.map(({ name }) => name);

/**
 * What a key does, or `undefined` when it does nothing.
 *
 * @param key its name, or the character that it types
 * @param modes what the person is doing, since some keys mean something else then; the first that knows the key decides
 */
export function commandOf(keymap: Keymap, key: string, modes: readonly KeyMode[]): Command | undefined {
  const special = modes.find((mode) => keymap.commands.get(mode)?.has(key) === true);
  return keymap.commands.get(special)?.get(key);
}

/**
 * The table with keys bound anew. A key that is bound loses what it did before in the same mode; a command keeps its other
 * keys.
 *
 * @param keys for each key (`ctrl-f`) the name of a command (`search-history`), or `null`: it is to do nothing
 */
export function boundKeymap(keys: Readonly<Record<string, string | null>>): {
  readonly keymap: Keymap;
  /** Settings that cannot be; the others hold. */
  readonly problems: readonly KeyProblem[];
} {
  const problems: KeyProblem[] = [];
  let bindings: readonly Binding[] = keyBindings;
  for (const [spelling, command] of Object.entries(keys)) {
    const named = keyNamed(spelling);
    const problem = 'problem' in named ? named.problem : bindingProblem(named.key, command);
    if (problem !== undefined) problems.push({ key: spelling, problem });
    else if ('key' in named) bindings = bound(bindings, named.key, command);
  }
  return { keymap: keymapOf(bindings), problems };
}

/** The keys of a row as people call them, as many as fit: `Esc, End`. Empty when no key is bound to it. */
export function keyLabels({ keys }: Binding, columns: number): string {
  const [first = '', ...others] = keys.map(keyLabel);
  let labels = first;
  for (const label of others) {
    if (labels.length + separator.length + label.length > columns) break;
    labels += separator + label;
  }
  return labels;
}

const separator = ', ';

function bindingProblem(key: string, command: string | null): string | undefined {
  if (command === null) return undefined;
  const row = keyBindings.find(({ name }) => name === command);
  if (row === undefined) return `is bound to "${command}", which is no command: ${commandNames.join(', ')}`;
  const mode: KeyMode | undefined = 'onlyWhile' in row ? row.onlyWhile : undefined;
  if (isCharacterKey(key) && !characterModes.has(mode)) {
    return `types a character: bind "${command}" to a key that types none`;
  }
  return undefined;
}

function bound(bindings: readonly Binding[], key: string, command: string | null): readonly Binding[] {
  const target = bindings.find(({ name }) => name === command);
  return bindings.map((binding) => {
    if (binding === target)
      return { ...binding, keys: [key, ...binding.keys.filter((other) => other !== key)] };
    const loses = target === undefined || binding.onlyWhile === target.onlyWhile;
    return loses ? { ...binding, keys: binding.keys.filter((other) => other !== key) } : binding;
  });
}

function keymapOf(bindings: readonly Binding[]): Keymap {
  const commands = new Map<KeyMode | undefined, Map<string, Command>>();
  for (const { onlyWhile, keys, command } of bindings) {
    const inMode = commands.get(onlyWhile) ?? new Map<string, Command>();
    for (const key of keys) inMode.set(key, command);
    commands.set(onlyWhile, inMode);
  }
  return { bindings, commands };
}
