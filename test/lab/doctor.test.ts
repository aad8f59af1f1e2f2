// Doctors on real interfaces: what they say of a sound LAN, of a broken one, and of each other.
import { expect, it } from 'vitest';
import * as z from 'zod';
import { describeWhen } from '../support/describe-when.js';
import { drop } from '../support/firewall.js';
import type { Host } from '../support/lab.js';
import { builtSupport, type ProcessEnd, piped } from '../support/program.js';
import { allOf, firewallSupport, labSupport } from '../support/requirements.js';
import { room, type Room } from '../support/room.js';
import { shareLan } from '../support/shared-lan.js';

/** What `--json` promises, as far as these tests ask. */
const report = z.object({
  works: z.boolean(),
  verdict: z.string(),
  next: z.string(),
  chat_port: z.object({ open: z.boolean(), error: z.nullable(z.string()) }),
  control_port: z.object({ open: z.boolean() }),
  interfaces: z.array(z.looseObject({ name: z.string(), use: z.string() })),
  heard: z.array(z.object({ address: z.string(), interface: z.nullable(z.string()) })),
  peers: z.array(
    z.object({
      address: z.string(),
      reach: z.string(),
      heard: z.number(),
      expected: z.number(),
      answered: z.number(),
      asked: z.number(),
      round_trip_ms: z.nullable(z.object({ min: z.number(), median: z.number(), max: z.number() })),
    }),
  ),
  findings: z.array(z.object({ check: z.string(), mark: z.string(), text: z.string() })),
});

interface Visit {
  readonly end: ProcessEnd;
  readonly lines: readonly string[];
}

/** Binds the port without sharing it, says so, and stays. */
const selfishProgram = `require('node:dgram').createSocket('udp4').bind(Number(process.argv[1]), () => console.log('bound'));`;

/** Drops what `what` names on the host while `during` lasts. */
const whileDropping = async <Outcome>(
  { host, hook, what }: { host: Host; hook: 'input' | 'output'; what: string },
  during: () => Promise<Outcome>,
): Promise<Outcome> => {
  const lift = await drop(host, { table: 'doctor', hook, what });
  try {
    return await during();
  } finally {
    await lift();
  }
};

