// Keeps what did not change: a new value takes over every part that equals the old one's at the same place. So a thousand
// snapshots of one actor cost what changed in them, and "has it changed?" is one comparison. Pure.
import { maxDepth } from './page-limits.js';

/** A value that shares what it can. */
export interface Sharing<Value = unknown> {
  /** Equal to what it was made of. */
  readonly value: Value;
  /** How many values of it are new; long texts count as several. */
  readonly weight: number;
}

/** Units of text that weigh as much as one value. */
const unitsPerValue = 32;

/**
 * Makes a value share its equal parts with another.
 *
 * @param previous what it may share with
 * @param next JSON, as it was parsed
 */
export function sharingWith<Value>(previous: unknown, next: Value): Sharing<Value>;
export function sharingWith(previous: unknown, next: unknown): Sharing {
  return shared(previous, next, 0);
}

/** Whether it is an object with members that have names. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it is a list, of whatever. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function shared(previous: unknown, next: unknown, depth: number): Sharing {
  if (Object.is(previous, next)) return { value: previous, weight: 0 };
  if (depth < maxDepth) {
    if (isList(previous) && isList(next)) return sharedList(previous, next, depth);
    if (isRecord(previous) && isRecord(next)) return sharedRecord(previous, next, depth);
  }
  return { value: next, weight: weightOf(next) };
}

function sharedList(previous: readonly unknown[], next: readonly unknown[], depth: number): Sharing {
  const members = next.map((each, index) => shared(previous[index], each, depth + 1));
  const isSame =
    previous.length === next.length && members.every(({ value }, index) => Object.is(value, previous[index]));
  if (isSame) return { value: previous, weight: 0 };
  return { value: members.map(({ value }) => value), weight: 1 + sum(members) };
}

function sharedRecord(
  previous: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
  depth: number,
): Sharing {
  const keys = Object.keys(next);
  const members = keys.map((key) => shared(ownMember(previous, key), next[key], depth + 1));
  const isSame =
    Object.keys(previous).length === keys.length &&
    keys.every((key, at) => Object.hasOwn(previous, key) && Object.is(members[at]?.value, previous[key]));
  if (isSame) return { value: previous, weight: 0 };
  // Not by assignment: a member may be called `__proto__`.
  const value = Object.fromEntries(keys.map((key, at) => [key, members[at]?.value]));
  return { value, weight: 1 + sum(members) };
}

/** The member of that name, and nothing that every object has. */
export function ownMember(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function sum(sharings: readonly Sharing[]): number {
  return sharings.reduce((total, { weight }) => total + weight, 0);
}

/** Without calling itself: a value may be nested as deeply as its sender likes. */
function weightOf(value: unknown): number {
  const waiting: unknown[] = [value];
  let weight = 0;
  while (waiting.length > 0) {
    const each = waiting.pop();
    weight += typeof each === 'string' ? 1 + Math.floor(each.length / unitsPerValue) : 1;
    if (typeof each === 'object' && each !== null) {
      // One by one: a list may be longer than a call has arguments.
      for (const member of Object.values(each)) waiting.push(member);
    }
  }
  return weight;
}
