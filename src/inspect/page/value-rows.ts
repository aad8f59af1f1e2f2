// A JSON value as the rows of a tree, with what has changed in it marked. Pure.
import { maxDepth, maxValueRows, membersAtATime } from './page-limits.js';
import { preview } from './preview.js';
import { isList, isRecord, ownMember } from './shared-structure.js';

export interface ValueRow {
  /** Where it is (JSON Pointer, RFC 6901). */
  readonly path: string;
  readonly depth: number;
  readonly key: string;
  /** The value on one line. */
  readonly preview: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'null' | 'list' | 'object' | 'more';
  /** Against the value before. */
  readonly change: 'same' | 'changed' | 'added' | 'gone';
  /** Whether there is something inside, and whether it is shown; `undefined` if there is nothing. */
  readonly isOpen: boolean | undefined;
}

/** Which rows are open, by path, and how many members are shown in each. */
export type OpenRows = ReadonlyMap<string, number>;

/** The path of the whole value. */
const wholePath = '';

/**
 * The rows of a value's members, or of the value alone if it has none.
 *
 * @param before what it was before; equal parts must be the same objects. The value itself: nothing is marked
 */
export function valueRows(value: unknown, before: unknown, open: OpenRows): readonly ValueRow[] {
  const members = membersOf(value);
  if (members === undefined || members.length === 0)
    return [rowOf({ path: wholePath, key: '', value, before }, 0, open)];
  const rows: ValueRow[] = [];
  putMembers(rows, { path: wholePath, key: '', value, before }, 0, open);
  return rows;
}

/** Opens a row or closes it. */
export function toggled(open: OpenRows, path: string): OpenRows {
  const next = new Map(open);
  if (!next.delete(path)) next.set(path, membersAtATime);
  return next;
}

/** Shows some more members; `path` is that of the row that says there are more. */
export function withMore(open: OpenRows, path: string): OpenRows {
  const parent = path.slice(0, path.lastIndexOf('/'));
  return new Map(open).set(parent, (open.get(parent) ?? membersAtATime) + membersAtATime);
}

/** A value, where it is, and what was there. */
interface Place {
  readonly path: string;
  readonly key: string;
  readonly value: unknown;
  readonly before: unknown;
}

/** No JSON value is this one. */
const nothing = undefined;

function putMembers(rows: ValueRow[], { path, value, before }: Place, depth: number, open: OpenRows): void {
  const members = membersOf(value) ?? [];
  const shown = open.get(path) ?? membersAtATime;
  const places = [
    ...members.slice(0, shown).map((key) => placeOf(path, key, value, before)),
    ...goneOf(value, before)
      .slice(0, membersAtATime)
      .map((key) => placeOf(path, key, value, before)),
  ];
  for (const place of places) {
    if (rows.length >= maxValueRows) return;
    const row = rowOf(place, depth, open);
    rows.push(row);
    if (row.isOpen === true && depth < maxDepth) putMembers(rows, place, depth + 1, open);
  }
  const rest = members.length - shown;
  if (rest > 0) rows.push(moreRow(path, depth, rest));
}

/** Stands in a path where no member's key can: one with a tilde is escaped. */
const moreKey = '~more';

function moreRow(path: string, depth: number, rest: number): ValueRow {
  const label = `${rest} more`;
  return {
    path: `${path}/${moreKey}`,
    depth,
    key: '',
    preview: label,
    kind: 'more',
    change: 'same',
    isOpen: undefined,
  };
}

function placeOf(path: string, key: string, value: unknown, before: unknown): Place {
  const escaped = key.replaceAll('~', '~0').replaceAll('/', '~1');
  return { path: `${path}/${escaped}`, key, value: memberOf(value, key), before: memberOf(before, key) };
}

function rowOf({ path, key, value, before }: Place, depth: number, open: OpenRows): ValueRow {
  const isGone = value === nothing;
  const shown = isGone ? before : value;
  const isEmpty = (membersOf(shown)?.length ?? 0) === 0;
  return {
    path,
    depth,
    key,
    preview: preview(shown),
    kind: kindOf(shown),
    change: changeOf(value, before),
    isOpen: isEmpty || isGone || path === wholePath ? undefined : open.has(path),
  };
}

function changeOf(value: unknown, before: unknown): ValueRow['change'] {
  if (Object.is(value, before)) return 'same';
  if (value === nothing) return 'gone';
  return before === nothing ? 'added' : 'changed';
}

function kindOf(value: unknown): ValueRow['kind'] {
  if (isList(value)) return 'list';
  if (isRecord(value)) return 'object';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'null';
}

function membersOf(value: unknown): readonly string[] | undefined {
  if (isList(value)) return value.map((_, index) => String(index));
  return isRecord(value) ? Object.keys(value) : undefined;
}

/** What was there and is not any more. */
function goneOf(value: unknown, before: unknown): readonly string[] {
  if (Object.is(value, before) || isList(value) !== isList(before)) return [];
  return (membersOf(before) ?? []).filter((key) => memberOf(value, key) === nothing);
}

function memberOf(value: unknown, key: string): unknown {
  if (isList(value)) return value[Number(key)];
  return isRecord(value) ? ownMember(value, key) : nothing;
}
