// A cable between a host and the switch: a veth pair (veth(4)), one end an interface of the host, the other a port of
// the bridge. Knows how to tell when what was asked of it has really happened, since the kernel answers before that.
import * as z from 'zod';
import type { NetworkNamespace } from './network-namespace.js';
import { waitUntil } from './wait-until.js';

/** What every host calls its interface, as most computers do. */
export const hostInterface = 'eth0';

/** What the switch is called in its own namespace. */
const bridge = 'br0';

export interface Cable {
  /** Where the bridge is. */
  readonly lan: NetworkNamespace;
  /** Where the host's interface is. */
  readonly host: NetworkNamespace;
  /** The name of the bridge's port. */
  readonly port: string;
}

/** Makes the switch. */
export async function makeBridge(lan: NetworkNamespace): Promise<void> {
  // Without snooping it floods multicast like a plain switch: nobody here asks who is listening (RFC 4541 §2.1.2).
  await lan.ip(`link add ${bridge} type bridge mcast_snooping 0`);
  await lan.ip(`link set ${bridge} addrgenmode none up`);
}

/** Connects a host to the switch; resolves when the switch forwards what the host sends. */
export async function plugIn({ lan, host, port }: Cable): Promise<void> {
  await lan.ip(`link add ${port} type veth peer name ${hostInterface} netns ${host.pid}`);
  // No IPv6 addresses: nothing here speaks IPv6 yet, and finding out that one is unique takes a second (RFC 4862 §5.4).
  await lan.ip(`link set ${port} addrgenmode none master ${bridge} up`);
  await host.ip(`link set ${hostInterface} addrgenmode none up`);
  await untilCable({ lan, host, port }, 'in');
}

/** Pulls the cable out of the switch, or puts it back; resolves when both ends have noticed. */
export async function moveCable(cable: Cable, state: 'in' | 'out'): Promise<void> {
  await cable.lan.ip(`link set ${cable.port} ${state === 'in' ? 'up' : 'down'}`);
  await untilCable(cable, state);
}

/** Resolves when the host may use the address. */
export async function untilAddress({ host }: Cable, address: string): Promise<void> {
  await waitUntil(`${address} to be usable`, async () => {
    const { addr_info: addresses } = await addressReport(host);
    const usable = addresses.some(({ local, tentative }) => local === address && tentative !== true);
    return usable ? true : undefined;
  });
}

async function untilCable({ lan, host, port }: Cable, state: 'in' | 'out'): Promise<void> {
  await waitUntil(`the cable of ${port} to be ${state}`, async () => {
    const hasCarrier = (await addressReport(host)).operstate === 'UP';
    // The bridge hears of its port's carrier up to a second later than the host of its own (net/core/link_watch.c).
    const forwards = (await portState(lan, port)) === 'forwarding';
    return hasCarrier === (state === 'in') && forwards === hasCarrier ? true : undefined;
  });
}

/** What `ip -json address show` tells of an interface, as far as we ask. */
const addressReportSchema = z.tuple([
  z.object({
    operstate: z.string(),
    addr_info: z.array(z.object({ local: z.string(), tentative: z.boolean().optional() })),
  }),
]);

/** What `ip -json -details link show` tells of a port of a bridge, as far as we ask. */
const portReportSchema = z.tuple([
  z.object({ linkinfo: z.object({ info_slave_data: z.object({ state: z.string() }) }) }),
]);

async function addressReport(host: NetworkNamespace): Promise<z.infer<typeof addressReportSchema>[0]> {
  return addressReportSchema.parse(JSON.parse(await host.ip(`-json address show dev ${hostInterface}`)))[0];
}

async function portState(lan: NetworkNamespace, port: string): Promise<string> {
  const [report] = portReportSchema.parse(JSON.parse(await lan.ip(`-json -details link show dev ${port}`)));
  return report.linkinfo.info_slave_data.state;
}
