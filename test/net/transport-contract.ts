// What every Transport promises (src/net/transport.ts), as tests: run against real multicast and the in-memory LAN.
// Each test is one sentence of the contract. Waits for events, never for time to pass.
import { filter, isObservable, take, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LanEvent, Membership, Transport } from '../../src/net/transport.js';
import { first, Listener } from './listener.js';
import { troubleFrom } from './trouble-from.js';

/** A LAN for one test. */
export interface ContractFixture {
  /** The transport of one more program on the LAN. */
  addProgram(): Transport;
  /** A group and port of this test's own, on interfaces that carry it. */
  readonly membership: Membership;
  /** How many sockets, or what stands for them, are open, once those that were closed are gone. */
  openSockets(): Promise<number>;
}

/**
 * Declares the contract's tests.
 *
 * @param implementation what keeps the contract, for the report
 * @param makeFixture makes a LAN; called before each test
 */
export function transportContract(implementation: string, makeFixture: () => Promise<ContractFixture>): void {
  describe(`the contract of a transport, kept by ${implementation}`, () => {
    let lan: ContractFixture;
    let listeners: Listener[];

    beforeEach(async () => {
      lan = await makeFixture();
      listeners = [];
    });

    afterEach(async () => {
      for (const listener of listeners) listener.leave();
      expect(await lan.openSockets()).toBe(0);
    });

    const listen = (transport: Transport, membership = lan.membership): Listener => {
      const listener = new Listener(transport, membership);
      listeners.push(listener);
      return listener;
    };

    it('opens nothing before somebody subscribes', async () => {
      const transport = lan.addProgram();

      expect(isObservable(transport.interfaces())).toBe(true);
      expect(isObservable(transport.datagrams(lan.membership))).toBe(true);
      expect(await lan.openSockets()).toBe(0);

      await listen(transport).joined();
      expect(await lan.openSockets()).toBeGreaterThan(0);
    });

    it('tells the usable interfaces at once, all of them as added', async () => {
      const change = await first(lan.addProgram().interfaces());

      expect(change.interfaces.length).toBeGreaterThan(0);
      expect(change).toEqual({
        interfaces: change.interfaces,
        added: change.interfaces,
        removed: [],
        changed: [],
      });
    });

    it('tells that it joined once, and before any datagram', async () => {
      const other = lan.addProgram();
      await listen(other).joined();
      const listener = listen(lan.addProgram());
      await listener.joined();
      await sendText(other, 'hello');
      await listener.heard(1);

      const events = await first(listener.events.pipe(take(2), toArray()));
      expect(events.map(({ type }) => type)).toEqual(['joined', 'datagram']);
    });

    it('tells on which interfaces it is a member, and how much it can hold', async () => {
      const { joined, refused, receiveBufferBytes } = await listen(lan.addProgram()).joined();

      expect(joined).toEqual(lan.membership.interfaces);
      expect(refused).toEqual([]);
      expect(receiveBufferBytes).toBeGreaterThan(0);
    });

    it('reaches every member on the port, itself included', async () => {
      const programs = [lan.addProgram(), lan.addProgram(), lan.addProgram()] as const;
      const members = programs.map((program) => listen(program));
      await Promise.all(members.map((member) => member.joined()));

      const report = await sendText(programs[0], 'hello');

      expect(report).toEqual({ sentOn: lan.membership.interfaces, refused: [] });
      expect(await Promise.all(members.map((member) => member.heard(1)))).toEqual([
        ['hello'],
        ['hello'],
        ['hello'],
      ]);
    });

    it('tells where a datagram came from', async () => {
      const transport = lan.addProgram();
      const listener = listen(transport);
      await listener.joined();
      await sendText(transport, 'hello');

      const { source, on } = await first(listener.events.pipe(filter((event) => event.type === 'datagram')));
      expect(lan.membership.interfaces).toContainEqual(on);
      expect(source.address).toBe(on?.address);
      expect(source.port).not.toBe(lan.membership.port);
    });

    const oddities = [
      { what: 'nothing at all', bytes: new Uint8Array(0) },
      { what: 'a NUL', bytes: Uint8Array.of(0) },
      { what: 'what is not UTF-8', bytes: Uint8Array.of(0xff, 0xfe, 0xc0, 0x80) },
      { what: 'half of a JSON object', bytes: Buffer.from('{"client_id":') },
      { what: '8 KiB of noise', bytes: Uint8Array.from({ length: 8192 }, (_, index) => index % 251) },
    ];
    it.each(oddities)('passes $what on, byte for byte, and stays open', async ({ bytes }) => {
      const transport = lan.addProgram();
      const listener = listen(transport);
      await listener.joined();
      await transport.send(bytes);
      await sendText(transport, 'still here');

      await listener.heard(2);
      const datagrams = listener.events.pipe(filter((event) => event.type === 'datagram'));
      const received = await first(datagrams.pipe(take(2), toArray()));
      expect(received.map((datagram) => Buffer.from(datagram.bytes))).toEqual([
        Buffer.from(bytes),
        Buffer.from('still here'),
      ]);
    });

    it('lets one membership take the place of another without missing anything', async () => {
      const other = lan.addProgram();
      await listen(other).joined();
      const transport = lan.addProgram();
      const before = listen(transport);
      await before.joined();
      const sending = Promise.all(['1', '2', '3'].map((text) => sendText(other, text)));
      before.leave();
      const after = listen(transport);
      await sending;
      await sendText(other, '4');

      expect(await after.heard(4)).toEqual(['1', '2', '3', '4']);
    });

    it('has taken a datagram when it says so, and the sender may use its buffer again', async () => {
      const transport = lan.addProgram();
      const listener = listen(transport);
      await listener.joined();
      const buffer = Buffer.from('hello');
      await transport.send(buffer);
      buffer.fill('!');

      expect(await listener.heard(1)).toEqual(['hello']);
    });

    it('refuses to send before it joined', async () => {
      const transport = lan.addProgram();
      await expect(sendText(transport, 'too early')).rejects.toMatchObject({ tag: 'not-open' });

      listen(transport);
      await expect(sendText(transport, 'still too early')).rejects.toMatchObject({ tag: 'not-open' });
    });

    it('refuses to send after everybody left', async () => {
      const transport = lan.addProgram();
      const listener = listen(transport);
      await listener.joined();
      listener.leave();

      await expect(sendText(transport, 'too late')).rejects.toMatchObject({ tag: 'not-open' });
    });

    it('says so when a datagram is too long for any interface', async () => {
      const transport = lan.addProgram();
      await listen(transport).joined();

      const { groups, port, interfaces } = lan.membership;
      const target = `${groups[0]}:${port}`;
      const refusals = interfaces.map(({ name, address }) => `${name} ${address}: EMSGSIZE`).join(', ');
      const tooLong = new Uint8Array(65_508);
      expect(await troubleFrom(transport.send(tooLong))).toEqual({
        tag: 'send',
        sentence: `no interface sent the datagram to ${target} (${refusals}): it is too long, so send less at once`,
      });
    });

    it('answers every datagram that is being sent while it closes', async () => {
      const transport = lan.addProgram();
      const listener = listen(transport);
      await listener.joined();
      const sending = sendText(transport, 'hello').then(
        () => 'answered',
        () => 'answered',
      );
      listener.leave();

      expect(await sending).toBe('answered');
    });

    it('closes everything on unsubscribing', async () => {
      const listener = listen(lan.addProgram());
      await listener.joined();
      listener.leave();

      expect(await lan.openSockets()).toBe(0);
    });

    it('closes everything when unsubscribed while it opens', async () => {
      const transport = lan.addProgram();
      const hasty = listen(transport);
      hasty.leave();
      expect(await lan.openSockets()).toBe(0);

      await listen(transport).joined();
      const told: LanEvent[] = [];
      hasty.events.subscribe((event) => told.push(event));
      expect(told).toEqual([]);
    });

    it('joins again when subscribed again', async () => {
      const transport = lan.addProgram();
      const datagrams = transport.datagrams(lan.membership);
      await first(datagrams);
      await first(datagrams);

      const listener = listen(transport);
      await listener.joined();
      await sendText(transport, 'back');
      expect(await listener.heard(1)).toEqual(['back']);
    });

    it('sends where it joined last, and where it joined before once that is left', async () => {
      const transport = lan.addProgram();
      const elsewhere: Membership = { ...lan.membership, port: lan.membership.port + 1 };
      const older = listen(transport);
      await older.joined();
      const newer = listen(transport, elsewhere);
      await newer.joined();

      await sendText(transport, 'to the newer');
      expect(await newer.heard(1)).toEqual(['to the newer']);
      newer.leave();
      await sendText(transport, 'to the older');
      expect(await older.heard(1)).toEqual(['to the older']);
    });

    it('hears nothing of other groups on the same port', async () => {
      const other = lan.addProgram();
      const strangers = listen(other, { ...lan.membership, groups: lan.membership.groups.map(neighbourOf) });
      await strangers.joined();
      const transport = lan.addProgram();
      const listener = listen(transport);
      await listener.joined();

      await sendText(other, 'among strangers');
      await strangers.heard(1);
      await sendText(transport, 'among us');
      expect(await listener.heard(1)).toEqual(['among us']);
    });

    it('errors with no-network when it is given no interface', async () => {
      const opening = first(lan.addProgram().datagrams({ ...lan.membership, interfaces: [] }));
      await expect(opening).rejects.toMatchObject({ name: 'BackchannelError', tag: 'no-network' });
    });

    /** An interface that no computer has: its address is for documentation only (RFC 5737). */
    const absent = {
      name: 'absent0',
      address: '203.0.113.1',
      prefixLength: 24,
      family: 'IPv4',
      internal: false,
    } as const;

    it('joins where it can, and names the interfaces that refuse', async () => {
      const interfaces = [absent, ...lan.membership.interfaces];
      const { joined, refused } = await listen(lan.addProgram(), { ...lan.membership, interfaces }).joined();

      expect(joined).toEqual(lan.membership.interfaces);
      expect(refused).toEqual([{ interface: absent, code: 'ENODEV' }]);
    });

    it('errors with join when every interface refuses, and leaves nothing open', async () => {
      const opening = first(lan.addProgram().datagrams({ ...lan.membership, interfaces: [absent] }));
      expect(await troubleFrom(opening)).toEqual({
        tag: 'join',
        sentence:
          `no interface could join the group ${lan.membership.groups[0]} (absent0 203.0.113.1: ENODEV): ` +
          'check that the network is connected and carries multicast, or name another interface',
      });
      expect(await lan.openSockets()).toBe(0);
    });
  });
}

async function sendText(transport: Transport, text: string) {
  return transport.send(Buffer.from(text));
}

/** The group with the next higher address. */
function neighbourOf(group: string): string {
  return group.replace(/\d+$/, (octet) => String((Number(octet) + 1) % 256));
}
