// A host's own firewall (nftables), as one that came with the system and was never told of this program.
import type { Host } from './lab.js';

/** The table that holds our rules, so that taking it away takes them all. */
const table = 'inet lab';

/** A chain that every outgoing packet passes: what it drops, the sender is told of, by EPERM. */
const outputChain = '{ type filter hook output priority filter; policy accept; }';

/** Drops all UDP that leaves the host for this port; resolves with what undoes it. */
export async function dropOutgoing(host: Host, port: number): Promise<() => Promise<void>> {
  await host.run('nft', `add table ${table}`);
  await host.run('nft', `add chain ${table} output ${outputChain}`);
  await host.run('nft', `add rule ${table} output udp dport ${port} drop`);
  return async () => void (await host.run('nft', `delete table ${table}`));
}
