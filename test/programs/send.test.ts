// `send`, from its input to what peers have: the network in memory, time simulated.
import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/app.js';
import { decode } from '../../src/wire/decode.js';
import { countByes, programRig } from './program-rig.js';

/** Alone or not: what is said by somebody who has just come. */
async function bench(conditions: Parameters<typeof programRig>[0] = { seed: 1 }) {
  const rig = programRig(conditions);
  const said: string[] = [];
  rig.lan.sent.subscribe(({ bytes, port }) => {
    const decoded = decode(bytes);
    if (port === 6811) said.push(decoded.ok ? decoded.datagram.content : decoded.reason);
  });
  return { ...rig, said };
}

/** Who was known when it decided to leave: while it says goodbye it may hear of more. */
function whomItKnew(session: Session): (clientId: string) => boolean {
  let peers: ReadonlyMap<string, unknown> = new Map();
  session.subscribe((snapshot) => {
    if (snapshot.matches('active') && !snapshot.matches({ active: 'parting' }))
      peers = snapshot.context.roster.peers;
  });
  return (clientId) => peers.has(clientId);
}

describe('send, to nobody', () => {
  it('says its words, waits for answers to two hellos, and leaves', async () => {
    const { send, untilEnded, said } = await bench();
    const program = send('tea is ready');
    const end = await untilEnded(program);
    expect(end?.code).toBe(0);
    expect(end?.ms).toBeGreaterThanOrEqual(580);
    expect(end?.ms).toBeLessThan(700);
    expect(said).toEqual(['tea is ready']);
    expect(program.told()).toBe('');
  });

  it('leaves at once when it is not to wait', async () => {
    const { send, untilEnded, said } = await bench();
    const end = await untilEnded(send('tea is ready', 0));
    expect(end?.code).toBe(0);
    expect(end?.ms).toBeLessThan(50);
    expect(said).toEqual(['tea is ready']);
  });

  it('says each line of its input, blank ones aside, in order', async () => {
    const { send, untilEnded, said } = await bench();
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const program = send(undefined);
    program.stdin.end(lines.join('\n\n'));
    expect(await untilEnded(program)).toMatchObject({ code: 0 });
    expect(said).toEqual(lines);
  });

  it('leaves at once when there is nothing to say', async () => {
    const { send, untilEnded, said } = await bench();
    const program = send(undefined);
    program.stdin.end();
    const end = await untilEnded(program);
    expect(end?.code).toBe(0);
    expect(end?.ms).toBeLessThan(50);
    expect(said).toEqual([]);
  });

  it('fails and says why when the network takes nothing', async () => {
    const { send, untilEnded } = await bench();
    const program = send('unheard');
    program.host.failSends('EPERM');
    expect(await untilEnded(program)).toMatchObject({ code: 1 });
    expect(program.told()).toMatch(/^backchannel: one message was not sent: .*EPERM.*\n$/);
  });

  it('fails and says why when there is no network', async () => {
    const { send, untilEnded } = await bench();
    const program = send('unheard');
    program.host.unplug();
    expect(await untilEnded(program)).toMatchObject({ code: 1 });
    expect(program.told()).toMatch(/^backchannel: one message was not sent: there is no network.*\n$/);
  });

  it('fails for a line that is too long, and says the others all the same', async () => {
    const { send, untilEnded, said } = await bench();
    const program = send(undefined);
    program.stdin.end(`before\n${'x'.repeat(20_000)}\nafter\n`);
    expect(await untilEnded(program)).toMatchObject({ code: 1 });
    expect(said).toEqual(['before', 'after']);
    expect(program.told()).toMatch(/^backchannel: not sent: too long/);
  });

  it('fails for a line without an end, and says so at once and when it gives up', async () => {
    const { send, untilEnded, pass, said } = await bench();
    const program = send(undefined);
    const piece = new Uint8Array(1024 * 1024);
    program.stdin.write('before\n');
    program.stdin.write(piece);
    await pass(100);
    expect(program.told()).toMatch(/^backchannel: not sent: too long[^\n]*\n$/);
    for (let count = 0; count < 20; count += 1) program.stdin.write(piece);
    expect(await untilEnded(program)).toMatchObject({ code: 1 });
    expect(said).toEqual(['before']);
    expect(program.told()).toMatch(/the input cannot be read: a line in it does not end\n$/);
  });

  it('fails and says why when its input cannot be read', async () => {
    const { send, untilEnded } = await bench();
    const program = send(undefined);
    program.stdin.destroy(new Error('EISDIR: illegal operation on a directory, read'));
    expect(await untilEnded(program)).toMatchObject({ code: 1 });
    expect(program.told()).toMatch(/the input cannot be read: EISDIR/);
  });
});

