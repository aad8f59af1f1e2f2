// A member of a room on a host of the lab: the real transport and nothing above it, at the end of two pipes. Arguments:
// group, port.
import { createInterface } from 'node:readline';
import { firstValueFrom } from 'rxjs';
import { troubleOf } from '../../src/errors.js';
import { groupsOf } from '../../src/net/groups.js';
import { createMulticastTransport } from '../../src/net/multicast-transport.js';
import type { LanEvent, NetworkInterface } from '../../src/net/transport.js';
import { memberOrder, type MemberOrder, type MemberReport, type Plane } from './member-report.js';

/** The LAN, and no further. */
const ttl = 1;

const [group = '', port = ''] = process.argv.slice(2);
const transport = createMulticastTransport();
const { interfaces } = await firstValueFrom(transport.interfaces());
const membership = { groups: groupsOf(group), port: Number(port), ttl, interfaces };
const subscriptions = [
  transport.datagrams(membership).subscribe(listener('chat')),
  transport.control.datagrams({ ...membership, port: membership.port + 1 }).subscribe(listener('control')),
];

createInterface({ input: process.stdin })
  .on('line', (line) => void obey(memberOrder.parse(JSON.parse(line))))
  .on('close', () => {
    for (const subscription of subscriptions) subscription.unsubscribe();
  });

function listener(plane: Plane) {
  return {
    next: (event: LanEvent) => {
      if (event.type === 'joined') {
        const refused = event.refused.map((one) => `${spell(one.interface)} ${one.code}`);
        tell({ type: 'joined', plane, joined: event.joined.map(spell), refused });
      } else {
        const { bytes, source, on } = event;
        const text = Buffer.from(bytes).toString();
        tell({ type: 'heard', plane, text, source, ...(on === undefined ? {} : { on: spell(on) }) });
      }
    },
    error: complain,
  };
}

async function obey(order: MemberOrder): Promise<void> {
  const bytes = Buffer.from(order.text);
  if (order.type === 'control') {
    transport.control.send(bytes, order.to);
    return;
  }
  try {
    const { sentOn } = await transport.send(bytes);
    tell({ type: 'sent', text: order.text, on: sentOn.map(spell) });
  } catch (error) {
    complain(error);
  }
}

function complain(error: unknown): void {
  tell({ type: 'trouble', sentence: troubleOf(error).sentence });
}

function spell({ name, address }: NetworkInterface): string {
  return `${name} ${address}`;
}

function tell(report: MemberReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
