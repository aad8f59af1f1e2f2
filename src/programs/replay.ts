// `backchannel replay FILE`: shows a recorded chat again. On a terminal as it was, at its pace or another; anywhere else
// what stood on the screen in the end. It opens no network.
import { setImmediate } from 'node:timers/promises';
import type { SchedulerLike } from 'rxjs';
import { exitCodes, signalExitBase } from '../exit-codes.js';
import { entryCursor } from '../recording/entry-cursor.js';
import { cutText, openRecording, type Recording } from '../recording/open-recording.js';
import { createPace } from '../recording/pace.js';
import { replayingTape } from '../recording/replaying-tape.js';
import { UnreadableRecording } from '../recording/unreadable-recording.js';
import type { Frame } from '../view/frame.js';
import { sanitiseLine } from '../wire/sanitise.js';
import type { ChatProcess } from './chat-process.js';
import { whenSignalled } from './ending-signals.js';
import type { Outside } from './person.js';
import { type ReplayOutcome, replayed } from './replayed.js';
import { openReplayScreen, type ReplayScreen } from './replay-screen.js';

/** What is to be replayed. */
export interface ReplayOptions {
  readonly path: string;
  /** How many milliseconds of the recording go by in one; infinite for as fast as it can be. */
  readonly speed: number;
}

/** Follows the actors of a replay, and what it shows. */
type Inspecting = Pick<Outside, 'inspect'> & {
  readonly seen: (frame: Frame) => void;
  readonly close: () => Promise<void>;
};

/** What a replay takes from the world. */
export interface ReplayWorld {
  readonly process: ChatProcess & {
    readonly stdin: { readonly isTTY?: boolean };
    readonly stdout: { readonly isTTY?: boolean };
  };
  readonly scheduler: SchedulerLike;
  /** The version of this program. */
  readonly version: string;
  /** Says why nothing is replayed, and returns the exit code for that. */
  readonly refuse: (sentence: string) => number;
  /**
   * Starts an inspector, if one is asked for.
   *
   * @param now the wall clock of the recording
   */
  readonly inspector: (now: () => number) => Promise<Inspecting | undefined>;
}

/**
 * Replays a recording.
 *
 * @returns the exit code: 0; 1 when the replay went another way than the recording, or the rest of that cannot be read; 2
 *   when it is no recording, or the window is too small for it; or 128 and the number of the signal that ended it
 */
export async function runReplay({ path, speed }: ReplayOptions, world: ReplayWorld): Promise<number> {
  let recording: Recording;
  try {
    recording = openRecording(path);
  } catch (error) {
    if (error instanceof UnreadableRecording) return world.refuse(sanitiseLine(`${path} ${error.message}`));
    throw error;
  }
  try {
    return await play(recording, { path, speed }, world);
  } finally {
    recording.close();
  }
}

async function play(
  recording: Recording,
  { path, speed }: ReplayOptions,
  world: ReplayWorld,
): Promise<number> {
  const { process, scheduler, version, refuse } = world;
  const { stdin, stdout, stderr } = process;
  const { header } = recording;
  const isScreen = !header.settings.plain && stdin.isTTY === true && stdout.isTTY === true;
  if (isScreen) {
    const { columns = 0, rows = 0 } = header.terminal ?? {};
    if (columns > (stdout.columns ?? columns) || rows > (stdout.rows ?? rows)) {
      const here = `${stdout.columns}×${stdout.rows}`;
      return refuse(`${path} was recorded in a window of ${columns}×${rows}, and this one has ${here}`);
    }
  }
  const cursor = entryCursor(recording.entries);
  const tape = replayingTape(header, cursor);
  const inspecting = await world.inspector(tape.now);
  // Where nobody watches, nothing is to be waited for.
  const isWatched = stdout.isTTY === true;
  const pace = createPace({
    from: header.up,
    speed: isWatched ? speed : Number.POSITIVE_INFINITY,
    scheduler,
  });
  let endedBy = 0;
  let screen: ReplayScreen | undefined;
  const ignoreSignals = isScreen
    ? whenSignalled(process, (number) => {
        endedBy = number;
        screen?.leave();
      })
    : () => undefined;
  screen = isScreen
    ? openReplayScreen({ process, scheduler, header, pace, progress: recording.progress })
    : undefined;
  let last: Frame | undefined;
  let told = '';
  try {
    const outcome = await replayed({
      header,
      cursor,
      tape,
      audience: {
        seen: (frame) => {
          last = frame;
          screen?.seen(frame);
          inspecting?.seen(frame);
        },
        printed: (lines) => {
          stdout.write(lines.map((line) => `${line}\n`).join(''));
        },
        told: (text) => {
          told += text;
        },
      },
      until: pace.until,
      settled: () => setImmediate(),
      ...(inspecting?.inspect === undefined ? {} : { inspect: inspecting.inspect }),
    });
    if (outcome.type === 'over') await screen?.left();
    screen?.close();
    if (!isScreen && last !== undefined) stdout.write(textOf(last));
    if (outcome.type === 'over') stderr.write(told);
    const problem = problemOf(outcome, path);
    const cutLine = recording.cutLine();
    if (cutLine !== undefined) stderr.write(`backchannel: ${sanitiseLine(`${path} ${cutText(cutLine)}`)}\n`);
    if (problem === undefined) return endedBy > 0 ? signalExitBase + endedBy : exitCodes.done;
    const { program, node } = header;
    const isOther = program !== version || node !== globalThis.process.version;
    const recordedBy = `it was recorded by version ${program} on Node ${node.replace(/^v/u, '')}`;
    stderr.write(`backchannel: ${problem}${isOther ? ` (${sanitiseLine(recordedBy)})` : ''}\n`);
    return exitCodes.failed;
  } finally {
    screen?.close();
    ignoreSignals();
    await inspecting?.close();
  }
}

/** What went wrong, without a full stop; `undefined` when nothing did. */
function problemOf(outcome: ReplayOutcome, path: string): string | undefined {
  switch (outcome.type) {
    case 'over':
    case 'stopped':
      return undefined;
    case 'unreadable':
      return sanitiseLine(`${path} ${outcome.sentence}`);
    case 'diverged':
      return sanitiseLine(
        `the replay goes another way than the recording, at line ${outcome.line} of ${path}: ${outcome.sentence}`,
      );
    case 'crashed': {
      const { error } = outcome;
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return `the chat crashes at line ${outcome.line} of ${path}, as it may have done then: ${what}`;
    }
  }
}

/** The rows of a frame; those at its end that are blank are left out. */
function textOf({ lines }: Frame): string {
  const rows = lines.map((line) => sanitiseLine(line.map(({ text }) => text).join('')).trimEnd());
  return `${rows.join('\n').trimEnd()}\n`;
}
