// A chat that is recorded, on the in-memory LAN in simulated time: its terminal, its cable and its company are the test's.
import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { BehaviorSubject, NEVER, of, Subject } from 'rxjs';
import { createSession } from '../../src/app.js';
import { defaultSettings } from '../../src/config.js';
import { createMemoryLan, type MemoryLanOptions } from '../../src/net/memory-lan.js';
import type { LineConsole, Typed } from '../../src/programs/line-console.js';
import { loadPerson, type Outside } from '../../src/programs/person.js';
import { tapedOutside } from '../../src/programs/taped-outside.js';
import { type RecordingHeader, recordingFormat } from '../../src/recording/recording-format.js';
import type { Redactor } from '../../src/recording/redactor.js';
import { startRecording } from '../../src/recording/start-recording.js';
import type { Frame } from '../../src/view/frame.js';
import type { TerminalPort } from '../../src/view/terminal.js';
import type { KeyInput } from '../../src/view/terminal-keys.js';
import { listedFile } from './listed-file.js';
import { turnLine } from './turn-line.js';

const env = { TERM: 'xterm-256color', COLORTERM: 'truecolor' };

export interface RecordedOptions extends Omit<MemoryLanOptions, 'scheduler'> {
  readonly plain?: boolean;
  readonly redactor?: Redactor;
  readonly change?: (outside: Outside) => Partial<Outside>;
}

/** Ann's chat, recorded from its beginning. */
export async function recordedChat({ plain = false, redactor, change, ...conditions }: RecordedOptions) {
  const time = turnLine();
  const lan = createMemoryLan({ ...conditions, scheduler: time.scheduler });
  const settings = { ...defaultSettings, handle: 'ann', plain };
  const host = lan.attach({ address: '10.0.0.1' });
  let people = 1;

  const { file, lines } = listedFile();
  const frames: Frame[] = [];
  const printed: string[] = [];
  let told = '';
  const header: RecordingHeader = {
    format: recordingFormat,
    version: 1,
    at: time.now(),
    up: time.monotonicNow(),
    program: '0.0.0',
    node: process.version,
    redacted: false,
    seed: conditions.seed,
    settings,
    env,
    place: { locale: 'en-GB', timeZone: 'Europe/Vienna' },
    terminal: { columns: 80, rows: 24 },
  };
  const recording = startRecording({
    header,
    file,
    stamp: () => ({ at: time.now(), up: time.monotonicNow() }),
    setTimer: time.setTimer,
    inTurn: time.inTurn,
    ended: () => undefined,
    ...(redactor === undefined ? {} : { redactor }),
  });

  const keys$ = new Subject<KeyInput>();
  const reports$ = new Subject<string>();
  const resumed$ = new Subject<void>();
  const size$ = new BehaviorSubject({ columns: 80, rows: 24 });
  const writable$ = new BehaviorSubject(true);
  const terminal: TerminalPort = {
    keys$,
    reports$,
    resumed$,
    size$,
    writable$,
    abilities: () => ({ synchronized: true, hyperlinks: true }),
    write: () => undefined,
    setTitle: () => undefined,
    suspend: () => resumed$.next(),
    close: () => undefined,
  };
  let console: Typed | undefined;
  const openConsole = (_: unknown, __: boolean, typed: Typed): LineConsole => {
    console = typed;
    return {
      print: (texts) => printed.push(...texts),
      setPrompt: () => undefined,
      isFull: () => false,
      written: async () => undefined,
      close: () => undefined,
    };
  };

  const signals = new EventEmitter();
  const stderr = new Writable({
    write: (chunk, _, done) => {
      told += String(chunk);
      done();
    },
  });
  const reloaded$ = new Subject<Parameters<Parameters<Outside['reloaded$']['subscribe']>[0] & object>[0]>();
  const outside: Outside = {
    settings,
    seed: conditions.seed,
    transport: host.transport,
    now: time.now,
    monotonicNow: time.monotonicNow,
    scheduler: time.scheduler,
    clock: time.clock,
    process: Object.assign(new EventEmitter(), {
      stdin: new PassThrough(),
      stdout: new PassThrough(),
      stderr,
      env,
      pid: 0,
      kill: () => true,
      exit: () => undefined,
    }),
    signals,
    place: header.place,
    openTerminal: () => terminal,
    openConsole,
    seen: (frame) => frames.push(frame),
    lookAtNetwork: () => ({ kernelDrops: lines.length % 7, bridges: [] }),
    examine: () => of({ parts: [{ heading: 'Verdict', findings: [{ sign: '✓', text: 'all is well' }] }] }),
    reload: () => {
      const values = { ...settings, handle: 'anna' };
      reloaded$.next({ values, applied: ['handle'], waiting: [] });
      return 'changed: handle';
    },
    reloaded$,
  };
  const runPerson = await loadPerson(settings);
  const taped = tapedOutside(recording.tape, outside);
  let code: number | undefined;
  const finish = async (): Promise<void> => {
    code = await runPerson({ ...taped, ...change?.(taped) });
    recording.finish();
  };
  void finish();
  await time.pass(0);

  return {
    lan,
    host,
    header,
    lines,
    frames,
    printed,
    told: () => told,
    code: () => code,
    pass: time.pass,
    size$,
    writable$,
    reports$,
    resumed$,
    signal: (name: string) => signals.emit(name),
    press: (key: string) => keys$.next({ type: 'key', key }),
    type: (text: string) => {
      for (const character of text) keys$.next({ type: 'key', key: character, text: character });
    },
    paste: (text: string) => keys$.next({ type: 'paste', text }),
    focus: (has: boolean) => keys$.next({ type: 'focus', has }),
    line: (text: string) => console?.line(text),
    endInput: () => console?.end(),
    /** Somebody else, who is not recorded. @returns how they say something */
    join: (handle: string) => {
      people += 1;
      const other = lan.attach({ address: `10.0.0.${people}` });
      const session = createSession(
        { settings: { ...settings, handle }, format: 'chat', role: 'person' },
        { ...time, transport: other.transport, seed: conditions.seed * 1000 + people },
      );
      session.start();
      return (text: string) => session.send({ type: 'say', text, at: time.now() });
    },
    never: NEVER,
  };
}
