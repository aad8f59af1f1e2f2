// A host's own firewall (nftables): one that came with the system and was never told of this program, a LAN that loses
// datagrams, a wall between two groups of hosts.
import type { Host } from './lab.js';

/** What passes a chain, in nftables' words, is dropped. */
interface Filter {
  /** The table that holds the rule, so that taking it away takes all of it. One host may have several. */
  readonly table: string;
  /** Before programs hear it, or before the network does: what `output` drops, the sender is told of, by EPERM. */
  readonly hook: 'input' | 'output';
  /** Which packets. */
  readonly what: string;
}

/** Sets up a filter on a host; resolves with what undoes it. */
export async function drop(host: Host, { table, hook, what }: Filter): Promise<() => Promise<void>> {
  const chain = `${hook} { type filter hook ${hook} priority filter; policy accept; }`;
  // All at once, as one transaction (nft(8)).
  await host.run(
    'nft',
    [
      `add table inet ${table}`,
      `add chain inet ${table} ${chain}`,
      `add rule inet ${table} ${hook} ${what} drop`,
    ].join('; '),
  );
  return async () => void (await host.run('nft', `delete table inet ${table}`));
}

/** Drops all UDP that leaves the host for this port; resolves with what undoes it. */
export async function dropOutgoing(host: Host, port: number): Promise<() => Promise<void>> {
  return await drop(host, { table: 'lab', hook: 'output', what: `udp dport ${port}` });
}

/** Loses this share, in percent, of the UDP datagrams that come to the host, each by its own throw of the dice. */
export async function loseIncoming(host: Host, percent: number): Promise<() => Promise<void>> {
  const what = `meta l4proto udp numgen random mod 100 < ${percent}`;
  return await drop(host, { table: 'loss', hook: 'input', what });
}

/** Parts two groups of hosts: neither hears the other. Resolves with what brings them together again. */
export async function part(left: readonly Host[], right: readonly Host[]): Promise<() => Promise<void>> {
  const lifts = await Promise.all([...deafTo(left, right), ...deafTo(right, left)]);
  return async () => void (await Promise.all(lifts.map(async (lift) => await lift())));
}

function deafTo(hosts: readonly Host[], others: readonly Host[]): Promise<() => Promise<void>>[] {
  const what = `ip saddr { ${others.map(({ address }) => address).join(', ')} }`;
  return hosts.map(async (host) => await drop(host, { table: 'wall', hook: 'input', what }));
}
