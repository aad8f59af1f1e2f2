// The attacker as a process. Arguments: group and chat port. Sends on loopback alone, with a time to live of 0.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type AttackOrder, attackOrder } from './attack-order.js';

const loopback = '127.0.0.1';

/** How often the lines of a flood that have become due are sent. */
const stepMs = 5;
const msPerSecond = 1000;

const [group = '', chatPort = ''] = process.argv.slice(2);
const socket = createSocket('udp4');
socket.bind({ address: loopback, port: 0 });
await once(socket, 'listening');
socket.setMulticastInterface(loopback);
socket.setMulticastTTL(0);
socket.setMulticastLoopback(true);

type FloodOrder = Extract<AttackOrder, { readonly type: 'flood' }>;

let flood: NodeJS.Timeout | undefined;
let said = 0;

tell('ready');
for await (const line of createInterface({ input: process.stdin })) {
  tell(await obey(attackOrder.parse(JSON.parse(line))));
}
clearInterval(flood);
socket.close();

async function obey(order: AttackOrder): Promise<string> {
  switch (order.type) {
    case 'send':
      await Promise.all(order.datagrams.map(async (hex) => await send(order.port, Buffer.from(hex, 'hex'))));
      return 'sent';
    case 'flood':
      said = 0;
      flood = begin(order);
      return 'begun';
    case 'calm':
      clearInterval(flood);
      return String(said);
  }
}

function begin({ names, perSecond, most = Number.POSITIVE_INFINITY }: FloodOrder): NodeJS.Timeout {
  const startedAt = performance.now();
  return setInterval(() => {
    const due = Math.min(most, ((performance.now() - startedAt) / msPerSecond) * perSecond);
    for (; said < due; said += 1) {
      const name = said % names;
      const line = { client_id: `f100d${name}`, handle: `eve${name}`, content: `buy now ${said}` };
      void send(Number(chatPort), Buffer.from(JSON.stringify(line)));
    }
  }, stepMs);
}

async function send(port: number, bytes: Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.send(bytes, port, group, (error) => (error === null ? resolve() : reject(error)));
  });
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
