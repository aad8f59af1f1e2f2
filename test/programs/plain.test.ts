// The line mode in a pipe, on the in-memory LAN: what is printed for what happens, and how it ends.
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { NEVER, of, Subject, throwError } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createSession } from '../../src/app.js';
import { defaultGroup, defaultPort } from '../../src/config.js';
import { createMemoryLan } from '../../src/net/memory-lan.js';
import { type PlainViewSettings, type PlainWorld, runPlain } from '../../src/programs/plain.js';
import type { DoctorView } from '../../src/view/doctor-view.js';
import { createTimeLine } from '../../src/simulation/time-line.js';
import { countByes, fullDisk } from './program-rig.js';

const view: PlainViewSettings = { colour: 'auto', theme: 'auto', themes: {}, time: '24h' };

/** Long enough for a session to join, and for what is said to be heard and held. */
const momentMs = 5000;

/** Streams pass on what is written in turns of the event loop, which simulated time does not wait for. */
async function letStreamsFlow(): Promise<void> {
  for (let turn = 0; turn < streamTurns; turn += 1) await setImmediate();
}

/** A chunk through a stream and its reader, a few times over. */
const streamTurns = 10;

/** Ann in the line mode, and whoever joins her. */
function lineMode(change: Partial<PlainWorld> = {}) {
  const time = createTimeLine();
  const lan = createMemoryLan({ seed: 7, scheduler: time.scheduler });
  let sessions = 0;
  const sessionOn = (handle: string) => {
    sessions += 1;
    const host = lan.attach({ address: `10.0.0.${sessions}` });
    const settings = { group: defaultGroup, port: defaultPort, ttl: 1, handle };
    const session = createSession(
      { settings, format: 'chat', role: 'person' },
      { ...time, transport: host.transport, seed: sessions },
    );
    return { host, session };
  };
  const { host, session } = sessionOn('ann');
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const signals = new EventEmitter();
  const ended = runPlain(session, {
    stdin,
    stdout,
    stderr,
    signals,
    env: {},
    view,
    now: time.now,
    scheduler: time.scheduler,
    reload: () => 'the settings are as they were',
    reloaded$: NEVER,
    lookAtNetwork: () => ({ kernelDrops: undefined, bridges: [] }),
    examine: () => NEVER,
    ...change,
  });
  const pass = async () => {
    await letStreamsFlow();
    await time.pass(momentMs);
    await letStreamsFlow();
  };
  return {
    lan,
    host,
    stdin,
    stdout,
    signals,
    ended,
    pass,
    join: (handle: string) => {
      const { session: other } = sessionOn(handle);
      other.start();
      return (text: string) => other.send({ type: 'say', text, at: time.now() });
    },
    type: async (line: string) => {
      stdin.write(`${line}\n`);
      await pass();
    },
    /** What has been printed since this was asked last, a line each, without the time. */
    printed: () =>
      textOf(stdout)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.replace(/^(?:\u001B\[[\d;]*m)*\d\d:\d\d /u, '')),
    complained: () => textOf(stderr),
  };
}

function textOf(stream: PassThrough): string {
  return String(stream.read() ?? '');
}

