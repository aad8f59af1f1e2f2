// backchannel's receive path without a screen: the session on real multicast, counting what it hears. Arguments: group,
// port, interface address, and after how many messages it tells what they have cost.
import { createSession } from '../../src/app.js';
import { createMulticastTransport } from '../../src/net/multicast-transport.js';
import { openCount } from './count.js';

const [group = '', port = '', address = '', batch = ''] = process.argv.slice(2);
const session = createSession(
  { settings: { group, port: Number(port), ttl: 1, handle: 'bob' }, format: 'chat' },
  {
    transport: createMulticastTransport({ wanted: [address] }),
    now: Date.now,
    seed: 1,
    // What one speaker sends here is more than one computer may send to a chat: it is to be read all the same.
    door: { admits: () => true, refused: 0 },
  },
);

const count = openCount(Number(batch));
session.on('heard', ({ messages }) => {
  for (const _ of messages) count();
});
session.start();
