// The composition root: what becomes of a world that does not behave.
import { concat, defer, NEVER, of, Subject, throwError } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createSession } from '../src/app.js';
import { BackchannelError } from '../src/errors.js';
import { admittedBurst } from '../src/limits.js';
import { interfacesChange } from '../src/net/interfaces.js';
import type { LanEvent, Transport } from '../src/net/transport.js';
import { decodeControl } from '../src/wire/control-codec.js';
import type { Format } from '../src/wire/format.js';
import { eth0, wlan0 } from './support/session-rig.js';
import { timeLine } from './support/time-line.js';

const settings = { group: '239.1.2.3', port: 7000, ttl: 1, handle: 'alice' };

/** A network of which only what the test is about does anything. */
const still: Transport = {
  interfaces: () => concat(of(interfacesChange([], [eth0])), NEVER),
  datagrams: () => NEVER,
  send: () => new Promise(() => undefined),
  control: { datagrams: () => NEVER, send: () => undefined },
};

const joined = of<LanEvent>({ type: 'joined', joined: [eth0], refused: [], receiveBufferBytes: 1 });

function start(transport: Partial<Transport>, format: Format = 'chat') {
  const time = timeLine();
  const session = createSession(
    { settings, format },
    { ...time, transport: { ...still, ...transport }, seed: 1 },
  );
  session.start();
  return { session, pass: time.pass, context: () => session.getSnapshot().context };
}

it('says so when joining takes too long', async () => {
  const { session, pass, context } = start({});
  await pass(5000);
  expect(session.getSnapshot().hasTag('error')).toBe(true);
  expect(context().recovery.trouble?.tag).toBe('timeout');
});

it('keeps what is typed when the system never answers for a datagram', async () => {
  const { session, pass, context } = start({ datagrams: () => concat(joined, NEVER) });
  session.send({ type: 'say', text: 'hello', at: 0 });
  await pass(2000);
  expect(session.getSnapshot().hasTag('blocked')).toBe(true);
  expect(context().recovery.trouble?.tag).toBe('timeout');
  expect(context().outbox).toHaveLength(1);
});

it('asks again when the system does not list its interfaces', async () => {
  let asked = 0;
  const unlisted = throwError(
    () => new BackchannelError('no-network', 'the system does not list its interfaces'),
  );
  const { pass, context } = start({
    interfaces: () =>
      defer(() => {
        asked += 1;
        return asked < 3 ? unlisted : concat(of(interfacesChange([], [eth0])), NEVER);
      }),
  });
  expect(context().network.interfaces).toEqual([]);
  await pass(10_000);
  expect(context().network.interfaces).toEqual([eth0]);
});

it('notices a change between the reading of the interfaces and the start', async () => {
  const readings = [[eth0], [wlan0]];
  const { session, pass, context } = start({
    interfaces: () => defer(() => concat(of(interfacesChange([], readings.shift() ?? [])), NEVER)),
  });
  await pass(0);
  expect(context().network.interfaces).toEqual([wlan0]);
  expect(session.getSnapshot().hasTag('rebinding')).toBe(true);
});

describe('the side channel', () => {
  const lost = throwError(() => new BackchannelError('bind', 'port 7001 is taken'));

  it('is on the port above the chat, and takes what the session dispatches', async () => {
    const ports: number[] = [];
    const dispatched: Uint8Array[] = [];
    const { pass } = start({
      datagrams: () => concat(joined, NEVER),
      control: {
        datagrams: ({ port }) => {
          ports.push(port);
          return concat(joined, NEVER);
        },
        send: (bytes, to) => {
          expect(to).toBe('everyone');
          dispatched.push(bytes);
        },
      },
    });
    await pass(1000);
    expect(ports).toEqual([7001]);
    expect(dispatched.map((bytes) => decodeControl(bytes))[0]).toMatchObject({
      ok: true,
      message: { kind: 'hello', handle: 'alice' },
    });
  });

  it('may be missing: the chat goes on', async () => {
    const { session, pass, context } = start({
      datagrams: () => concat(joined, NEVER),
      control: { datagrams: () => lost, send: () => undefined },
    });
    await pass(1000);
    expect(session.getSnapshot().hasTag('connected')).toBe(true);
    expect(context().network.controlTrouble?.sentence).toBe('port 7001 is taken');
  });

  it('stays closed in a format whose programs know nothing of it', async () => {
    const { session, pass } = start(
      {
        datagrams: () => concat(joined, NEVER),
        control: {
          datagrams: () => {
            throw new Error('opened');
          },
          send: () => {
            throw new Error('sent');
          },
        },
      },
      'raw',
    );
    await pass(10_000);
    expect(session.getSnapshot().hasTag('connected')).toBe(true);
  });
});

it('reads no more than so many datagrams of one source, whichever port they come to, and says how many it left', async () => {
  const datagrams = new Subject<LanEvent>();
  const { pass, context } = start({
    datagrams: () => concat(joined, datagrams),
    control: { datagrams: () => concat(joined, datagrams), send: () => undefined },
  });
  await pass(0);
  const bytes = Uint8Array.of(0);
  for (let count = 0; count < admittedBurst; count += 1)
    datagrams.next({ type: 'datagram', bytes, source: { address: '10.0.0.66', port: count } });
  await pass(2000);
  const { chat, control, turnedAway } = context().discarded;
  expect({ chat, control }).toEqual({
    chat: { 'not-json': admittedBurst / 2 },
    control: { 'not-json': admittedBurst / 2 },
  });
  expect(turnedAway).toBe(admittedBurst);
});
