// The in-memory LAN keeps the same contract as real multicast, on real time here.
import { asyncScheduler } from 'rxjs';
import { createMemoryLan } from '../../src/net/memory-lan.js';
import { controlContract } from './control-contract.js';
import { type ContractFixture, transportContract } from './transport-contract.js';

transportContract('the in-memory LAN', oneHost);
controlContract('the in-memory LAN', oneHost);

async function oneHost(): Promise<ContractFixture> {
  const lan = createMemoryLan({ seed: 1, scheduler: asyncScheduler });
  const host = lan.attach({ address: '192.0.2.1' });
  return {
    addProgram: () => host.addProgram(),
    membership: {
      groups: ['239.255.0.1'],
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
}
