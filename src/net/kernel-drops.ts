// How many datagrams the system has thrown away because a program was too slow to read them. Read from the kernel's
// lists of sockets (proc(5)); pure but for the reading that it is given.

const tables = ['/proc/net/udp', '/proc/net/udp6'];

/** `  33: 0B0806E0:1A9B 00000000:0000 …`: the local port is hexadecimal, and the count is the last column. */
const row = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) .*\s(\d+)\s*$/u;

/**
 * The datagrams that were dropped by all sockets on a port, those of other programs included, since they were opened.
 *
 * @param read the text of a file, or `undefined` if it cannot be read
 * @returns `undefined` where the system has no such lists
 */
export function readKernelDrops(
  read: (path: string) => string | undefined,
  port: number,
): number | undefined {
  const texts = tables.map(read).filter((text) => text !== undefined);
  if (texts.length === 0) return undefined;
  return texts
    .flatMap((text) => text.split('\n'))
    .map((line) => row.exec(line))
    .filter((found) => Number.parseInt(found?.[1] ?? '', 16) === port)
    .reduce((sum, found) => sum + Number(found?.[2] ?? 0), 0);
}
