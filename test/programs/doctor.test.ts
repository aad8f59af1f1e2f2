// The doctor as a program, on a network that the test is: what it opens, sends, prints and returns.
import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import {
  asyncScheduler,
  concat,
  finalize,
  lastValueFrom,
  NEVER,
  Observable,
  of,
  Subject,
  throwError,
} from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackchannelError } from '../../src/errors.js';
import type { PrivateDatagram, PrivateSocket } from '../../src/net/private-socket.js';
import type { LanEvent, Membership, NetworkInterface, Source, Transport } from '../../src/net/transport.js';
import { runDoctor } from '../../src/programs/doctor.js';
import { doctorViewOf } from '../../src/programs/doctor-view-of.js';
import { type DoctorWorld, type ExaminationEvent, examine } from '../../src/programs/examine.js';
import { encodeControl } from '../../src/wire/control-codec.js';
import { answer, decodeProbe, encodeProbe, type Probe, probe } from '../../src/wire/probe.js';
import { soundSystem } from '../doctor/facts.js';

const eth0: NetworkInterface = {
  name: 'eth0',
  address: '10.0.0.7',
  prefixLength: 24,
  family: 'IPv4',
  internal: false,
};
/** Its IPv6 side, and an interface that has no other. */
const eth0v6: NetworkInterface = { ...eth0, address: 'fe80::7%eth0', prefixLength: 64, family: 'IPv6' };
const eth1v6: NetworkInterface = { ...eth0v6, name: 'eth1', address: 'fe80::9%eth1' };
const ours: Source = { address: eth0.address, port: 50_000 };
const theirs: Source = { address: '10.0.0.2', port: 50_001 };
const settings = { group: '224.6.8.11', port: 6811, ttl: 1, interface: [], handle: 'alice' };

// RxJS's own scheduler runs on the timers that these replace.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Rig {
  readonly world: DoctorWorld;
  /** What comes to the group on the chat port and on the control port. */
  readonly chat$: Subject<PrivateDatagram>;
  readonly control$: Subject<PrivateDatagram>;
  /** What comes to the doctor's own socket. */
  readonly private$: Subject<PrivateDatagram>;
  /** What it sent, and whereto. */
  readonly sent: { readonly text: string; readonly to: Source }[];
  /** How many sockets are open. */
  open(): number;
}

/** A network on which multicast comes back; `refusal` is the system's code for each datagram that is to be sent. */
function rig(
  given: { interfaces?: NetworkInterface[]; refusal?: string; trouble?: BackchannelError } = {},
): Rig {
  const [chat$, control$, private$] = [1, 2, 3].map(() => new Subject<PrivateDatagram>());
  if (chat$ === undefined || control$ === undefined || private$ === undefined)
    throw new Error('three subjects');
  const sent: { text: string; to: Source }[] = [];
  const { interfaces = [eth0], refusal, trouble } = given;
  let open = 0;
  const held = <Value>(first: Value): Observable<Value> => {
    open += 1;
    return concat(of(first), NEVER).pipe(
      finalize(() => {
        open -= 1;
      }),
    );
  };
  const datagrams = ({ port }: Membership): Observable<LanEvent> => {
    if (trouble !== undefined) return throwError(() => trouble);
    const heard$ = port === settings.port ? chat$ : control$;
    return new Observable<LanEvent>((subscriber) => {
      subscriber.add(
        held<LanEvent>({
          type: 'joined',
          joined: interfaces,
          refused: [],
          receiveBufferBytes: 8_388_608,
        }).subscribe(subscriber),
      );
      subscriber.add(heard$.subscribe((datagram) => subscriber.next({ type: 'datagram', ...datagram })));
    });
  };
  const transport: Transport = {
    interfaces: () => concat(of({ interfaces, added: interfaces, removed: [], changed: [] }), NEVER),
    datagrams,
    send: async () => await Promise.reject(new Error('the doctor sends nothing on the ports of the chat')),
    control: { datagrams, send: () => {} },
  };
  const socketOn = (on: NetworkInterface): PrivateSocket => ({
    interface: on,
    port: ours.port,
    datagrams$: private$,
    send: async (bytes, to) => {
      if (refusal !== undefined) throw Object.assign(new Error('send'), { code: refusal });
      sent.push({ text: Buffer.from(bytes).toString(), to });
      if (to.port === settings.port + 1) control$.next({ bytes, source: ours });
    },
  });
  return {
    chat$,
    control$,
    private$,
    sent,
    open: () => open,
    world: {
      newTransport: () => transport,
      openSocket: (on) => held(socketOn(on)),
      readSystem: () => soundSystem,
      scheduler: asyncScheduler,
      monotonicNow: () => Date.now(),
      seed: 7,
    },
  };
}

