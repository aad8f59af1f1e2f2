// Who of this host's interfaces speaks on each LAN segment, and in which family: what is said leaves once. Pure.
import { familyOf } from './addresses.js';
import { type Bridge, type Segment, segments } from './interfaces.js';
import type { NetworkInterface } from './transport.js';

/**
 * The interfaces that may speak on each segment, the first that can: those of the first group's family, or if the segment
 * has none, of the next one's.
 *
 * @param joined where we are members: where the answer could not be heard, nobody speaks
 * @param groups the room's groups, the preferred family's first
 * @param bridges devices that are known to be on one segment
 */
export function speakers(
  joined: readonly NetworkInterface[],
  groups: readonly string[],
  bridges: readonly Bridge[],
): Segment[] {
  return segments(joined, bridges).map((segment) => preferredOf(segment, groups) ?? segment);
}

/** The members of the first family that the segment has. */
function preferredOf(segment: Segment, groups: readonly string[]): Segment | undefined {
  for (const group of groups) {
    const [first, ...spares] = segment.filter(({ family }) => family === familyOf(group));
    if (first !== undefined) return [first, ...spares];
  }
  return undefined;
}
