// Each network interface and how it is, and what the system and the network do to us: for `/net`.
import { faint, type Line, span } from '../frame.js';
import type { AddressView, DeviceView, NetView, PortView } from '../net-view.js';
import { refusalText } from '../refusal-text.js';
import { hanging, heading, item, type Overlay } from './overlay.js';

const msPerSecond = 1000;
const secondsPerMinute = 60;
const minutesPerHour = 60;
const bytesPerKibibyte = 1024;

/** Where an address's row begins. */
const indentColumns = 2;

/** Width of what is named on the left. */
const termColumns = 12;

/** @param now milliseconds since 1970 */
export function netOverlay(net: NetView, now: number, columns: number): Overlay {
  const named = (term: string, meaning: string) => item(term, meaning, columns, termColumns);
  return {
    title: 'Networks',
    lines: [
      ...(net.devices.length === 0
        ? named('interfaces', 'none that can carry a chat: connect this computer')
        : []),
      ...net.devices.flatMap((device) => deviceLines(device, now, columns)),
      heading('Altogether', columns),
      ...named('groups', net.groups.join(', ')),
      ...(net.isIPv4Silent ? named('IPv4', silentText) : []),
      ...named('chat', portText(net.chat)),
      ...named('control', portText(net.control)),
      ...named('TTL', ttlText(net.ttl)),
      ...named('buffer', bufferText(net.receiveBufferBytes)),
      ...named('dropped', dropsText(net.kernelDrops)),
      ...named('unreadable', `${countsText(net.chat)} (chat), ${countsText(net.control)} (control)`),
      ...named('refused', `${datagrams(net.notAdmitted)} whose senders sent too many`),
    ],
  };
}

function deviceLines(
  { name, internal, addresses, heardAt }: DeviceView,
  now: number,
  columns: number,
): Line[] {
  const heard =
    heardAt === undefined ? 'never heard anybody' : `last heard somebody ${agoText(now - heardAt)}`;
  const facts = internal ? `${name}: this computer only, ${heard}` : `${name}: ${heard}`;
  return [
    heading(facts, columns),
    ...addresses.flatMap((one) => {
      const { sign, text } = addressText(one, name);
      return hanging(
        [span(`${sign} `)],
        span(text, sign === signs.good ? faint : {}),
        columns,
        indentColumns,
      );
    }),
  ];
}

const silentText =
  'nobody is heard, though others are over IPv6: is a firewall in the way? Lines come late, by repair, and none of the original program';

/** The signs of the doctor's report. */
const signs = { good: '✓', pending: '·', bad: '✗' } as const;

function addressText(view: AddressView, device: string): { readonly sign: string; readonly text: string } {
  const { address, joined, joinRefused, sendRefused } = view;
  if (joinRefused !== undefined)
    return { sign: signs.bad, text: `${address} did not join (${joinRefused}): ${refusalText(joinRefused)}` };
  if (!joined) return { sign: signs.pending, text: `${address} has not joined` };
  const place = speakerText(view, device);
  if (sendRefused !== undefined) {
    const refusal = `does not send (${sendRefused}): ${refusalText(sendRefused)}`;
    return { sign: signs.bad, text: `${address} has joined, ${refusal}` };
  }
  return { sign: signs.good, text: `${address} has joined, ${place}` };
}

/** Whether what is said leaves by this address: on each segment by one alone, lest everybody get it twice. */
function speakerText({ address, segment, speaker }: AddressView, device: string): string {
  if (speaker === undefined) return `nothing is sent to ${peopleOn(segment)}`;
  if (speaker.name !== device) return `${speaker.name} ${speaker.address} sends in its place`;
  return speaker.address === address
    ? `sends to ${peopleOn(segment)}`
    : `${speaker.address} sends in its place`;
}

function peopleOn(segment: string): string {
  if (segment === 'loopback') return 'all programs on this computer';
  return segment === 'link-local' ? 'all on this cable or Wi-Fi, by IPv6' : `all in ${segment}`;
}

/** How long ago, in the one unit that matters. */
function agoText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / msPerSecond));
  if (seconds < secondsPerMinute) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / secondsPerMinute);
  return minutes < minutesPerHour ? `${minutes} min ago` : `${Math.floor(minutes / minutesPerHour)} h ago`;
}

function portText({ port, open, reason }: PortView): string {
  const state = open ? 'open' : 'not open';
  return reason === undefined ? `UDP port ${port}, ${state}` : `UDP port ${port}, ${state}: ${reason}`;
}

function ttlText(ttl: number): string {
  if (ttl === 0) return '0: stays on this computer';
  return ttl === 1 ? '1: stays on the LAN' : `${ttl}: crosses at most ${ttl - 1} routers`;
}

function bufferText(bytes: number | undefined): string {
  if (bytes === undefined) return 'none: no socket is open';
  return `${Math.round(bytes / bytesPerKibibyte)} KiB granted by the system`;
}

function dropsText(drops: number | undefined): string {
  if (drops === undefined) return 'not known here';
  return drops === 0 ? 'nothing by the system' : `${datagrams(drops)} by the system: we were too slow`;
}

function countsText({ unreadable }: PortView): string {
  const counts = Object.entries(unreadable).filter(([, count]) => count > 0);
  return counts.length === 0
    ? 'none'
    : counts.map(([reason, count]) => `${count} ${reason.replaceAll('-', ' ')}`).join(', ');
}

function datagrams(count: number): string {
  return count === 1 ? '1 datagram' : `${count} datagrams`;
}