/** Runs the doctor for a second, with whatever happens meanwhile. */
async function run(
  { world }: Rig,
  meanwhile: (signals: EventEmitter) => Promise<void> | void = () => undefined,
): Promise<{ readonly code: number; readonly report: Record<string, unknown> }> {
  const stdout = new PassThrough();
  const signals = new EventEmitter();
  const streams = { stdout, stderr: new PassThrough(), signals };
  const ended = runDoctor({ settings, seconds: 1, json: true }, world, streams);
  // Only what is due at once: the sockets are opened.
  await vi.advanceTimersByTimeAsync(0);
  await meanwhile(signals);
  await vi.runAllTimersAsync();
  const code = await ended;
  return { code, report: JSON.parse(String(stdout.read())) as Record<string, unknown> };
}

it('sends ten probes a second on the control port and no byte elsewhere, then closes everything', async () => {
  const network = rig();
  const { code, report } = await run(network);
  expect({ code, works: report['works'], verdict: report['verdict'] }).toEqual({
    code: 0,
    works: true,
    verdict: 'works-here',
  });
  expect(report['interfaces']).toContainEqual(
    expect.objectContaining({ name: 'eth0', sent: 10, echoes: 10 }),
  );
  expect(network.sent).toHaveLength(10);
  expect(network.sent.map(({ to }) => to)).toEqual(
    Array.from({ length: 10 }, () => ({ address: settings.group, port: 6812 })),
  );
  expect(network.open()).toBe(0);
});

it('answers a probe to where it came from, and counts it', async () => {
  const network = rig();
  const theirId = 'bbbbbbbbbb';
  const { report } = await run(network, async () => {
    for (let number = 1; number <= 6; number += 1) {
      await vi.advanceTimersByTimeAsync(100);
      const said = probe({ id: theirId, from: theirs.address, number, count: 10, hears: [] });
      network.control$.next({ bytes: encodeProbe(said), source: theirs });
    }
  });
  const answers = network.sent.filter(({ to }) => to.port === theirs.port);
  expect(answers).toHaveLength(6);
  expect(decodeProbe(Buffer.from(answers[0]?.text ?? ''))).toMatchObject({
    kind: 'answer',
    to: theirId,
    number: 1,
  });
  expect(report['peers']).toEqual([
    expect.objectContaining({ address: theirs.address, heard: 6, expected: 6, reach: 'only-inward' }),
  ]);
});

it('takes answers to its probes, with the time that they took', async () => {
  const network = rig();
  const { report } = await run(network, async () => {
    await vi.advanceTimersByTimeAsync(100);
    const { id, number } = decodeProbe(Buffer.from(network.sent[0]?.text ?? '')) as Probe;
    await vi.advanceTimersByTimeAsync(3);
    const said = answer({ id: 'bbbbbbbbbb', to: id, number, sent: 0 });
    network.private$.next({ bytes: encodeProbe(said), source: theirs });
  });
  expect(report['peers']).toEqual([
    expect.objectContaining({ answered: 1, asked: 1, round_trip_ms: expect.objectContaining({ median: 3 }) }),
  ]);
});

it.each([
  { name: 'no UTF-8', bytes: Uint8Array.of(0xff) },
  { name: 'no probe', bytes: Buffer.from('{"v":1,"kind":"hello"}') },
  {
    name: 'an answer on the group',
    bytes: encodeProbe(answer({ id: 'b'.repeat(10), to: 'c'.repeat(10), number: 1, sent: 0 })),
  },
])('never answers $name', async ({ bytes }) => {
  const network = rig();
  const { report } = await run(network, () => network.control$.next({ bytes, source: theirs }));
  expect(network.sent.filter(({ to }) => to.address !== settings.group)).toEqual([]);
  expect(report['peers']).toEqual([]);
});

it('never answers a probe that came to its own socket', async () => {
  const network = rig();
  const said = probe({ id: 'bbbbbbbbbb', from: theirs.address, number: 1, count: 10, hears: [] });
  await run(network, () => network.private$.next({ bytes: encodeProbe(said), source: theirs }));
  expect(network.sent.filter(({ to }) => to.address !== settings.group)).toEqual([]);
});

it('names those that are heard, once each, and not this computer', async () => {
  const network = rig();
  const { report } = await run(network, () => {
    for (const source of [theirs, ours, theirs]) network.chat$.next({ bytes: new Uint8Array(), source });
  });
  expect(report['heard']).toEqual([
    { address: theirs.address, addresses: [theirs.address], interface: null, what: [] },
  ]);
});

it('names a computer once that speaks in both families, and what is heard of it', async () => {
  const network = rig();
  const inIPv6 = { address: 'fe80::2%eth0', port: theirs.port };
  const query = { v: 1, id: 'bbbbbbbbbb', epoch: 1, kind: 'query', to: 'cccccccccc' } as const;
  const bytes = encodeControl(query) ?? new Uint8Array();
  const line = new TextEncoder().encode('{"client_id":"bbbbbbbbbb","handle":"bob","content":"hello"}');
  const { report } = await run(network, () => {
    network.control$.next({ bytes, source: inIPv6 });
    network.control$.next({ bytes, source: theirs });
    network.chat$.next({ bytes: line, source: theirs });
  });
  expect(report['heard']).toEqual([
    { address: theirs.address, addresses: [theirs.address, 'fe80::2'], interface: null, what: ['chat'] },
  ]);
});

