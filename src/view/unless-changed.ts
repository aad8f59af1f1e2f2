// What is made again only when something that it is made from has changed: of what is on the screen, a key changes one row.
// To call it is as pure as what makes it; but what it was made from last stays in memory until it is made from something else.
// Knows nothing of what is made.

/**
 * Makes a function that gives the very same result as long as it is given the very same parts, whatever object they come in.
 * Only the last result is kept.
 *
 * @param make pure
 */
export function unlessChanged<Parts extends object, Result>(
  make: (parts: Parts) => Result,
): (parts: Parts) => Result {
  let last: { readonly parts: Parts; readonly result: Result } | undefined;
  return (parts) => {
    if (last === undefined || !haveSameParts(last.parts, parts)) last = { parts, result: make(parts) };
    return last.result;
  };
}

function haveSameParts<Parts extends object>(one: Parts, other: Parts): boolean {
  for (const name in one) if (one[name] !== other[name]) return false;
  // What is absent from one may be in the other.
  for (const name in other) if (!(name in one)) return false;
  return true;
}
