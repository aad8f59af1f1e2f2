// Real multicast, kept inside this computer: the loopback interface only, and a TTL of 0.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { firstValueFrom, NEVER, VirtualTimeScheduler } from 'rxjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMulticastTransport } from '../../src/net/multicast-transport.js';
import type { InterfacesChange, Membership, NetworkInterface, Transport } from '../../src/net/transport.js';
import { controlContract } from './control-contract.js';
import { Listener } from './listener.js';
import { transportContract } from './transport-contract.js';
import { troubleFrom } from './trouble-from.js';

const loopback: NetworkInterface = {
  name: 'lo',
  address: '127.0.0.1',
  prefixLength: 8,
  family: 'IPv4',
  internal: true,
};

const fixture = async () => ({
  addProgram: () => createMulticastTransport({ wanted: [loopback.address] }),
  membership: await freshMembership(),
  openSockets: openUdpSockets,
});
transportContract('real multicast', fixture);
controlContract('real multicast', fixture);

describe('a port that is shared with other programs', () => {
  it.each([{ first: 'another program' }, { first: 'this program' }])(
    'is fine when $first came first',
    async ({ first }) => {
      const membership = await freshMembership();
      const transport = createMulticastTransport();
      // As the original binds: to every address.
      const open = async () => openSocket({ reuseAddr: true }, membership.port, '0.0.0.0');
      const earlier = first === 'another program' ? await open() : undefined;
      const listener = await joinedListener(transport, membership);
      const other = earlier ?? (await open());
      other.addMembership(String(membership.groups[0]), loopback.address);
      const otherHeard = once(other, 'message');

      await transport.send(Buffer.from('hello'));

      expect(String((await otherHeard)[0])).toBe('hello');
      expect(await listener.heard(1)).toEqual(['hello']);
    },
  );

  it('brings in no datagrams of groups that only another program joined', async () => {
    const membership = await freshMembership();
    const transport = createMulticastTransport();
    const listener = await joinedListener(transport, membership);
    const otherGroup = '239.254.0.1';
    const other = await openSocket({ reuseAddr: true }, membership.port, '0.0.0.0');
    other.addMembership(otherGroup, loopback.address);
    const otherHeard = once(other, 'message');

    const sender = await openSocket({}, 0, loopback.address);
    sender.setMulticastInterface(loopback.address);
    sender.setMulticastTTL(0);
    sender.send('for others', membership.port, otherGroup);
    await otherHeard;
    await transport.send(Buffer.from('for us'));

    expect(await listener.heard(1)).toEqual(['for us']);
  });

  it('is refused with a sentence when the other program does not share it', async () => {
    const membership = await freshMembership();
    await openSocket({}, membership.port, '0.0.0.0');

    expect(await troubleFrom(firstValueFrom(createMulticastTransport().datagrams(membership)))).toEqual({
      tag: 'bind',
      sentence: `port ${membership.port} is taken by a program that does not share it (EADDRINUSE): end that program, or choose another port`,
    });
    // Only the other program's socket is left.
    expect(await openUdpSockets()).toBe(1);
  });
});

describe('the control port', () => {
  it('is refused with a sentence when another program does not share it, and the chat goes on', async () => {
    const membership = await freshMembership();
    const control = { ...membership, port: membership.port + 1 };
    await openSocket({}, control.port, '0.0.0.0');
    const transport = createMulticastTransport();
    const listener = await joinedListener(transport, membership);

    expect(await troubleFrom(firstValueFrom(transport.control.datagrams(control)))).toEqual({
      tag: 'bind',
      sentence: `port ${control.port} is taken by a program that does not share it (EADDRINUSE): end that program, or choose another port`,
    });
    transport.control.send(Buffer.from('unheard'), 'everyone');
    await transport.send(Buffer.from('hello'));
    expect(await listener.heard(1)).toEqual(['hello']);
  });
});

it('says which family is missing when no interface has the group of it', async () => {
  const membership = { ...(await freshMembership()), groups: ['ff12::e006:80b'] };

  expect(await troubleFrom(firstValueFrom(createMulticastTransport().datagrams(membership)))).toEqual({
    tag: 'no-network',
    sentence:
      'no interface in use has a link-local IPv6 address, which the group ff12::e006:80b needs: name another interface, or another group',
  });
});

describe('the interfaces of a computer', () => {
  const listed = {
    lo: [systemAddress('127.0.0.1', '127.0.0.1/8', true)],
    eth0: [systemAddress('192.0.2.7', '192.0.2.7/24', false)],
  };

  it('are those that the user wants, where the user wants some', async () => {
    const transport = createMulticastTransport({ wanted: ['lo'], readInterfaces: () => listed });
    expect((await firstValueFrom(transport.interfaces())).interfaces).toEqual([loopback]);
  });

  it.each([
    ['a network goes, and loopback is none', [listed, listed, { lo: listed.lo }], [['eth0'], []]],
    ['a network comes', [{ lo: listed.lo }, listed], [[], ['eth0']]],
  ])('are watched on the given time line: %s', (_, readings, expected) => {
    const scheduler = new VirtualTimeScheduler(undefined, 5000);
    const left = [...readings];
    const transport = createMulticastTransport({
      scheduler,
      triggers$: NEVER,
      readInterfaces: () => left.shift() ?? readings.at(-1) ?? {},
    });
    const changes: InterfacesChange[] = [];
    const subscription = transport.interfaces().subscribe((change) => changes.push(change));
    scheduler.flush();
    subscription.unsubscribe();

    expect(changes.map(({ interfaces }) => interfaces.map(({ name }) => name))).toEqual(expected);
  });

  it('error with no-network when the system does not list them', async () => {
    const transport = createMulticastTransport({
      readInterfaces: () => {
        throw Object.assign(new Error('uv_interface_addresses'), { code: 'EACCES' });
      },
    });
    expect(await troubleFrom(firstValueFrom(transport.interfaces()))).toEqual({
      tag: 'no-network',
      sentence: "the system does not list its network interfaces (EACCES): check this program's permissions",
    });
  });
});

/** A membership that leaves neither this computer (TTL 0) nor this test (a free port, and a group of the process's own). */
async function freshMembership(): Promise<Membership> {
  const probe = createSocket({ type: 'udp4' });
  await bind(probe, 0, loopback.address);
  const { port } = probe.address();
  probe.close();
  const group = `239.255.${(process.pid >> 8) % 256}.${process.pid % 256}`;
  return { groups: [group], port, ttl: 0, interfaces: [loopback] };
}

/** A member of the group that leaves when the test ends. */
async function joinedListener(transport: Transport, membership: Membership): Promise<Listener> {
  const listener = new Listener(transport, membership);
  onTestFinished(() => listener.leave());
  await listener.joined();
  return listener;
}

/** A socket of another program, closed when the test ends. */
async function openSocket(options: { reuseAddr?: boolean }, port: number, address: string): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', ...options });
  onTestFinished(() => {
    socket.close();
  });
  await bind(socket, port, address);
  return socket;
}

async function bind(socket: Socket, port: number, address: string): Promise<void> {
  const listening = once(socket, 'listening');
  socket.bind(port, address);
  await listening;
}

/** How many UDP sockets this process has open. A closed one is counted until the event loop has been round once. */
async function openUdpSockets(): Promise<number> {
  await setImmediate();
  await setImmediate();
  return process.getActiveResourcesInfo().filter((resource) => resource.toLowerCase() === 'udpwrap').length;
}

function systemAddress(address: string, cidr: string, internal: boolean) {
  return { address, cidr, internal, family: 'IPv4' as const, netmask: '', mac: '' };
}
