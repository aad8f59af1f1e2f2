// The order in which people expect names with numbers: `eth2` before `eth10`. The same on every computer, and without the
// tables of a language, which take longer to load than the first screen has.

/** A number is compared as one, all else character by character. */
const parts = /\d+|\D/gu;

/** Compares two names: less than 0 when the first comes before the other, 0 when neither does. */
export function compareNaturally(one: string, other: string): number {
  const others = other.match(parts) ?? [];
  for (const [at, part] of (one.match(parts) ?? []).entries()) {
    const difference = comparePart(part, others[at] ?? '');
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** An empty part is the end of a name, and comes before anything. */
function comparePart(one: string, other: string): number {
  if (one === other) return 0;
  if (other === '') return 1;
  const difference = Number(one) - Number(other);
  // White space would count as 0: two parts of one number, or none, are compared as text.
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  return one.length - other.length || (one < other ? -1 : 1);
}
