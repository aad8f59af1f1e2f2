// Many who say far too much: each from an address of its own, all from one process, as a backchannel of each would.
// Arguments: group, port, their addresses (with commas between), how many datagrams a second in all, and for how many
// seconds. Tells at the end how many it has sent.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const msPerSecond = 1000;

/** Datagrams sent between two looks at the time: a timer for each would be too slow. */
const stepDatagrams = 64;

const [group = '', port = '', addresses = '', perSecond = '', seconds = ''] = process.argv.slice(2);
const epoch = Date.now();

interface Flooder {
  readonly socket: Socket;
  readonly clientId: string;
  said: number;
}

async function openFlooder(address: string, index: number): Promise<Flooder> {
  const socket = createSocket('udp4');
  socket.bind({ address, port: 0 });
  await once(socket, 'listening');
  socket.setMulticastInterface(address);
  socket.connect(Number(port), group);
  await once(socket, 'connect');
  return { socket, clientId: `f100d${index.toString(16).padStart(5, '0')}`, said: 0 };
}

/** Written out: to compose each would take longer than to send it. */
function nextOf(flooder: Flooder): Uint8Array {
  flooder.said += 1;
  const { clientId, said } = flooder;
  return Buffer.from(
    `{"client_id":"${clientId}","handle":"${clientId}","content":"line ${said} of far too many","v":1,"epoch":${epoch},"seq":${said},"clock":[${epoch + said},0]}`,
  );
}

const flooders = await Promise.all(addresses.split(',').map(openFlooder));
const startedAt = performance.now();
const endsAt = startedAt + Number(seconds) * msPerSecond;
let sent = 0;
while (performance.now() < endsAt) {
  const due = ((performance.now() - startedAt) / msPerSecond) * Number(perSecond);
  for (let step = 0; step < stepDatagrams && sent < due; step += 1) {
    const flooder = flooders[sent % flooders.length];
    flooder?.socket.send(nextOf(flooder));
    sent += 1;
  }
  await sleep(sent < due ? 0 : 1);
}
process.stdout.write(`${sent}\n`);
for (const { socket } of flooders) socket.close();
