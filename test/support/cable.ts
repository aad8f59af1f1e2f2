// A cable between a host and a switch: a veth pair (veth(4)), one end an interface of the host, the other a port of the
// bridge. Knows how to tell when what was asked of it has really happened, since the kernel answers before that.
import * as z from 'zod';
import type { NetworkNamespace } from './network-namespace.js';
import { waitUntil } from './wait-until.js';

/** Where a cable ends on the side of the LAN. */
export interface Switch {
  /** The namespace that the bridge is in. */
  readonly lan: NetworkNamespace;
  /** The bridge's name. */
  readonly bridge: string;
}

export interface Cable extends Switch {
  /** The name of the bridge's port. */
  readonly port: string;
  /** Where the host's interface is. */
  readonly host: NetworkNamespace;
  /** The name of the host's interface. */
  readonly interface: string;
}

/** Makes a switch; two of them have nothing in common but the namespace. */
export async function makeBridge({ lan, bridge }: Switch): Promise<void> {
  // Without snooping it floods multicast like a plain switch: nobody here asks who is listening (RFC 4541 §2.1.2).
  await lan.ip(`link add ${bridge} type bridge mcast_snooping 0`);
  await lan.ip(`link set ${bridge} addrgenmode none up`);
}

/**
 * Gives the host an interface that is connected to the switch; resolves when the switch forwards what it sends.
 * @param hardwareAddress of the interface, as `02:00:00:00:00:01`
 */
export async function plugIn(cable: Cable, hardwareAddress: string): Promise<void> {
  const { lan, bridge, port, host, interface: name } = cable;
  await lan.ip(`link add ${port} type veth peer name ${name} address ${hardwareAddress} netns ${host.pid}`);
  // No IPv6 addresses: nothing here speaks IPv6 yet, and finding out that one is unique takes a second (RFC 4862 §5.4).
  await lan.ip(`link set ${port} addrgenmode none master ${bridge} up`);
  await host.ip(`link set ${name} addrgenmode none up`);
  await untilCable(cable, 'in');
}

/** Takes the interface out of the host; its end on the switch goes with it. */
export async function destroy({ host, interface: name }: Cable): Promise<void> {
  await host.ip(`link delete ${name}`);
}

/** Pulls the cable out of the switch, or puts it back; resolves when both ends have noticed. */
export async function moveCable(cable: Cable, state: 'in' | 'out'): Promise<void> {
  await cable.lan.ip(`link set ${cable.port} ${state === 'in' ? 'up' : 'down'}`);
  await untilCable(cable, state);
}

/** Turns the host's interface off or on, as an administrator does; resolves when both ends have noticed. */
export async function setLink(cable: Cable, state: 'up' | 'down'): Promise<void> {
  await cable.host.ip(`link set ${cable.interface} ${state}`);
  await untilCable(cable, state === 'up' ? 'in' : 'out');
}

/** Resolves when the host may use the address. */
export async function untilAddress(cable: Cable, address: string): Promise<void> {
  await waitUntil(`${address} to be usable`, async () => {
    const { addr_info: addresses } = await addressReport(cable);
    const usable = addresses.some(({ local, tentative }) => local === address && tentative !== true);
    return usable ? true : undefined;
  });
}

async function untilCable(cable: Cable, state: 'in' | 'out'): Promise<void> {
  await waitUntil(`the cable of ${cable.port} to be ${state}`, async () => {
    const hasCarrier = (await addressReport(cable)).operstate === 'UP';
    // The bridge hears of its port's carrier up to a second later than the host of its own (net/core/link_watch.c).
    const forwards = (await portState(cable)) === 'forwarding';
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

async function addressReport({
  host,
  interface: name,
}: Cable): Promise<z.infer<typeof addressReportSchema>[0]> {
  return addressReportSchema.parse(JSON.parse(await host.ip(`-json address show dev ${name}`)))[0];
}

async function portState({ lan, port }: Cable): Promise<string> {
  const [report] = portReportSchema.parse(JSON.parse(await lan.ip(`-json -details link show dev ${port}`)));
  return report.linkinfo.info_slave_data.state;
}
