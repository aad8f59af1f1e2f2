// The speaker as a process: says numbered lines on the group as a backchannel of its own would, when it is told to.
// Arguments: group, port, interface address. Each line of standard input is an order, each line of output its answer.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClockStamp, clockStart, tick } from '../../src/chat/hybrid-clock.js';
import { compose } from '../../src/wire/compose.js';
import { type SpeakerOrder, speakerOrder, spokenLine } from '../speaker-order.js';

const msPerSecond = 1000;

/** How often what has become due is said: a timer can do little better, and nothing overflows in between. */
const stepMs = 2;

const epoch = Date.now();
const [group = '', port = '', address = ''] = process.argv.slice(2);
const socket = await openSocket();
let said = 0;
let clock: ClockStamp = clockStart;

tell('ready');
for await (const line of createInterface({ input: process.stdin })) {
  tell(await obey(speakerOrder.parse(JSON.parse(line))));
}
socket.close();

/** Connected, so that no address is looked up for each datagram. */
async function openSocket(): Promise<Socket> {
  const opened = createSocket('udp4');
  opened.bind({ address, port: 0 });
  await once(opened, 'listening');
  opened.setMulticastInterface(address);
  opened.connect(Number(port), group);
  await once(opened, 'connect');
  return opened;
}

/** Says what is ordered; resolves with the last line. */
async function obey({ count, perSecond = Infinity, lastTo }: SpeakerOrder): Promise<string> {
  const texts = Array.from({ length: count }, (_, at) =>
    spokenLine(said + at + 1, at + 1 === count ? lastTo : undefined),
  );
  // Composed before the first is sent, so that a burst is one.
  const datagrams = texts.map((text, at) => datagramOf(said + at + 1, text));
  const sendings: Promise<void>[] = [];
  const startedAt = performance.now();
  while (sendings.length < count) {
    await sleep(stepMs);
    const due = Math.min(count, ((performance.now() - startedAt) / msPerSecond) * perSecond);
    for (const datagram of datagrams.slice(sendings.length, due)) sendings.push(send(datagram));
  }
  await Promise.all(sendings);
  said += count;
  return texts.at(-1) ?? '';
}

function datagramOf(index: number, text: string): Uint8Array {
  // As a chat of ours stamps them: somebody whose clock runs ahead would be heard otherwise.
  clock = tick(clock, Date.now());
  const sender = { client_id: 'be0c4a11ed', handle: 'carol', epoch, clock };
  const composed = compose(text, { ...sender, seq: index });
  const [datagram] = composed.ok ? composed.datagrams : [];
  if (datagram === undefined) throw new Error('a line that cannot be said');
  return datagram;
}

async function send(datagram: Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.send(datagram, (error) => (error === null ? resolve() : reject(error)));
  });
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
