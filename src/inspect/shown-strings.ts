// Which texts an inspector may show when what people say is to stay hidden. All others are hidden: a new field of a context
// or an event is content until it is listed here.

/**
 * The keys whose texts are no content, in contexts and in events of every machine. A dot stands before the last key where
 * the one alone could be anything: `trouble.sentence`. In arrays, sets and maps the key of the whole holds.
 */
const keysByMatter = {
  kind: [
    'type',
    'kind',
    'status',
    'tag',
    'code',
    'name',
    'reason',
    'format',
    'role',
    'family',
    'families',
    'stage',
  ],
  /** People are named; what they say is not. */
  people: ['handle', 'handles', 'clientId', 'client_id', 'id', 'to', 'from', 'giver', 'formerClientIds'],
  condition: ['presence', 'delivery', 'hello', 'leaving', 'why', 'known', 'holding', 'lacking', 'members'],
  /** Streams, and datagrams and messages by their numbers. */
  streams: [
    'stream',
    'streams',
    'ownStreams',
    'changedStreams',
    'removed',
    'key',
    'completed',
    'held',
    'wanted',
  ],
  network: ['address', 'mac', 'group', 'groups', 'on', 'staleBecause', 'openedBecause', 'trouble.sentence'],
  screen: ['overlay', 'overlay.name', 'mode', 'step'],
} as const;

const keysShown: ReadonlySet<string> = new Set(Object.values(keysByMatter).flat());

/** Keys whose values are told of without a look into them: large, and the same all the time. */
const keysLeftOut: ReadonlySet<string> = new Set(['keymap']);

/** Where a value stands. */
export interface Place {
  /** The key of the object that it belongs to. */
  readonly key: string;
  /** The key of that object. */
  readonly parent: string;
  /** That object. */
  readonly owner: object;
}

/** Whether a text at this place is no content. */
export function isShown({ key, parent, owner }: Place): boolean {
  // A key that types is what it types.
  if (key === 'key' && 'type' in owner && owner.type === 'key') return !('text' in owner);
  return keysShown.has(key) || keysShown.has(`${parent}.${key}`);
}

export function isLeftOut(key: string): boolean {
  return keysLeftOut.has(key);
}
