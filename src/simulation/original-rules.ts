// What the 2012 original does with a datagram: draw it, or die. Written from its behaviour (Ruby 3.1, json 2.6.1) and
// deliberately sharing no code with `src/wire`, which is tested against it.

/** Alive, and what it draws; or its receive thread has ended for good, silently, and of what. */
export type OriginalFate =
  | {
      readonly alive: true;
      readonly clientId: string;
      /** The line that it draws. */
      readonly shown: string;
      /** Whether a newline within that line garbles its screen. */
      readonly garbled: boolean;
    }
  | { readonly alive: false; readonly cause: string };

/** It calls `recvfrom(1024)`: what a longer datagram has beyond that is cut off. */
const receivedBytes = 1024;

/** Ruby's `JSON.parse` refuses deeper nesting. */
const maxNesting = 100;

/** One token of JSON: a whole string, or a bracket. */
const token = /"(?:[^"\\]|\\.)*"|[[\]{}]/gs;

/**
 * What becomes of the original when it receives these bytes. Where nothing was measured (a field that is not a string,
 * bytes that are not UTF-8, a low surrogate alone, which Ruby turns into invalid UTF-8), it is taken to die.
 */
export function originalFate(bytes: Uint8Array): OriginalFate {
  const received = Buffer.from(bytes).subarray(0, receivedBytes);
  if (received.length === 0) return dead('an empty datagram');
  const text = received.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(received)) return dead('bytes that are not UTF-8');
  if (text.startsWith('\uFEFF')) return dead('a byte order mark');

  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return dead(bytes.length > receivedBytes ? 'a datagram cut off after 1024 bytes' : 'invalid JSON');
  }
  const trouble = troubleInTokens(text);
  if (trouble !== undefined) return dead(trouble);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return dead('no object at the top');

  const fields = new Map<string, unknown>(Object.entries(value));
  const [clientId, handle, content] = ['client_id', 'handle', 'content'].map((key) => fields.get(key));
  if (typeof clientId !== 'string' || typeof handle !== 'string' || typeof content !== 'string') {
    return dead('a missing key');
  }
  const shown = `<${handle}> ${content}`;
  if (shown.includes('\0')) return dead('a NUL in its window');
  return { alive: true, clientId, shown, garbled: /[\r\n]/.test(shown) };
}

function dead(cause: string): OriginalFate {
  return { alive: false, cause };
}

/** What JavaScript's parser allows and Ruby's does not: wherever it stands, even under keys that nobody reads. */
function troubleInTokens(text: string): string | undefined {
  let depth = 0;
  for (const [found] of text.matchAll(token)) {
    if (found.startsWith('"')) {
      if (/\p{Surrogate}/u.test(String(JSON.parse(found)))) return 'a lone surrogate';
    } else {
      depth += found === '[' || found === '{' ? 1 : -1;
      if (depth > maxNesting) return 'nesting deeper than 100';
    }
  }
  return undefined;
}
