// A state value as the paths of its states. Pure; knows no chart.
import { maxDepth } from './page-limits.js';
import { isRecord } from './shared-structure.js';

/** Every state that a value names, outermost first, with dots between: `active`, `active.connected`. */
export function pathsOf(value: unknown): readonly string[] {
  const paths: string[] = [];
  putPaths(paths, '', value, 0);
  return paths;
}

function putPaths(paths: string[], prefix: string, value: unknown, depth: number): void {
  if (typeof value === 'string') paths.push(prefix + value);
  if (!isRecord(value) || depth >= maxDepth) return;
  for (const [key, inner] of Object.entries(value)) {
    paths.push(prefix + key);
    putPaths(paths, `${prefix}${key}.`, inner, depth + 1);
  }
}

/** A state value in one line: `active.connected`, `heard(announcing.said, beating.resting)`; empty if there is none. */
export function valueInWords(value: unknown): string {
  return wordsOf(value, 0);
}

function wordsOf(value: unknown, depth: number): string {
  if (typeof value === 'string') return value;
  if (!isRecord(value) || depth >= maxDepth) return '';
  const regions = Object.entries(value).map(([key, inner]) => regionInWords(key, inner, depth));
  return depth > 0 && regions.length > 1 ? `(${regions.join(', ')})` : regions.join(', ');
}

function regionInWords(key: string, inner: unknown, depth: number): string {
  const words = wordsOf(inner, depth + 1);
  if (words === '') return key;
  return words.startsWith('(') ? key + words : `${key}.${words}`;
}
