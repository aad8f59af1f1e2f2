// `backchannel inspect FILE`: the inspector's page on what was recorded. It runs nothing of what was recorded.
import type { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { exitCodes, signalExitBase } from '../exit-codes.js';
import { openBrowser } from '../inspect/open-browser.js';
import type { InspectionEvent } from '../inspect/inspection-event.js';
import { recorded } from '../inspect/page-source.js';
import { servePage } from '../inspect/serve-page.js';
import { cutText, openRecording, type Recording } from '../recording/open-recording.js';
import { UnreadableRecording } from '../recording/unreadable-recording.js';
import { sanitiseLine } from '../wire/sanitise.js';
import { whenSignalled } from './ending-signals.js';

/** What an inspection of a recording takes from the world. */
export interface InspectWorld {
  readonly process: NodeJS.EventEmitter & {
    readonly stdout: Writable;
    readonly stderr: Writable;
    readonly platform: NodeJS.Platform;
  };
  /** The version of this program. */
  readonly version: string;
  /** Says why nothing is inspected, and returns the exit code for that. */
  readonly refuse: (sentence: string) => number;
  /** Where the files of the page are; ends in a slash. */
  readonly assets: URL;
  /** See `servePage`. */
  readonly token: string;
  readonly spawn: typeof spawn;
}

/**
 * Serves the page until a signal ends it.
 *
 * @returns the exit code: 2 when it is no recording, 1 when there is nothing in it to show or a line of it cannot be read, or 128 and the number of the signal; 0 when it was interrupted
 */
export async function runInspect(
  { path, how }: { readonly path: string; readonly how: 'page' | 'open' },
  { process, version, refuse, assets, token, spawn: run }: InspectWorld,
): Promise<number> {
  const tell = (sentence: string) => process.stderr.write(`backchannel: ${sanitiseLine(sentence)}\n`);
  let recording: Recording;
  try {
    recording = openRecording(path);
  } catch (error) {
    if (error instanceof UnreadableRecording) return refuse(sanitiseLine(`${path} ${error.message}`));
    throw error;
  }
  const content = !recording.header.redacted;
  const failure = failureIn(recording);
  const cutLine = recording.cutLine();
  if (cutLine !== undefined) tell(`${path} ${cutText(cutLine)}`);
  if (failure !== undefined) {
    tell(`${path} ${failure}`);
    return exitCodes.failed;
  }
  const server = await servePage({
    source: recorded(inspectedIn(path, tell)),
    hello: { type: '@backchannel.hello', version, live: false, content, sending: false },
    assets,
    token,
  });
  process.stdout.write(`${server.url}\n`);
  if (how === 'open') {
    const unopened = await openBrowser(server.url, { platform: process.platform, spawn: run });
    if (unopened !== undefined) tell(`the browser is not opened: ${unopened}`);
  }
  const number = await new Promise<number>((resolve) => {
    whenSignalled(process, resolve);
  });
  await server.close();
  return number === interrupt ? exitCodes.done : signalExitBase + number;
}

/** SIGINT: there is no other way to say that one has seen enough. */
const interrupt = 2;

/**
 * Reads all of a recording, and closes it: a page is served only where each line can be read and one has something to show.
 *
 * @returns what is wrong, as the end of a sentence that begins with its name; `undefined` when nothing is
 */
function failureIn({ header, entries, close }: Recording): string | undefined {
  let isSomething = false;
  try {
    for (const { entry } of entries) isSomething ||= entry.type === 'inspection';
  } catch (error) {
    if (error instanceof UnreadableRecording) return error.message;
    throw error;
  } finally {
    close();
  }
  if (isSomething) return undefined;
  const why = header.redacted ? ', since it is redacted' : '';
  return `has nothing to show${why}: backchannel replay --inspect finds out again what the statecharts did`;
}

/** What the inspector was told, from the beginning each time; read as far as it can be. */
function inspectedIn(path: string, tell: (sentence: string) => void): Iterable<InspectionEvent> {
  return {
    *[Symbol.iterator]() {
      try {
        const { entries, close } = openRecording(path);
        try {
          for (const { entry } of entries) if (entry.type === 'inspection') yield entry.event;
        } finally {
          close();
        }
      } catch (error) {
        if (!(error instanceof UnreadableRecording)) throw error;
        tell(`${path} ${error.message}`);
      }
    },
  };
}
