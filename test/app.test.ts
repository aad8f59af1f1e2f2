// The composition root: what becomes of a world that does not behave.
import { concat, defer, NEVER, of, throwError } from 'rxjs';
import { expect, it } from 'vitest';
import { createSession } from '../src/app.js';
import { BackchannelError } from '../src/errors.js';
import { interfacesChange } from '../src/net/interfaces.js';
import type { Transport } from '../src/net/transport.js';
import { eth0, wlan0 } from './support/session-rig.js';
import { timeLine } from './support/time-line.js';

const settings = { group: '239.1.2.3', port: 7000, ttl: 1, handle: 'alice' };

/** A network of which only what the test is about does anything. */
const still: Transport = {
  interfaces: () => concat(of(interfacesChange([], [eth0])), NEVER),
  datagrams: () => NEVER,
  send: () => new Promise(() => undefined),
};

function start(transport: Partial<Transport>) {
  const time = timeLine();
  const session = createSession(
    { settings, format: 'chat' },
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
  const joined = of({ type: 'joined', joined: [eth0], refused: [], receiveBufferBytes: 1 } as const);
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