describe('the line mode', () => {
  it('prints what others say and what becomes of what is said here', async () => {
    const ann = lineMode();
    await ann.pass();
    expect(ann.printed()).toEqual(['- connected to 224.6.8.11:6811 on eth0']);
    const say = ann.join('bob');
    await ann.pass();
    expect(ann.printed()).toEqual(['- bob joined']);
    say('hello ann');
    await ann.pass();
    expect(ann.printed()).toEqual(['bob: hello ann']);
    await ann.type('hello bob');
    expect(ann.printed()).toEqual(['ann: hello bob', '- held by 1 of 1: hello bob']);
    ann.stdin.end();
    await ann.pass();
    expect(await ann.ended).toBe(0);
    expect(ann.complained()).toBe('');
  });

  it('ends with 1 where a line from a pipe was refused, and says so', async () => {
    const ann = lineMode();
    await ann.pass();
    ann.printed();
    await ann.type('x '.repeat(20_000));
    await ann.type('/hlep');
    expect(ann.printed()).toEqual([
      expect.stringContaining('too long'),
      '- there is no command /hlep: did you mean /help? (// says a slash)',
    ]);
    ann.stdin.end();
    await ann.pass();
    expect(await ann.ended).toBe(1);
    expect(ann.complained()).toBe('backchannel: 2 lines were refused\n');
  });

  it('tells whoever sits at a terminal where the help is', async () => {
    const ann = lineMode({ stdin: Object.assign(new PassThrough(), { isTTY: true }) });
    await ann.pass();
    expect(ann.printed()).toContain('- Enter says what you type, /help shows what else there is');
  });

  it('has the own name as others see it, also when another is called that', async () => {
    const ann = lineMode();
    await ann.pass();
    ann.join('bob');
    await ann.pass();
    ann.printed();
    await ann.type('/nick bob');
    expect(ann.printed()).toEqual([expect.stringMatching(/^- you are now called bob#[\da-f]{4}$/u)]);
    await ann.type('which of us?');
    expect(ann.printed()).toContainEqual(expect.stringMatching(/^bob#[\da-f]{4}: which of us\?$/u));
  });

  it('obeys the commands of the chat', async () => {
    const ann = lineMode();
    await ann.pass();
    ann.join('bob');
    await ann.pass();
    ann.printed();
    await ann.type('/who');
    expect(ann.printed()).toEqual([
      '- Who is here: 2',
      expect.stringMatching(/^- \+ ann +you$/u),
      expect.stringMatching(/^- \+ bob +here · since/u),
    ]);
    await ann.type('/nick anna');
    expect(ann.printed()).toEqual(['- you are now called anna']);
    await ann.type('/me waves');
    expect(ann.printed()).toContain('* anna waves');
    await ann.type('/help');
    const help = ann.printed();
    expect(help).toContain('- /nick HANDLE: go by another name; alone: show yours');
    expect(help.filter((line) => /^- \/(?:people|search)/u.test(line))).toEqual([]);
    await ann.type('/reload');
    expect(ann.printed()).toEqual(['- the settings are as they were']);
    await ann.type('/net');
    expect(ann.printed()[0]).toBe('- Networks');
    await ann.type('/people');
    expect(ann.printed()).toEqual(['- that needs the full screen']);
    await ann.type('//slash');
    expect(ann.printed()).toContain('anna: /slash');
    await ann.type('/quit');
    expect(await ann.ended).toBe(0);
  });

  it('prints what the doctor finds, and goes on if it finds nothing', async () => {
    const looking: DoctorView = { progress: { seconds: 1, of: 5 }, parts: [] };
    const answers = [of(looking), throwError(() => new Error('no doctor'))];
    const ann = lineMode({ examine: () => answers.shift() ?? NEVER });
    await ann.pass();
    ann.printed();
    await ann.type('/doctor');
    expect(ann.printed()).toEqual([
      '- the doctor looks around for some seconds',
      '- The doctor',
      '- Looking around: 1 of 5 s. The chat goes on meanwhile.',
    ]);
    await ann.type('/doctor');
    expect(ann.printed()).toContain('- the doctor could not look around: no doctor');
    await ann.type('/quit');
    expect(await ann.ended).toBe(0);
  });

  it('says what could not be sent', async () => {
    const ann = lineMode();
    await ann.pass();
    ann.printed();
    ann.host.failSends('EPERM');
    await ann.type('lost');
    expect(ann.printed()).toEqual([
      expect.stringMatching(/^- blocked: .*EPERM.*; 1 line waits$/u),
      '- waits: lost',
    ]);
    await ann.type('lost too');
    expect(ann.printed()).toContain('- waits: lost too');
    ann.signals.emit('SIGTERM');
    await ann.pass();
    expect(await ann.ended).toBe(143);
    expect(ann.complained()).toMatch(/^backchannel: 2 messages were not sent: .*EPERM/u);
  });

  it('takes new settings', async () => {
    const reloaded$ = new Subject<{ readonly values: PlainViewSettings }>();
    const ann = lineMode({ reloaded$, env: { TERM: 'xterm-256color' } });
    await ann.pass();
    expect(ann.printed().join('')).not.toContain('\u001B');
    reloaded$.next({ values: { ...view, colour: 'always', theme: 'light' } });
    await ann.type('coloured');
    expect(ann.printed().join('')).toMatch(/\u001B\[[\d;]+mann\u001B\[0m: coloured/u);
    await ann.type('/quit');
    expect(await ann.ended).toBe(0);
  });

  it('ends when whoever read it has gone', async () => {
    const ann = lineMode();
    await ann.pass();
    ann.stdout.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }));
    await ann.pass();
    expect(await ann.ended).toBe(0);
    expect(ann.complained()).toBe('');
  });

  it('says that it cannot write', async () => {
    const ann = lineMode();
    await ann.pass();
    ann.stdout.emit('error', Object.assign(new Error('the disk is full'), { code: 'ENOSPC' }));
    await ann.pass();
    expect(await ann.ended).toBe(1);
    expect(ann.complained()).toBe('backchannel: what is said cannot be written: the disk is full\n');
  });

  it('says what was typed before its input failed, and that it did', async () => {
    const ann = lineMode();
    await ann.type('said all the same');
    ann.stdin.destroy(new Error('EIO: i/o error, read'));
    await ann.pass();
    expect(await ann.ended).toBe(1);
    expect(ann.printed()).toContain('ann: said all the same');
    expect(ann.complained()).toBe('backchannel: the input cannot be read: EIO: i/o error, read\n');
  });

  it('says what was typed before it found that it cannot write, and that too', async () => {
    const ann = lineMode({ stdout: fullDisk() });
    ann.stdin.end('said all the same\n');
    await ann.pass();
    expect(await ann.ended).toBe(1);
    expect(ann.complained()).toBe('backchannel: what is said cannot be written: the disk is full\n');
  });

  it('says that it cannot write what it prints last', async () => {
    const ann = lineMode({ stdout: fullDisk() });
    ann.signals.emit('SIGTERM');
    await ann.pass();
    expect(await ann.ended).toBe(143);
    expect(ann.complained()).toBe('backchannel: what is said cannot be written: the disk is full\n');
  });

  it('does not wait for a network that takes nothing when it cannot write', async () => {
    const ann = lineMode();
    await ann.pass();
    ann.host.failSends('EPERM');
    await ann.type('lost');
    ann.stdout.emit('error', Object.assign(new Error('the disk is full'), { code: 'ENOSPC' }));
    await ann.pass();
    expect(await ann.ended).toBe(1);
    expect(ann.complained()).toMatch(
      /^backchannel: one message was not sent: .*EPERM.*\n.*the disk is full\n$/u,
    );
  });

  it.each([
    ['signal first', ['signal', 'input']],
    ['input first', ['input', 'signal']],
  ] as const)('says goodbye when its terminal is closed: %s', async (_, order) => {
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    const ann = lineMode({ stdin });
    await ann.pass();
    ann.join('bob');
    await ann.pass();
    const byes = countByes(ann.lan.sent);
    const tell = {
      signal: () => ann.signals.emit('SIGHUP'),
      input: () => stdin.destroy(Object.assign(new Error('read EIO'), { code: 'EIO' })),
    };
    for (const one of order) {
      tell[one]();
      await letStreamsFlow();
    }
    await ann.pass();
    expect(await ann.ended).toBe(129);
    expect(ann.complained()).toBe('');
    expect(byes()).toBeGreaterThan(0);
  });
});
