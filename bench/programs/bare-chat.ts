// The baseline of a chat: writes each line that it hears, sends each line that is typed, and does nothing else.
// Arguments: group, port, interface address, handle.
import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';

/** As much as backchannel asks for, so that neither misses what comes while it is busy. */
const receiveBufferBytes = 4 * 1024 * 1024;

/** Believed, not checked: a bare program checks nothing. */
const parse: (text: string) => { readonly handle: string; readonly content: string } = JSON.parse;

const [group = '', port = '', address = '', handle = ''] = process.argv.slice(2);
const receiver = createSocket({ type: 'udp4', reuseAddr: true });
const sender = createSocket('udp4');

receiver.on('message', (datagram) => {
  const message = parse(datagram.toString());
  process.stdout.write(`${message.handle} ${message.content}\r\n`);
});

receiver.bind({ address: group, port: Number(port) }, () => {
  receiver.addMembership(group, address);
  receiver.setRecvBufferSize(receiveBufferBytes);
  sender.bind({ address, port: 0 }, () => {
    sender.setMulticastInterface(address);
    createInterface({ input: process.stdin }).on('line', (content) => {
      sender.send(JSON.stringify({ client_id: handle, handle, content }), Number(port), group);
    });
    process.stdout.write('connected\r\n');
  });
});
