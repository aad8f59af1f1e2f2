// The in-memory LAN keeps the same contract as real multicast, on real time here.
import { asyncScheduler } from 'rxjs';
import { createMemoryLan } from '../../src/net/memory-lan.js';
import { transportContract } from './transport-contract.js';

transportContract('the in-memory LAN', async () => {
  const lan = createMemoryLan({ seed: 1, scheduler: asyncScheduler });
  const host = lan.attach({ address: '192.0.2.1' });
  return {
    addProgram: () => host.addProgram(),
    membership: {
      group: '239.255.0.1',
      port: 6811,
      ttl: 0,
      interfaces: [{ name: 'eth0', address: '192.0.2.1', prefixLength: 24, family: 'IPv4', internal: false }],
    },
    openSockets: async () => {
      // What is left closes at the end of the turn.
      await Promise.resolve();
      return lan.memberships();
    },
  };
});
