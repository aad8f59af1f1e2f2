// IPv6 for the cards of the lab, which have none by themselves: a link-local address, as every interface of most
// computers gives itself.
import type { Host } from './lab.js';

/**
 * Gives the host's interface the address `fe80::NUMBER`. At once: the system need not find out first that nobody else has
 * it, which takes a second (RFC 4862 §5.4).
 */
export async function addLinkLocal(host: Host, device: string, number: number): Promise<void> {
  await host.run('ip', '-6', 'address', 'add', `fe80::${number}/64`, 'dev', device, 'nodad');
}
