// From what the session knows of its network to what `/net` shows of it.
import { hearsNoIPv4, type NetworkState, type SessionContext } from '../../machines/session.context.js';
import { withoutScope } from '../net/addresses.js';
import { type Bridge, deviceOf, networkOf } from '../net/interfaces.js';
import { speakers } from '../net/speakers.js';
import type { InterfaceTrouble, NetworkInterface } from '../net/transport.js';
import type { AddressView, DeviceView, NetView, PortView } from '../view/net-view.js';

/** The network as it is; each second of it costs once, however often the rest of the session changes. */
const devicesByNetwork = new WeakMap<NetworkState, readonly DeviceView[]>();

/** @param bridges devices that have turned out to be on one segment, as far as somebody has looked */
export function netViewOf(context: SessionContext, bridges: readonly Bridge[] = []): NetView {
  const { settings, network, recovery, discarded } = context;
  const { groups, ttl, port } = settings;
  const isOpen = network.joined.length > 0;
  const { receiveBufferBytes, controlTrouble } = network;
  return {
    groups,
    ttl,
    devices: bridges.length === 0 ? knownDevices(network, groups) : devicesOf(network, groups, bridges),
    isIPv4Silent: hearsNoIPv4(context),
    chat: portView(port, isOpen, recovery.isBlocked ? undefined : recovery.trouble?.sentence, discarded.chat),
    control: portView(
      port + 1,
      isOpen && controlTrouble === undefined,
      controlTrouble?.sentence,
      discarded.control,
    ),
    ...(isOpen ? { receiveBufferBytes } : {}),
    notAdmitted: discarded.turnedAway,
  };
}

function portView(
  port: number,
  open: boolean,
  reason: string | undefined,
  discarded: Readonly<Record<string, number>>,
): PortView {
  const unreadable = Object.fromEntries(
    Object.entries(discarded)
      // Doctors use this port too, and mean no harm.
      .filter(([name]) => name !== 'doctor')
      .map(([name, count]) => [name.replaceAll('-', ' '), count]),
  );
  return { port, open, unreadable, ...(open || reason === undefined ? {} : { reason }) };
}

function knownDevices(network: NetworkState, groups: readonly string[]): readonly DeviceView[] {
  const known = devicesByNetwork.get(network);
  if (known !== undefined) return known;
  const devices = devicesOf(network, groups, []);
  devicesByNetwork.set(network, devices);
  return devices;
}

function devicesOf(
  network: NetworkState,
  groups: readonly string[],
  bridges: readonly Bridge[],
): readonly DeviceView[] {
  const speaking = speakers(network.joined, groups, bridges);
  const names = [...new Set(network.interfaces.map(deviceOf))];
  return names.map((name) => deviceView(name, network, speaking));
}

function deviceView(name: string, network: NetworkState, speaking: ReturnType<typeof speakers>): DeviceView {
  const own = network.interfaces.filter((one) => deviceOf(one) === name);
  const heardAt = own.flatMap((one) => network.heardOn.get(one.name) ?? []);
  return {
    name,
    internal: own.some(({ internal }) => internal),
    addresses: own.map((one) => addressView(one, network, speaking)),
    ...(heardAt.length === 0 ? {} : { heardAt: Math.max(...heardAt) }),
  };
}

function addressView(
  one: NetworkInterface,
  { joined, refused, refusedSending }: NetworkState,
  speaking: ReturnType<typeof speakers>,
): AddressView {
  const joinRefused = codeFor(one, refused);
  const sendRefused = codeFor(one, refusedSending);
  const [speaker] =
    speaking.find((segment) => segment.some((other) => isSame(other, one) || isOnDevice(other, one))) ?? [];
  return {
    address: withoutScope(one.address),
    segment: segmentOf(one),
    joined: joined.some((other) => isSame(other, one)),
    ...(joinRefused === undefined ? {} : { joinRefused }),
    ...(sendRefused === undefined ? {} : { sendRefused }),
    ...(speaker === undefined
      ? {}
      : { speaker: { name: speaker.name, address: withoutScope(speaker.address) } }),
  };
}

function segmentOf(one: NetworkInterface): string {
  if (one.internal) return 'loopback';
  return one.family === 'IPv6' ? 'link-local' : networkOf(one);
}

function codeFor(one: NetworkInterface, troubles: readonly InterfaceTrouble[]): string | undefined {
  return troubles.find((trouble) => isSame(trouble.interface, one))?.code;
}

function isSame(one: NetworkInterface, other: NetworkInterface): boolean {
  return one.name === other.name && one.address === other.address;
}

function isOnDevice(one: NetworkInterface, other: NetworkInterface): boolean {
  return deviceOf(one) === deviceOf(other);
}
