// Who cannot reach whom on an in-memory LAN although both are on it: partitions, and paths that are broken one way.
// Knows of hosts only that they differ.

/** The faults of a LAN's paths. */
export interface LanFaults<Host extends object> {
  /**
   * Splits the LAN into groups of hosts that reach only their own group. Hosts that are in none are one more group
   * together. Takes the place of an earlier partition.
   */
  readonly partition: (groups: readonly (readonly Host[])[]) => void;
  /** Keeps everything that one host sends from reaching another; what the other sends still arrives. */
  readonly blockPath: (from: Host, to: Host) => void;
  /** Ends the partition, and opens every blocked path. */
  readonly heal: () => void;
  /** Whether what one host sends can reach the other. */
  readonly hasPath: (from: Host, to: Host) => boolean;
}

/** A LAN without faults. */
export function createLanFaults<Host extends object>(): LanFaults<Host> {
  /** The number of each host's group. */
  let groupOf: ReadonlyMap<Host, number> = new Map();
  const blocked = new Map<Host, Set<Host>>();

  return {
    partition(groups) {
      groupOf = new Map(groups.flatMap((hosts, number) => hosts.map((host) => [host, number] as const)));
    },
    blockPath(from, to) {
      blocked.set(from, (blocked.get(from) ?? new Set()).add(to));
    },
    heal() {
      groupOf = new Map();
      blocked.clear();
    },
    hasPath: (from, to) => groupOf.get(from) === groupOf.get(to) && !(blocked.get(from)?.has(to) ?? false),
  };
}
