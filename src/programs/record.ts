// `--record FILE`: a chat whose outside passes over a tape into a file.
import { randomInt } from 'node:crypto';
import { asyncScheduler, auditTime, ReplaySubject } from 'rxjs';
import { BackchannelError } from '../errors.js';
import { watchProgram } from '../inspect/watch-program.js';
import { openRecordingFile } from '../recording/recording-file.js';
import { recordingFormat, type RecordingHeader, recordingVersion } from '../recording/recording-format.js';
import type { Stamp } from '../recording/recording-tape.js';
import { createRedactor } from '../recording/redactor.js';
import { type StartedRecording, startRecording } from '../recording/start-recording.js';
import type { SetTimer } from '../simulation/timed-action.js';
import type { Outside } from './person.js';
import { tapedOutside } from './taped-outside.js';

/** What of the environment a chat looks at. */
const looksAt = ['TERM', 'COLORTERM', 'TERM_PROGRAM', 'WT_SESSION', 'NO_COLOR', 'TMUX', 'STY'];

/** Of these it matters only whether they are there; what is in them is nobody's business. */
const onlyWhether: ReadonlySet<string> = new Set(['WT_SESSION', 'TMUX', 'STY']);

const keyRange = 2 ** 32;

/** What the inspector is told is written so often: often enough to stand beside what it follows from. */
const inspectedMs = 100;

export interface Recorded {
  readonly outside: Outside;
  /** To be called when the chat has ended. */
  readonly finish: () => void;
}

/** What is to be recorded, and where. */
export interface Recording {
  readonly path: string;
  /** The version of this program. */
  readonly version: string;
  /** Whether what is said is left out. */
  readonly redacted: boolean;
}

/**
 * Begins a recording.
 *
 * @returns the outside that the chat is to have, or the sentence that says why there can be no recording
 */
export function recorded(outside: Outside, { path, version, redacted }: Recording): Recorded | string {
  const tellings$ = new ReplaySubject<string>();
  const tell = (sentence: string) => tellings$.next(sentence);
  const { now, monotonicNow = now, process } = outside;
  const stamp = (): Stamp => ({ at: now(), up: thousandths(monotonicNow()) });
  let file: ReturnType<typeof openRecordingFile>;
  try {
    file = openRecordingFile({ path, setTimer, failed: tell });
  } catch (error) {
    if (error instanceof BackchannelError) return error.message;
    throw error;
  }
  // Also of a crash, which is what one wants to see again.
  process.once('exit', file.flush);
  const place = placeOf();
  const recording = startRecording({
    header: headerOf({ ...outside, place }, stamp(), version),
    file,
    stamp,
    setTimer,
    inTurn: (act) => setImmediate(act),
    ended: tell,
    ...(redacted ? { redactor: createRedactor(randomInt(keyRange)) } : {}),
  });
  const taped = { ...tapedOutside(recording.tape, outside), place, tellings$ };
  // Contexts are full of what people say; what they were, a replay finds out again.
  if (redacted) return { outside: taped, finish: recording.finish };
  const watch = inspectedBy(recording, outside);
  return {
    outside: { ...taped, inspect: watch.inspect, seen: watch.seen },
    finish: () => {
      watch.stop();
      recording.finish();
    },
  };
}

/** Writes what an inspector is told, outside the tape: whoever looks on does not change what happens. */
function inspectedBy(
  { inspected }: StartedRecording,
  { now, inspect, seen }: Outside,
): Required<Pick<Outside, 'inspect' | 'seen'>> & { readonly stop: () => void } {
  const watch = watchProgram({ now, content: true });
  const reader = watch.source.open();
  const write = () => {
    for (let event = reader.next(); event !== undefined; event = reader.next()) inspected(event);
  };
  const writing = watch.source.changed$.pipe(auditTime(inspectedMs, asyncScheduler)).subscribe(write);
  return {
    inspect: (event) => {
      watch.inspect(event);
      inspect?.(event);
    },
    seen: (frame) => {
      watch.seen(frame);
      seen?.(frame);
    },
    stop: () => {
      watch.stop();
      writing.unsubscribe();
      write();
    },
  };
}

function headerOf(
  { settings, seed, process, place }: Outside & { readonly place: RecordingHeader['place'] },
  stamp: Stamp,
  version: string,
): RecordingHeader {
  const { env, stdout } = process;
  const known = looksAt.flatMap((name): [string, string][] => {
    const value = env[name];
    return value === undefined ? [] : [[name, onlyWhether.has(name) ? 'yes' : value]];
  });
  const { columns, rows } = stdout;
  return {
    format: recordingFormat,
    version: recordingVersion,
    ...stamp,
    program: version,
    node: globalThis.process.version,
    redacted: false,
    seed,
    settings,
    env: Object.fromEntries(known),
    place,
    ...(!columns || !rows ? {} : { terminal: { columns, rows } }),
  };
}

function placeOf(): RecordingHeader['place'] {
  const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { locale, timeZone };
}

const setTimer: SetTimer = (act, ms) => {
  const timer = asyncScheduler.schedule(act, ms);
  return () => timer.unsubscribe();
};

/** Microseconds are more than any of our clocks means. */
function thousandths(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