it('reports what the system refuses to send', async () => {
  const { code, report } = await run(rig({ refusal: 'EPERM' }));
  expect({ code, verdict: report['verdict'] }).toEqual({ code: 1, verdict: 'not-sent' });
  expect(report['interfaces']).toContainEqual(
    expect.objectContaining({ sent: 0, send_errors: { EPERM: 10 } }),
  );
});

it('reports at once where there is nothing to wait for', async () => {
  const trouble = new BackchannelError('bind', 'port 6811 is taken: end that program');
  const begun = Date.now();
  const { code, report } = await run(rig({ trouble }));
  expect({ code, verdict: report['verdict'], next: report['next'] }).toEqual({
    code: 1,
    verdict: 'port-trouble',
    next: trouble.message,
  });
  expect(Date.now() - begun).toBeLessThan(100);
});

it('reports what it has when it is interrupted', async () => {
  const network = rig();
  const { report } = await run(network, async (signals) => {
    await vi.advanceTimersByTimeAsync(500);
    signals.emit('SIGINT');
  });
  expect(network.sent).toHaveLength(5);
  expect(report['seconds']).toBe(0.5);
  expect(report['works']).toBe(true);
  expect(network.open()).toBe(0);
});

it('prints text for people', async () => {
  const stdout = new PassThrough();
  const streams = { stdout, stderr: new PassThrough(), signals: new EventEmitter() };
  const ended = runDoctor({ settings, seconds: 1, json: false }, rig().world, streams);
  await vi.runAllTimersAsync();
  expect(await ended).toBe(0);
  expect(String(stdout.read())).toContain('Verdict\n  ✓ multicast works on this computer');
});

it.each([
  { code: 'ENOSPC', exit: 1, says: 'backchannel: the report cannot be written: write\n' },
  { code: 'EPIPE', exit: 0, says: 'null' },
])('ends with $exit when its output fails with $code', async ({ code, exit, says }) => {
  const stdout = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('write'), { code })),
  });
  const stderr = new PassThrough();
  const ended = runDoctor({ settings, seconds: 1, json: false }, rig().world, {
    stdout,
    stderr,
    signals: new EventEmitter(),
  });
  await vi.runAllTimersAsync();
  expect(await ended).toBe(exit);
  expect(String(stderr.read())).toBe(says);
});

it('tries an interface in the preferred family, and in the other where it has no address of that', async () => {
  const network = rig({ interfaces: [eth0, eth0v6, eth1v6] });
  const { report } = await run(network);
  expect(new Set(network.sent.map(({ to }) => to.address))).toEqual(
    new Set(['224.6.8.11', 'ff12::e006:80b%eth1']),
  );
  expect(report['verdict']).toBe('works-here');
});

/** A running examination, and what it tells. */
function examined({ world }: Rig) {
  const events: ExaminationEvent[] = [];
  const subscription = examine({ settings, seconds: 3 }, world).subscribe((event) => events.push(event));
  return { events, subscription };
}

describe('an examination', () => {
  it('says each second how far it is, and at the end what it found', async () => {
    const { events } = examined(rig());
    await vi.runAllTimersAsync();
    expect(events.map(doctorViewOf).map(({ progress }) => progress)).toEqual([
      ...[0, 1, 2, 3].map((seconds) => ({ seconds, of: 3 })),
      undefined,
    ]);
    const view = events.map(doctorViewOf).at(-1);
    expect(view?.parts.map(({ heading }) => heading)).toEqual([
      'Verdict',
      'Computer',
      'Ports',
      'Interfaces',
      'Other computers: chats and doctors',
    ]);
    expect(view?.parts[0]?.findings[0]).toMatchObject({ sign: '✓' });
  });

  it.each([0, 1, 1500])('closes everything when nobody looks any more, after %s ms', async (afterMs) => {
    const network = rig();
    const { events, subscription } = examined(network);
    await vi.advanceTimersByTimeAsync(afterMs);
    subscription.unsubscribe();
    const told = events.length;
    const { length } = network.sent;
    await vi.runAllTimersAsync();
    expect({ open: network.open(), told: events.length, sent: network.sent.length }).toEqual({
      open: 0,
      told,
      sent: length,
    });
  });

  it('takes the trouble of the chat that it runs in for what it is', async () => {
    const network = rig();
    const world = { ...network.world, readChat: () => ({ trouble: 'no interface sent it (EPERM)' }) };
    const ended = lastValueFrom(examine({ settings, seconds: 1 }, world));
    await vi.runAllTimersAsync();
    expect(await ended).toMatchObject({ diagnosis: { verdict: { code: 'chat-blocked', works: false } } });
  });
});
