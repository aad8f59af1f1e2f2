// Programs for pipes beside whole peers, on an in-memory LAN in simulated time.
import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { createSession, type Session } from '../../src/app.js';
import { type Entry, slice } from '../../src/chat/transcript.js';
import { defaultGroup, defaultPort } from '../../src/config.js';
import { createMemoryLan, type MemoryLanOptions } from '../../src/net/memory-lan.js';
import type { NetworkInterface } from '../../src/net/transport.js';
import { receiveTiming, sendTiming } from '../../src/programs/program-timing.js';
import { runReceive } from '../../src/programs/receive.js';
import { runSend, sendMaxRetries } from '../../src/programs/send.js';
import { defaultProtocolTiming, type ProtocolTiming } from '../../src/protocol-timing.js';
import { decodeControl } from '../../src/wire/control-codec.js';
import { timeLine } from '../support/time-line.js';

/** Time passes in steps of this, so that Node's streams get their turns between. */
const stepMs = 10;

/** No program that is to end by itself runs longer. */
const maxRunMs = 60_000;

type Host = ReturnType<ReturnType<typeof createMemoryLan>['attach']>;

/** A program at work. */
export interface RunningProgram {
  readonly host: Host;
  readonly stdin: PassThrough;
  readonly signals: EventEmitter;
  readonly session: Session;
  /** The lines that it has printed so far. */
  readonly lines: () => readonly string[];
  /** What it has told on standard error so far. */
  readonly told: () => string;
  /** Its exit code and how long it ran, in milliseconds; `undefined` while it runs. */
  readonly ended: () => { readonly code: number; readonly ms: number } | undefined;
}

/** Somebody who chats. */
export interface Person {
  readonly host: Host;
  readonly session: Session;
  readonly clientId: () => string;
  readonly say: (text: string) => void;
  /** What others have said, in the order of its transcript. */
  readonly hears: () => readonly string[];
}

/** A LAN in which time and chance are the test's. */
export function programRig(conditions: Omit<MemoryLanOptions, 'scheduler'>) {
  const time = timeLine();
  const lan = createMemoryLan({ ...conditions, scheduler: time.scheduler });
  let hosts = 0;

  const attach = () => {
    hosts += 1;
    return lan.attach({ address: `10.0.0.${hosts}` });
  };
  const sessionOn = (host: Host, handle: string, role: 'person' | 'program', protocol: ProtocolTiming) =>
    createSession(
      {
        settings: { group: defaultGroup, port: defaultPort, ttl: 1, handle },
        format: 'chat',
        role,
        ...(role === 'program' ? { maxRetries: sendMaxRetries } : {}),
      },
      {
        transport: host.transport,
        now: time.now,
        seed: conditions.seed * 1000 + hosts,
        scheduler: time.scheduler,
        clock: time.clock,
        protocol,
      },
    );

  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += stepMs) {
      await time.pass(Math.min(stepMs, ms - passed));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  const run = (
    handle: string,
    protocol: ProtocolTiming,
    begin: (session: Session, streams: Parameters<typeof runSend>[2]) => Promise<number>,
    stdout: Writable = new PassThrough(),
  ): RunningProgram => {
    const host = attach();
    const session = sessionOn(host, handle, 'program', protocol);
    const [stdin, stderr] = [new PassThrough(), new PassThrough()];
    const signals = new EventEmitter();
    const startedAt = time.now();
    let printed = '';
    let told = '';
    let end: ReturnType<RunningProgram['ended']>;
    stdout.on('data', (chunk) => {
      printed += String(chunk);
    });
    stderr.on('data', (chunk) => {
      told += String(chunk);
    });
    const work = async (): Promise<void> => {
      const code = await begin(session, { stdin, stdout, stderr, signals, now: time.now });
      end = { code, ms: time.now() - startedAt };
    };
    void work();
    return {
      host,
      stdin,
      signals,
      session,
      lines: () => printed.split('\n').slice(0, -1),
      told: () => told,
      ended: () => end,
    };
  };

  return {
    lan,
    pass,
    /** Lets time pass until the program has ended, for at most a minute. */
    untilEnded: async (program: RunningProgram) => {
      for (let ms = 0; program.ended() === undefined && ms < maxRunMs; ms += stepMs) await pass(stepMs);
      return program.ended();
    },
    send: (text: string | undefined, waitMs = 2000): RunningProgram =>
      run('make', sendTiming, (session, streams) =>
        runSend(session, { text, waitMs, scheduler: time.scheduler }, streams),
      ),
    receive: (
      options: { readonly json?: boolean; readonly history?: boolean } = {},
      protocol: ProtocolTiming = receiveTiming,
      stdout?: Writable,
    ): RunningProgram =>
      run(
        'log',
        protocol,
        (session, streams) =>
          runReceive(
            session,
            { json: false, history: false, ...options, scheduler: time.scheduler },
            streams,
          ),
        stdout,
      ),
    /** Somebody with a program of 2012, which neither greets nor answers. @returns how they say something */
    original: (handle: string) => {
      const host = attach();
      let interfaces: readonly NetworkInterface[] = [];
      host.transport.interfaces().subscribe((change) => {
        interfaces = change.interfaces;
      });
      host.transport.datagrams({ groups: [defaultGroup], port: defaultPort, ttl: 1, interfaces }).subscribe();
      return (content: string): void => {
        const said = JSON.stringify({ client_id: '0123456789', handle, content });
        void host.transport.send(Buffer.from(said));
      };
    },
    person: (handle: string): Person => {
      const host = attach();
      const session = sessionOn(host, handle, 'person', defaultProtocolTiming);
      session.start();
      return {
        host,
        session,
        clientId: () => session.getSnapshot().context.identity.clientId,
        say: (text) => session.send({ type: 'say', text, at: time.now() }),
        hears: () => {
          const { transcript } = session.getSnapshot().context.room;
          return slice(transcript, 0, transcript.length).flatMap(saidByOthers);
        },
      };
    },
  };
}

/** Takes nothing that is written. */
export function fullDisk(): Writable {
  return new Writable({
    write: (_, __, done) => done(Object.assign(new Error('the disk is full'), { code: 'ENOSPC' })),
  });
}

function saidByOthers(entry: Entry): string[] {
  return entry.kind === 'message' && entry.delivery === undefined ? [`${entry.handle}: ${entry.text}`] : [];
}

/** Counts the goodbyes on the LAN from now on. */
export function countByes(sent: ReturnType<typeof createMemoryLan>['sent']): () => number {
  let count = 0;
  sent.subscribe(({ bytes }) => {
    const read = decodeControl(bytes);
    if (read.ok && read.message.kind === 'bye') count += 1;
  });
  return () => count;
}
