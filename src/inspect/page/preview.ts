// A value on one line, cut where a row ends. Pure.
import { maxRowText } from './page-limits.js';
import { isList, isRecord } from './shared-structure.js';

/** Members that a preview names; the rest become dots. */
const previewedMembers = 6;

/** Levels that a preview goes down; what is deeper becomes dots. */
const previewedDepth = 2;

/** The value as JSON would have it, but with names unquoted and without what does not fit. */
export function preview(value: unknown): string {
  return cut(previewOf(value, 0));
}

/** The text up to as much as a row takes. */
function cut(text: string): string {
  return text.length <= maxRowText ? text : `${text.slice(0, maxRowText)}…`;
}

function previewOf(value: unknown, depth: number): string {
  if (isList(value)) {
    if (value.length === 0) return '[]';
    return depth === previewedDepth
      ? `[${value.length}]`
      : `[${some(
          value.map((_, at) => at),
          (at) => previewOf(value[at], depth + 1),
        )}]`;
  }
  if (isRecord(value)) {
    const keys = Object.keys(value);
    if (keys.length === 0) return '{}';
    return depth === previewedDepth
      ? '{…}'
      : `{ ${some(keys, (key) => `${key}: ${previewOf(value[key], depth + 1)}`)} }`;
  }
  return typeof value === 'string' ? JSON.stringify(cut(value)) : String(value);
}

function some<Member>(members: readonly Member[], words: (member: Member) => string): string {
  const shown = members.slice(0, previewedMembers).map(words);
  return [...shown, ...(members.length > previewedMembers ? ['…'] : [])].join(', ');
}
