// A group and port of its own for each test, so that nothing of one is heard in another.

export interface Room {
  readonly group: string;
  readonly port: number;
  /** The program's options that lead there. */
  readonly options: readonly string[];
}

/** Ports from here on; two a room, since a program may use the one above its own as well. */
const firstPort = 7000;

/** Room number `index`, 0 to 255, in the groups that never leave a site (RFC 2365 §6.1). */
export function room(index: number): Room {
  return roomAt(`239.255.77.${index}`, firstPort + 2 * index);
}

/** The room with this group and port. */
export function roomAt(group: string, port: number): Room {
  return { group, port, options: ['--group', group, '--port', String(port)] };
}