describe.each(['SIGINT', 'SIGTERM'])('send, at %s', (signal) => {
  it('ends while its input goes on', async () => {
    const { send, untilEnded, pass, said } = await bench();
    const program = send(undefined);
    program.stdin.write('said before\n');
    await pass(100);
    program.signals.emit(signal);
    expect(await untilEnded(program)).toMatchObject({ code: 0 });
    expect(said).toEqual(['said before']);
  });

  it('stops in the midst of a flood, and says that there was more', async () => {
    const { send, untilEnded, pass, said } = await bench();
    const program = send(undefined);
    program.stdin.write('more\n'.repeat(1000));
    await pass(50);
    program.signals.emit(signal);
    expect(await untilEnded(program)).toMatchObject({ code: 1 });
    expect(said.length).toBeLessThan(100);
    expect(program.told()).toContain('interrupted before the end of the input');
  });

  it('waits for nobody any more', async () => {
    const { send, untilEnded, pass, person, lan } = await bench();
    const bob = person('bob');
    await pass(10);
    const program = send('unheard', 60_000);
    lan.blockPath(program.host, bob.host);
    await pass(3000);
    expect(program.ended()).toBeUndefined();
    program.signals.emit(signal);
    const end = await untilEnded(program);
    expect(end).toMatchObject({ code: 0 });
    expect(end?.ms).toBeLessThan(3500);
  });
});

describe('send, when its terminal is closed', () => {
  it('says goodbye all the same, and ends with the code of the signal', async () => {
    const { send, untilEnded, pass, person, lan } = await bench();
    const byes = countByes(lan.sent);
    person('bob');
    await pass(2000);
    const program = send(undefined);
    await pass(2000);
    // It is told of twice, of a window that is closed.
    for (let count = 0; count < 2; count += 1) program.signals.emit('SIGHUP');
    expect(await untilEnded(program)).toMatchObject({ code: 129 });
    expect(byes()).toBeGreaterThan(0);
  });
});

