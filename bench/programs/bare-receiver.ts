// The baseline of a receiver: reads each datagram as JSON and counts it. Arguments: group, port, interface address, and
// after how many messages it tells what they have cost.
import { createSocket } from 'node:dgram';
import { openCount } from './count.js';

/** As much as backchannel asks for, so that neither misses what comes while it is busy. */
const receiveBufferBytes = 4 * 1024 * 1024;

/** Believed, not checked: a bare program checks nothing. */
const parse: (text: string) => { readonly content: string } = JSON.parse;

const [group = '', port = '', address = '', batch = ''] = process.argv.slice(2);
const receiver = createSocket({ type: 'udp4', reuseAddr: true });
const count = openCount(Number(batch));

receiver.on('message', (datagram) => {
  if (parse(datagram.toString()).content !== '') count();
});

receiver.bind({ address: group, port: Number(port) }, () => {
  receiver.addMembership(group, address);
  receiver.setRecvBufferSize(receiveBufferBytes);
});
