// `send`, from its input to what a peer shows; the network in memory, the clock real.
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { asyncScheduler, firstValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createSession } from '../../src/app.js';
import { defaultGroup, defaultPort } from '../../src/config.js';
import { createMemoryLan, type MemoryLan } from '../../src/net/memory-lan.js';
import { runSend } from '../../src/programs/send.js';
import { decode } from '../../src/wire/decode.js';

function bench() {
  const lan = createMemoryLan({ seed: 1, scheduler: asyncScheduler });
  const host = lan.attach({ address: '10.0.0.1' });
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const signals = new EventEmitter();
  const settings = { group: defaultGroup, port: defaultPort, ttl: 1, handle: 'alice' };
  const run = (text?: string) =>
    runSend(
      createSession(
        { settings, format: 'chat', maxRetries: 0 },
        { transport: host.transport, now: Date.now, seed: 1 },
      ),
      text,
      { stdin, stdout, stderr, signals, now: Date.now },
    );
  return { lan, host, stdin, signals, run, said: saidOn(lan), complaint: () => String(stderr.read() ?? '') };
}

/** The contents of all datagrams that went out. */
function saidOn(lan: MemoryLan): string[] {
  const said: string[] = [];
  lan.sent.subscribe(({ bytes }) => {
    const decoded = decode(bytes);
    said.push(decoded.ok ? decoded.datagram.content : decoded.reason);
  });
  return said;
}

describe('send', () => {
  it('says its words and leaves', async () => {
    const { run, said } = bench();
    expect(await run('tea is ready')).toBe(0);
    expect(said).toEqual(['tea is ready']);
  });

  it('says each line of its input, blank ones aside, in order', async () => {
    const { run, stdin, said } = bench();
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    stdin.end(lines.join('\n\n'));
    expect(await run()).toBe(0);
    expect(said).toEqual(lines);
  });

  it('leaves at once when there is nothing to say', async () => {
    const { run, stdin, said } = bench();
    stdin.end();
    expect(await run()).toBe(0);
    expect(said).toEqual([]);
  });

  it('fails and says why when the network takes nothing', async () => {
    const { run, host, complaint } = bench();
    host.failSends('EPERM');
    expect(await run('unheard')).toBe(1);
    expect(complaint()).toMatch(/^backchannel: one message was not sent: .*EPERM.*\n$/);
  });

  it('fails and says why when there is no network', async () => {
    const { run, host, complaint } = bench();
    host.unplug();
    expect(await run('unheard')).toBe(1);
    expect(complaint()).toMatch(/^backchannel: one message was not sent: there is no network.*\n$/);
  });

  it('fails for a line that is too long, and says the others all the same', async () => {
    const { run, stdin, said, complaint } = bench();
    stdin.end(`before\n${'x'.repeat(20_000)}\nafter\n`);
    expect(await run()).toBe(1);
    expect(said).toEqual(['before', 'after']);
    expect(complaint()).toMatch(/^backchannel: not sent: too long/);
  });

  it.each(['SIGINT', 'SIGTERM'])('ends by %s while its input goes on', async (signal) => {
    const { run, stdin, signals, said, lan } = bench();
    const ended = run();
    stdin.write('said before\n');
    await firstValueFrom(lan.sent);
    signals.emit(signal);
    expect(await ended).toBe(0);
    expect(said).toEqual(['said before']);
  });

  it.each(['SIGINT', 'SIGTERM'])(
    'stops by %s in the midst of a flood, and says that there was more',
    async (signal) => {
      const { run, stdin, signals, said, lan, complaint } = bench();
      const ended = run();
      stdin.write('more\n'.repeat(1000));
      await firstValueFrom(lan.sent);
      signals.emit(signal);
      expect(await ended).toBe(1);
      expect(said.length).toBeLessThan(100);
      expect(complaint()).toContain('interrupted before the end of the input');
    },
  );

  it('fails and says why when its input cannot be read', async () => {
    const { run, stdin, complaint } = bench();
    const ended = run();
    stdin.destroy(new Error('EISDIR: illegal operation on a directory, read'));
    expect(await ended).toBe(1);
    expect(complaint()).toMatch(/the input cannot be read: EISDIR/);
  });
});
