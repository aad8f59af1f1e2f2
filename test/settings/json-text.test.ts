// JSON with places: the same values as `JSON.parse`, and for what is no JSON the place and the reason.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/settings/json-text.js';

describe('what is JSON', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(readJson(text)).toMatchObject({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it.each([
    '{"a":[1,-0.5e3,true,null,"\\u00e9\\n\\ud83d"]}',
    '\uFEFF{}',
    ' [ ] ',
    '"\u2028"',
    '{"__proto__":{"x":1}}',
  ])('%j', (text) => {
    const read = readJson(text);
    expect(read.ok && read.value).toEqual(JSON.parse(text.replace('\uFEFF', '')));
  });

  it('keeps a key that would change the prototype a plain key', () => {
    const read = readJson('{"__proto__":{"x":1}}');
    const value: unknown = read.ok ? read.value : undefined;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"x":1}}');
  });

  it.each([
    [[], 1, 1],
    [['a'], 2, 3],
    [['a', 'b'], 3, 5],
    [['c'], 5, 3],
    [['c', 1], 5, 13],
    [['c', 1, 'beyond'], 5, 13],
    [['nowhere'], 1, 1],
  ])('knows where %j is', (path, line, column) => {
    const read = readJson('{\n  "a": {\r\n    "b": 1\n  },\n  "c": [10, 20]\n}');
    expect(read.ok && read.placeOf(path)).toEqual({ line, column });
  });
});

describe('what is no JSON', () => {
  it.each([
    ['nothing', '', 1, 1, 'the text ends too early'],
    ['a comma too many', '{\n  "a": 1,\n}', 3, 1, 'a key in double quotes is missing here'],
    ['a comma too few', '{"a": 1\n "b": 2}', 2, 2, 'a comma or "}" is missing here'],
    ['a comma too few in a list', '[1 2]', 1, 4, 'a comma or "]" is missing here'],
    ['no colon', '{"a" 1}', 1, 6, 'a colon is missing here'],
    ['no value', '{"a": }', 1, 7, 'a value is missing here'],
    ['a key without quotes', '{a: 1}', 1, 2, 'a key in double quotes is missing here'],
    ['single quotes', "{'a': 1}", 1, 2, 'a key in double quotes is missing here'],
    ['a comment', '{} // settings', 1, 4, 'the text should end here'],
    ['an open text', '["a\nb"]', 1, 2, 'this text is not closed, or has an escape that is none'],
    ['an escape that is none', '"\\x41"', 1, 1, 'this text is not closed, or has an escape that is none'],
    ['a number that is none', '01', 1, 2, 'the text should end here'],
    ['not a number', 'NaN', 1, 1, 'a value is missing here'],
    ['an end too early', '{"a": [1, 2', 1, 12, 'the text ends too early'],
    ['a key twice', '{"a": 1,\n "a": 2}', 2, 2, 'the key "a" is there twice'],
    ['brackets without end', '['.repeat(10_000), 1, 18, 'this is too deep'],
  ])('%s', (_, text, line, column, problem) => {
    expect(readJson(text)).toEqual({ ok: false, problem, place: { line, column } });
  });

  it('never throws, and agrees with JSON.parse but for keys that are there twice', () => {
    const pieces = ['{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', '-', 'true', ' ', '\n', '"'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (chosen) => {
        const text = chosen.join('');
        const read = readJson(text);
        if (!read.ok && read.problem.endsWith('twice')) return;
        expect(read.ok).toBe(isJson(text));
      }),
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
