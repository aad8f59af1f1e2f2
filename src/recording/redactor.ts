// `--record-redacted`: entries as a recording may have them that is handed on. Texts become masks of the same length, names
// and addresses others; ids, numbers and times stay. Works on entries as they are written, so that nothing gets by.
import { maskedText } from './masked-text.js';
import { createPseudonyms } from './pseudonyms.js';
import type { RecordingEntry, RecordingHeader } from './recording-format.js';
import { redactedDatagram } from './redacted-datagram.js';
import { redactedLine, redactedTyping } from './redacted-typing.js';

export interface Redactor {
  readonly header: (header: RecordingHeader) => RecordingHeader;
  readonly entry: (entry: RecordingEntry) => RecordingEntry;
}

/** @param secret a whole number of 32 bits that nobody knows */
export function createRedactor(secret: number): Redactor {
  const names = createPseudonyms(secret);
  const typing = redactedTyping();
  /** What we have called ourselves: lines that name us are to do so still. */
  const own = new Set<string>();

  const content = (text: string): string =>
    [...own]
      .reduce((parts, name) => splitBy(parts, name, names.handle(name)), [{ text, isName: false }])
      .map((part) => (part.isName ? part.text : maskedText(part.text)))
      .join('');
  const datagram = (base64: string): string =>
    Buffer.from(redactedDatagram(Buffer.from(base64, 'base64'), { names, content })).toString('base64');

  /** What any value may hold, told by its keys. */
  const general = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') {
      switch (key) {
        case 'bytes':
          return datagram(value);
        case 'address':
          return names.address(value);
        case 'mac':
          return names.mac(value);
        case 'sentence':
          return names.sentence(value);
        default:
          return value;
      }
    }
    if (Array.isArray(value)) return value.map((each: unknown) => general(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return mapped(value, (each, name) => general(each, name));
  };

  const settings = (values: RecordingHeader['settings']): RecordingHeader['settings'] => {
    own.add(values.handle);
    return {
      ...values,
      handle: names.handle(values.handle),
      interfaces: values.interfaces.map((each) => (isAddress(each) ? names.address(each) : each)),
    };
  };

  /** What is typed, or written by somebody else than the program; by the name of its source. */
  const written: Readonly<Record<string, (value: object) => unknown>> = {
    terminal: (value) => {
      if (!('type' in value)) return value;
      if (value.type === 'paste') return mapped(value, maskedUnder('text'));
      if (value.type !== 'key' || !('key' in value)) return value;
      if ('text' in value) {
        const text = typing.typed(String(value.text));
        return { ...value, key: text, text };
      }
      typing.pressed(String(value.key));
      return value;
    },
    console: (value) =>
      mapped(value, (each, key) => {
        if (key === 'text') return redactedLine(String(each), nick);
        return key === 'reason' ? maskedText(String(each)) : each;
      }),
    // The doctor tells what it has found in words, with the names of others in them.
    doctor: (value) => general(masksIn(value, ['text', 'advice'])),
  };
  const nick = (name: string): string => {
    own.add(name);
    return names.handle(name);
  };

  const value = (given: unknown, kind: string): unknown => {
    if (kind === 'send') return datagram(String(given));
    if (typeof given !== 'object' || given === null) return given;
    if (kind === 'reload') return reloaded(given);
    return (written[kind] ?? general)(given);
  };
  const reloaded = (given: object): unknown =>
    mapped(given, (each, key) => {
      if (key !== 'change' || typeof each !== 'object' || each === null) return maskedText(String(each));
      return mapped(each, (part, name) => (name === 'values' ? general(settingsIn(part)) : part));
    });
  const settingsIn = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    return mapped(part, (each, name) => (name === 'handle' ? nick(String(each)) : each));
  };

  return {
    header: (header) => ({ ...header, redacted: true, settings: settings(header.settings) }),
    entry: (entry) => {
      switch (entry.type) {
        case 'came':
          return { ...entry, value: value(entry.value, entry.source) };
        case 'answered':
          return { ...entry, value: value(entry.value, entry.question) };
        case 'did':
          return { ...entry, value: value(entry.value, entry.action) };
        case 'failed': {
          const { tag, sentence } = entry.trouble;
          return { ...entry, trouble: { tag, sentence: names.sentence(sentence) } };
        }
        default:
          return entry;
      }
    },
  };
}

interface Part {
  readonly text: string;
  readonly isName: boolean;
}

/** Where a name stands as a word of its own, another takes its place. */
function splitBy(parts: readonly Part[], name: string, other: string): Part[] {
  const quoted = name.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
  const word = new RegExp(`(?<![\\p{L}\\p{N}\\p{M}_])${quoted}(?![\\p{L}\\p{N}\\p{M}_])`, 'giu');
  return parts.flatMap((part) => {
    if (part.isName) return [part];
    const between = part.text.split(word).map((text): Part => ({ text, isName: false }));
    return between.flatMap((each, at) => (at === 0 ? [each] : [{ text: other, isName: true }, each]));
  });
}

function mapped(value: object, change: (each: unknown, key: string) => unknown): object {
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => [key, change(each, key)]),
  );
}

function maskedUnder(masked: string): (each: unknown, key: string) => unknown {
  return (each, key) => (key === masked && typeof each === 'string' ? maskedText(each) : each);
}

/** Masks what stands under these keys, however deep. */
function masksIn(value: unknown, keys: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => masksIn(each, keys));
  if (typeof value !== 'object' || value === null) return value;
  return mapped(value, (each, key) =>
    keys.includes(key) && typeof each === 'string' ? maskedText(each) : masksIn(each, keys),
  );
}

function isAddress(text: string): boolean {
  return /^[\d.]+$|:/u.test(text);
}
