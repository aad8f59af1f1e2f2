// JSON text with the place of everything in it, which `JSON.parse` does not tell: whoever writes settings by hand wants to
// know the line. Strict (RFC 8259), with two more rules: no key twice in one object, and a bound on the depth.

/** A place in a text; both count from 1, the column in UTF-16 units, as editors show them. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A place in a JSON value: keys and indices from the outside in. */
export type JsonPath = readonly PropertyKey[];

/** What a text says, or where and why it is no JSON. */
export type JsonText =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Where a value begins; that of an object's member is where its key does. */
      readonly placeOf: (path: JsonPath) => TextPlace;
    }
  | { readonly ok: false; readonly problem: string; readonly place: TextPlace };

/** Deeper than any setting is; so a text of brackets alone cannot exhaust the stack. */
const maxDepth = 16;

const space = /[ \t\n\r]*/uy;
const literal = /"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const word = /true|false|null/uy;

class JsonProblem extends Error {
  readonly offset: number;
  constructor(problem: string, offset: number) {
    super(problem);
    this.offset = offset;
  }
}

/** Reads a JSON text; never throws. A byte order mark before it is skipped (RFC 8259 §8.1 allows that). */
export function readJson(text: string): JsonText {
  const offsets = new Map<string, number>();
  try {
    const value = readValue(text, offsets);
    return { ok: true, value, placeOf: (path) => placeAt(text, offsetOf(path, offsets)) };
  } catch (thrown) {
    if (!(thrown instanceof JsonProblem)) throw thrown;
    return { ok: false, problem: thrown.message, place: placeAt(text, thrown.offset) };
  }
}

function readValue(text: string, offsets: Map<string, number>): unknown {
  let at = text.startsWith('\uFEFF') ? 1 : 0;

  /** What the pattern finds here, and the way to behind it. */
  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  }
  function takeSign(sign: string): boolean {
    take(space);
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  }
  function fail(problem: string): never {
    throw new JsonProblem(at < text.length ? problem : 'the text ends too early', at);
  }
  function string(what: string): string {
    take(space);
    const found =
      take(literal) ??
      fail(text[at] === '"' ? 'this text is not closed, or has an escape that is none' : what);
    return String(JSON.parse(found));
  }

  function value(path: JsonPath): unknown {
    take(space);
    offsets.set(nameOf(path), offsets.get(nameOf(path)) ?? at);
    if (path.length > maxDepth) fail('this is too deep');
    if (text[at] === '"') return string('');
    if (takeSign('{')) return object(path);
    if (takeSign('[')) return array(path);
    const simple = take(word) ?? take(number);
    return simple === undefined ? fail('a value is missing here') : JSON.parse(simple);
  }
  function object(path: JsonPath): unknown {
    const members = new Map<string, unknown>();
    if (takeSign('}')) return {};
    do {
      take(space);
      const keyAt = at;
      const key = string('a key in double quotes is missing here');
      if (members.has(key)) throw new JsonProblem(`the key ${JSON.stringify(key)} is there twice`, keyAt);
      offsets.set(nameOf([...path, key]), keyAt);
      if (!takeSign(':')) fail('a colon is missing here');
      members.set(key, value([...path, key]));
    } while (takeSign(','));
    // Unlike an assignment, this makes a key of any name a plain one, `__proto__` too.
    return takeSign('}') ? Object.fromEntries(members) : fail('a comma or "}" is missing here');
  }
  function array(path: JsonPath): unknown {
    const elements: unknown[] = [];
    if (takeSign(']')) return elements;
    do elements.push(value([...path, elements.length]));
    while (takeSign(','));
    return takeSign(']') ? elements : fail('a comma or "]" is missing here');
  }

  const found = value([]);
  take(space);
  return at === text.length ? found : fail('the text should end here');
}

/** The nearest place around it that is known. */
function offsetOf(path: JsonPath, offsets: ReadonlyMap<string, number>): number {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = offsets.get(nameOf(path.slice(0, length)));
    if (offset !== undefined) return offset;
  }
  return 0;
}

function nameOf(path: JsonPath): string {
  return JSON.stringify(path.map(String));
}

function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split(/\r\n|[\n\r]/u);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
