// What every ControlPlane promises (src/net/transport.ts), as tests: run against real multicast and the in-memory LAN.
// Each test is one sentence of the contract. Waits for events, never for time to pass.
import { filter, isObservable, take, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Destination, LanEvent, Source, Transport } from '../../src/net/transport.js';
import { first, Listener } from './listener.js';
import type { ContractFixture } from './transport-contract.js';
import { troubleFrom } from './trouble-from.js';

type Datagram = Extract<LanEvent, { readonly type: 'datagram' }>;

/**
 * Declares the contract's tests.
 *
 * @param implementation what keeps the contract, for the report
 * @param makeFixture makes a LAN with all programs on one host; called before each test
 */
export function controlContract(implementation: string, makeFixture: () => Promise<ContractFixture>): void {
  describe(`the contract of a control plane, kept by ${implementation}`, () => {
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

    const controlMembership = () => ({ ...lan.membership, port: lan.membership.port + 1 });
    const listen = (transport: Transport): Listener => {
      const listener = new Listener(transport.control, controlMembership());
      listeners.push(listener);
      return listener;
    };
    const listenToChat = (transport: Transport): Listener => {
      const listener = new Listener(transport, lan.membership);
      listeners.push(listener);
      return listener;
    };
    /** A program that has joined on the control port. */
    const enter = async (): Promise<{ readonly transport: Transport; readonly listener: Listener }> => {
      const transport = lan.addProgram();
      const listener = listen(transport);
      await listener.joined();
      return { transport, listener };
    };

    it('opens nothing before somebody subscribes', async () => {
      const { control } = lan.addProgram();

      expect(isObservable(control.datagrams(controlMembership()))).toBe(true);
      expect(await lan.openSockets()).toBe(0);
    });

    it('tells on which interfaces it is a member, once, and before any datagram', async () => {
      const { transport, listener } = await enter();
      send(transport, 'hello', 'everyone');
      await listener.heard(1);

      const events = await first(listener.events.pipe(take(2), toArray()));
      expect(events.map(({ type }) => type)).toEqual(['joined', 'datagram']);
      expect(await listener.joined()).toMatchObject({ joined: lan.membership.interfaces, refused: [] });
    });

    it.each(['everyone', 'segments'] as const)(
      'reaches every member on the port, itself included, when it sends to %s',
      async (to) => {
        const programs = [await enter(), await enter(), await enter()] as const;
        send(programs[0].transport, 'hello', to);

        expect(await Promise.all(programs.map(({ listener }) => listener.heard(1)))).toEqual([
          ['hello'],
          ['hello'],
          ['hello'],
        ]);
      },
    );

    it('tells where a datagram came from and on which interface it came in', async () => {
      const { transport, listener } = await enter();
      send(transport, 'hello', 'everyone');

      const { source, on } = await firstDatagram(listener);
      expect(lan.membership.interfaces).toContainEqual(on);
      expect(source.address).toBe(on?.address);
      expect(source.port).not.toBe(controlMembership().port);
    });

    it('reaches one process only when it sends to where a datagram came from', async () => {
      const [asked, answering, bystander] = [await enter(), await enter(), await enter()] as const;
      send(asked.transport, 'who is there?', 'everyone');
      send(answering.transport, 'I am', await sourceHeardBy(answering.listener));

      expect(await asked.listener.heard(2)).toEqual(['who is there?', 'I am']);
      send(answering.transport, 'to all', 'everyone');
      expect(await bystander.listener.heard(2)).toEqual(['who is there?', 'to all']);
      expect(await answering.listener.heard(2)).toEqual(['who is there?', 'to all']);
    });

    it('can be answered by unicast when it has sent by unicast', async () => {
      const [one, other] = [await enter(), await enter()] as const;
      send(one.transport, 'a', 'everyone');
      send(other.transport, 'b', await sourceHeardBy(other.listener));
      await one.listener.heard(2);
      const events = await first(one.listener.events.pipe(filter(isDatagram), take(2), toArray()));
      send(one.transport, 'c', events[1]?.source ?? 'everyone');

      expect(await other.listener.heard(2)).toEqual(['a', 'c']);
    });

    it('is apart from the chat: neither hears the other', async () => {
      const { transport, listener } = await enter();
      const chat = listenToChat(transport);
      await chat.joined();
      send(transport, 'control 1', 'everyone');
      await transport.send(Buffer.from('chat'));
      send(transport, 'control 2', 'segments');

      expect(await chat.heard(1)).toEqual(['chat']);
      expect(await listener.heard(2)).toEqual(['control 1', 'control 2']);
    });

    it('leaves the chat open when it is left, and stays when the chat is left', async () => {
      const { transport, listener } = await enter();
      const chat = listenToChat(transport);
      await chat.joined();
      listener.leave();
      await transport.send(Buffer.from('still here'));
      expect(await chat.heard(1)).toEqual(['still here']);

      const again = listen(transport);
      await again.joined();
      chat.leave();
      send(transport, 'here too', 'everyone');
      expect(await again.heard(1)).toEqual(['here too']);
    });

    it('sends nothing, and throws nothing, before it joined and after everybody left', async () => {
      const { listener } = await enter();
      const transport = lan.addProgram();
      send(transport, 'too early', 'everyone');
      const hasty = listen(transport);
      send(transport, 'still too early', 'segments');
      await hasty.joined();
      hasty.leave();
      send(transport, 'too late', 'everyone');
      const other = await enter();
      send(other.transport, 'in time', 'everyone');

      expect(await listener.heard(1)).toEqual(['in time']);
    });

    const unsendable = [
      { what: 'what is too long', bytes: new Uint8Array(65_508), to: 'everyone' },
      { what: 'what is for nobody', bytes: Uint8Array.of(1), to: { address: '203.0.113.1', port: 9 } },
      { what: 'what has no address', bytes: Uint8Array.of(1), to: { address: 'nobody', port: 9 } },
      { what: 'what is for no port', bytes: Uint8Array.of(1), to: { address: '203.0.113.1', port: 0 } },
      { what: 'what is for another scope', bytes: Uint8Array.of(1), to: { address: 'fe80::1%no0', port: 9 } },
    ] as const;
    it.each(unsendable)('swallows $what, and stays open', async ({ bytes, to }) => {
      const { transport, listener } = await enter();
      transport.control.send(bytes, to);
      send(transport, 'still here', 'everyone');

      expect(await listener.heard(1)).toEqual(['still here']);
    });

    it('has taken a datagram when it returns, and the sender may use its buffer again', async () => {
      const { transport, listener } = await enter();
      const buffer = Buffer.from('hello');
      transport.control.send(buffer, 'everyone');
      buffer.fill('!');

      expect(await listener.heard(1)).toEqual(['hello']);
    });

    it('lets one membership take the place of another without missing anything', async () => {
      const other = await enter();
      const { transport, listener: before } = await enter();
      send(transport, '1', 'everyone');
      const source = await sourceHeardBy(other.listener);
      await before.heard(1);
      send(other.transport, '2', 'everyone');
      send(other.transport, '3', source);
      before.leave();
      const after = listen(transport);
      await after.joined();
      send(other.transport, '4', 'everyone');

      expect((await after.heard(3)).toSorted()).toEqual(['2', '3', '4']);
    });

    it('closes everything on unsubscribing, also while it opens', async () => {
      const { listener } = await enter();
      listener.leave();
      expect(await lan.openSockets()).toBe(0);

      listen(lan.addProgram()).leave();
      expect(await lan.openSockets()).toBe(0);
    });

    it('errors with no-network when it is given no interface', async () => {
      const { control } = lan.addProgram();
      const opening = first(control.datagrams({ ...controlMembership(), interfaces: [] }));

      expect(await troubleFrom(opening)).toMatchObject({ tag: 'no-network' });
    });
  });
}

function send(transport: Transport, text: string, to: Destination): void {
  transport.control.send(Buffer.from(text), to);
}

function isDatagram(event: LanEvent): event is Datagram {
  return event.type === 'datagram';
}

async function firstDatagram(listener: Listener): Promise<Datagram> {
  return first(listener.events.pipe(filter(isDatagram)));
}

async function sourceHeardBy(listener: Listener): Promise<Source> {
  return (await firstDatagram(listener)).source;
}
