// The 2012 original as a process: it listens to the group as the original does, draws what it would draw, and stops
// listening for good at whatever ends its receive thread. What that is stands in `original-rules.ts`; here are the
// socket and the two pipes. Arguments: group, port, interface address, client id, handle.
import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';
import { type OriginalOrder, originalOrder, type OriginalReport } from './original-report.js';
import { originalFate } from './original-rules.js';

/** The original's own time to live: the LAN. */
const ttl = 1;

const [group = '', port = '', interfaceAddress = '', clientId = '', handle = ''] = process.argv.slice(2);
const socket = createSocket({ type: 'udp4', reuseAddr: true });
let causeOfDeath: string | undefined;

socket.on('message', (datagram) => {
  // Its other threads live on when the receive thread has died, so nobody notices; nothing is received again.
  if (causeOfDeath !== undefined) return;
  const fate = originalFate(datagram);
  if (fate.alive) {
    if (fate.clientId !== clientId) tell({ type: 'line', shown: fate.shown });
  } else {
    causeOfDeath = fate.cause;
    tell({ type: 'dead', cause: causeOfDeath });
  }
});

socket.bind(Number(port), '0.0.0.0', () => {
  socket.addMembership(group, interfaceAddress);
  socket.setMulticastInterface(interfaceAddress);
  socket.setMulticastTTL(ttl);
  socket.setMulticastLoopback(true);
  tell({ type: 'listening' });
});

createInterface({ input: process.stdin })
  .on('line', (line) => obey(originalOrder.parse(JSON.parse(line))))
  .on('close', () => socket.close());

function obey(order: OriginalOrder): void {
  if (order.type === 'say') {
    socket.send(JSON.stringify({ client_id: clientId, handle, content: order.text }), Number(port), group);
  } else {
    tell(causeOfDeath === undefined ? { type: 'alive' } : { type: 'dead', cause: causeOfDeath });
  }
}

function tell(report: OriginalReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