describeWhen(allOf(labSupport(), builtSupport()), 'the doctor', () => {
  const lan = shareLan({ hosts: ['alice', 'bob'] });

  const visit = async (host: Host, { options }: Room, ...args: readonly string[]): Promise<Visit> => {
    const doctor = lan.run(host.name, 'doctor', ...options, ...args);
    const end = await doctor.end;
    return { end, lines: doctor.lines() };
  };

  const examine = async (host: Host, here: Room, ...args: readonly string[]) => {
    const { end, lines } = await visit(host, here, '--json', ...args);
    return { code: end.code, ...report.parse(JSON.parse(lines.join('\n'))) };
  };

  /** Both at the same time, long enough to meet however slow the start is. */
  const examineBoth = async (here: Room) => {
    const [alice, bob] = await Promise.all([
      examine(lan.host('alice'), here, '--seconds', '3'),
      examine(lan.host('bob'), here, '--seconds', '3'),
    ]);
    return { alice, bob };
  };

  it('finds a sound LAN sound', async () => {
    const { code, works, verdict, chat_port, interfaces, findings } = await examine(
      lan.host('alice'),
      room(60),
      '--seconds',
      '1',
    );
    expect({ code, works, chat_port }).toEqual({
      code: 0,
      works: true,
      chat_port: expect.objectContaining({ open: true, error: null }),
    });
    // In a container it says, too, that it is in one.
    expect(verdict).toMatch(/^works-(?:here|in-a-box)$/u);
    expect(interfaces).toContainEqual(
      expect.objectContaining({
        name: 'eth0',
        use: 'used',
        joined: true,
        listed_as_member: true,
        echoes: 10,
      }),
    );
    expect(findings.filter(({ mark }) => mark === 'failure')).toEqual([]);
  });

  it('says it in text that fits 80 columns', async () => {
    const { end, lines } = await visit(lan.host('alice'), room(61), '--seconds', '1');
    expect(end).toEqual({ code: 0, signal: null, errors: [] });
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Computer',
        'Ports',
        'Interfaces',
        'Other computers: chats and doctors',
        'Verdict',
      ]),
    );
    expect(lines.join('\n')).toContain('✓ eth0 10.77.0.1 hears what it sends itself (10 of 10)');
  });

  it('measures the way to another doctor, both ways', async () => {
    const { alice, bob } = await examineBoth(room(62));
    for (const [one, other] of [
      [alice, 'bob'],
      [bob, 'alice'],
    ] as const) {
      expect(one).toMatchObject({ code: 0, verdict: 'works-with-others' });
      expect(one.peers).toHaveLength(1);
      const [peer] = one.peers;
      expect(peer).toMatchObject({ address: lan.host(other).address, reach: 'both' });
      expect(peer?.heard).toBe(peer?.expected);
      expect(peer?.answered).toBe(peer?.asked);
      expect(peer?.heard).toBeGreaterThan(5);
      expect(peer?.round_trip_ms?.min).toBeGreaterThan(0);
    }
  });

  it('hears that there is chat, and disturbs none', async () => {
    const here = room(63);
    const doctor = lan.run('alice', 'doctor', ...here.options, '--json', '--seconds', '300');
    await doctor.whileRunning(lan.host('alice').untilJoined(here.group, here.port));
    const receiver = await lan.receive('bob', here);
    expect((await lan.run('bob', 'send', ...here.options, 'hello').end).code).toBe(0);
    expect(await receiver.waitForLines(({ length }) => length > 0)).toEqual(['tester: hello']);
    doctor.kill('SIGINT');
    await doctor.end;
    const { heard } = report.parse(JSON.parse(doctor.lines().join('\n')));
    expect(heard).toEqual([{ address: lan.host('bob').address, interface: 'eth0' }]);
    expect(receiver.lines()).toHaveLength(1);
    receiver.kill('SIGTERM');
    await receiver.end;
  });

  it.each([
    { name: 'chat', offset: 0 },
    { name: 'control', offset: 1 },
  ])('names a program that does not share the $name port', async ({ offset }) => {
    const here = room(64 + offset);
    const port = here.port + offset;
    const selfish = piped(
      lan.host('alice').spawn([process.execPath, '--eval', selfishProgram, String(port)], { stdio: 'pipe' }),
    );
    await selfish.waitForLines(({ length }) => length > 0);
    const { code, verdict, next } = await examine(lan.host('alice'), here, '--seconds', '1');
    expect({ code, verdict, next }).toEqual({
      code: 1,
      verdict: 'port-trouble',
      next: `port ${port} is taken by a program that does not share it (EADDRINUSE): end that program, or choose another port`,
    });
    selfish.kill('SIGTERM');
    await selfish.end;
  });

  it('ends early with a report when it is interrupted', async () => {
    const here = room(66);
    const doctor = lan.run('alice', 'doctor', ...here.options, '--json', '--seconds', '300');
    await doctor.whileRunning(lan.host('alice').untilJoined(here.group, here.port + 1));
    doctor.kill('SIGINT');
    await doctor.end;
    expect(report.parse(JSON.parse(doctor.lines().join('\n'))).chat_port.open).toBe(true);
  });

  it('says that there is no network when the cable is out', async () => {
    const alice = lan.host('alice');
    await alice.cable('out');
    const { end, lines } = await visit(alice, room(67));
    await alice.cable('in');
    expect(end).toEqual({ code: 1, signal: null, errors: [] });
    expect(lines.join('\n')).toContain('eth0 is not used: it is down, unplugged, or has no address');
    expect(lines).toContain('  ✗ there is no network: connect this computer to one, and try again');
  });

  it('calls loopback alone no network', async () => {
    const { code, verdict } = await examine(
      lan.host('alice'),
      room(68),
      '--seconds',
      '1',
      '--interface',
      'lo',
    );
    expect({ code, verdict }).toEqual({ code: 1, verdict: 'loopback-only' });
  });

  it.each([[['--seconds', '0']], [['--seconds', '301']], [['--interface', 'eth7']]])(
    'refuses %j',
    async (args) => {
      const { end } = await visit(lan.host('alice'), room(69), ...args);
      expect(end).toMatchObject({ code: 2, errors: [expect.stringContaining('backchannel: ')] });
    },
  );

  describeWhen(firewallSupport(), 'with a firewall', () => {
    it('names the direction that is broken, at both ends', async () => {
      const here = room(70);
      const [alice, bob] = [lan.host('alice'), lan.host('bob')];
      const what = `ip saddr ${alice.address} udp dport ${here.port + 1}`;
      const both = await whileDropping(
        { host: bob, hook: 'input', what },
        async () => await examineBoth(here),
      );
      expect(both.alice).toMatchObject({ code: 0, verdict: 'one-way' });
      expect(both.alice.peers).toEqual([
        expect.objectContaining({ address: bob.address, reach: 'only-inward', answered: 0 }),
      ]);
      expect(both.alice.next).toContain(`nothing from it gets to ${bob.address}`);
      expect(both.alice.findings.map(({ text }) => text)).toContain(
        `we hear the doctor on ${bob.address}, but it does not hear us: the way from here to there is broken`,
      );
      expect(both.bob).toMatchObject({ code: 0, verdict: 'one-way' });
      expect(both.bob.peers).toEqual([
        expect.objectContaining({ address: alice.address, reach: 'only-outward', heard: 0 }),
      ]);
      expect(both.bob.next).toContain(`nothing comes from ${alice.address}`);
    });

    it('tells a firewall that lets nothing in, by its own echo', async () => {
      const here = room(71);
      const host = lan.host('alice');
      const what = `udp dport { ${here.port}, ${here.port + 1} }`;
      const { code, verdict, next } = await whileDropping(
        { host, hook: 'input', what },
        async () => await examine(host, here, '--seconds', '1'),
      );
      expect({ code, verdict }).toEqual({ code: 1, verdict: 'not-heard' });
      expect(next).toContain(`ufw allow ${here.port}:${here.port + 1}/udp`);
    });

    it('tells a firewall that lets nothing out, by the refusal', async () => {
      const here = room(72);
      const host = lan.host('alice');
      const what = `udp dport ${here.port + 1}`;
      const { code, verdict, next } = await whileDropping(
        { host, hook: 'output', what },
        async () => await examine(host, here, '--seconds', '1'),
      );
      expect({ code, verdict }).toEqual({ code: 1, verdict: 'not-sent' });
      expect(next).toContain('the system refuses to send (EPERM): let UDP ports');
    });
  });
});