describe('send, to two others', () => {
  it('leaves when both hold it, after a goodbye', async () => {
    const { send, untilEnded, pass, person } = await bench();
    const others = [person('alice'), person('bob')];
    await pass(2000);
    const program = send('tea is ready');
    const end = await untilEnded(program);
    expect(end?.code).toBe(0);
    expect(end?.ms).toBeGreaterThan(300);
    expect(end?.ms).toBeLessThan(700);
    expect(program.told()).toBe('');
    expect(others.map(({ hears }) => hears())).toEqual([['make: tea is ready'], ['make: tea is ready']]);
  });

  it('knows who is there when its input has lasted', async () => {
    const { send, untilEnded, pass, person } = await bench();
    person('alice');
    await pass(2000);
    const program = send(undefined, 30_000);
    program.stdin.write('one\n');
    await pass(5000);
    program.stdin.end('two\n');
    const end = await untilEnded(program);
    expect(end?.code).toBe(0);
    expect(end?.ms).toBeLessThan(6000);
  });

  it('is nobody to them', async () => {
    const { send, untilEnded, pass, person } = await bench();
    const alice = person('alice');
    await pass(2000);
    await untilEnded(send('tea is ready'));
    await pass(10_000);
    const { transcript } = alice.session.getSnapshot().context.room;
    expect(transcript.length).toBe(1);
  });

  it.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
    'leaves only when they hold all of it, with 30 %% of the datagrams lost, seed %i',
    async (seed) => {
      const { send, untilEnded, pass, person } = await bench({ seed, loss: 0.3, delayMs: [0, 5] });
      const others = [person('alice'), person('bob')];
      await pass(5000);
      const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
      const program = send(undefined, 30_000);
      const isKnown = whomItKnew(program.session);
      program.stdin.end(lines.join('\n'));
      expect(await untilEnded(program)).toMatchObject({ code: 0 });
      expect(program.told()).toBe('');
      const all = lines.map((line) => `make: ${line}`);
      const known = others.filter(({ clientId }) => isKnown(clientId()));
      expect(known.map(({ hears }) => hears())).toEqual(known.map(() => all));
      // Whom it never heard of gets it from those.
      await pass(10_000);
      expect(others.map(({ hears }) => hears())).toEqual([all, all]);
    },
  );

  it('tells who has not got it when the wait is over', async () => {
    const { send, untilEnded, pass, person, lan } = await bench();
    const alice = person('alice');
    await pass(2000);
    const carol = person('carol');
    // She was here first, and so this is for her, too.
    await pass(10);
    const program = send('tea is ready');
    for (const other of [program, alice]) lan.blockPath(other.host, carol.host);
    const end = await untilEnded(program);
    expect(end?.code).toBe(0);
    expect(end?.ms).toBeGreaterThan(2000);
    expect(end?.ms).toBeLessThan(2500);
    expect(program.told()).toBe('backchannel: held by 1 of 2 after 2 s: not (yet) by carol\n');
  });

  it.each([
    ['alone', []],
    ['while another holds it', ['alice']],
  ])('tells of somebody who is there and deaf, %s, when it may wait long enough', async (_, others) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { send, untilEnded, pass, person, lan } = await bench({ seed });
      const hearing = others.map(person);
      const carol = person('carol');
      await pass(8000);
      const program = send('tea is ready', 4000);
      for (const other of [program, ...hearing]) lan.blockPath(other.host, carol.host);
      expect(await untilEnded(program)).toMatchObject({ code: 0 });
      const count = `${others.length} of ${others.length + 1}`;
      expect(program.told()).toBe(`backchannel: held by ${count} after 4 s: not (yet) by carol\n`);
    }
  });

  it('tells of somebody who fell silent while it waited, and waits for them no longer', async () => {
    const { send, untilEnded, pass, person, lan } = await bench();
    const carol = person('carol');
    await pass(2000);
    const program = send(undefined, 60_000);
    await pass(5000);
    lan.partition([[carol.host]]);
    program.stdin.end('tea is ready');
    const end = await untilEnded(program);
    expect(end?.code).toBe(0);
    expect(end?.ms).toBeLessThan(20_000);
    expect(program.told()).toMatch(/^backchannel: held by 0 of 1 after 1\d s: not \(yet\) by carol\n$/);
  });

  it('lets those who hold it pass it on', async () => {
    const { send, untilEnded, pass, person, lan } = await bench();
    person('alice');
    await pass(2000);
    const carol = person('carol');
    await pass(10);
    const program = send('tea is ready', 10_000);
    lan.blockPath(program.host, carol.host);
    expect(await untilEnded(program)).toMatchObject({ code: 0 });
    expect(program.told()).toBe('');
    expect(carol.hears()).toEqual(['make: tea is ready']);
  });

  it('does not wait for who has left', async () => {
    const { send, untilEnded, pass, person, lan } = await bench();
    const [alice, bob] = [person('alice'), person('bob')];
    await pass(2000);
    const program = send(undefined, 30_000);
    await pass(1000);
    for (const other of [program, alice]) lan.blockPath(other.host, bob.host);
    program.stdin.end('tea is ready');
    await pass(4000);
    expect(program.ended()).toBeUndefined();
    bob.session.send({ type: 'quit' });
    const end = await untilEnded(program);
    expect(end?.code).toBe(0);
    expect(program.told()).toBe('');
    expect(end?.ms).toBeLessThan(6000);
  });
});

describe('send, to a log', () => {
  it('leaves when the log has it, of which nobody is told', async () => {
    const { send, receive, untilEnded, pass } = await bench();
    const log = receive({ json: true });
    await pass(5000);
    const program = send('tea is ready');
    const end = await untilEnded(program);
    expect(end?.code).toBe(0);
    expect(end?.ms).toBeLessThan(700);
    expect(program.told()).toBe('');
    expect(log.lines().map((line): unknown => JSON.parse(line))).toMatchObject([{ content: 'tea is ready' }]);
  });

  it('tells when the log has not got it', async () => {
    const { send, receive, untilEnded, pass, lan } = await bench();
    const log = receive({ json: true });
    await pass(5000);
    const program = send('tea is ready', 4000);
    lan.blockPath(program.host, log.host);
    expect(await untilEnded(program)).toMatchObject({ code: 0 });
    expect(program.told()).toBe('backchannel: held by 0 of 1 after 4 s: not (yet) by log\n');
  });
});
