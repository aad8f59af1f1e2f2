// The inspector of a program that runs: follows its actors and its screen, remembers what happened, and serves the page.
// Loaded only when somebody asks for it.
import type { spawn } from 'node:child_process';
import { asyncScheduler, type SchedulerLike } from 'rxjs';
import type { InspectionEvent as XstateEvent } from 'xstate';
import type { Frame } from '../view/frame.js';
import type { InspectRequest } from './inspect-request.js';
import { machineOf } from './machine-config.js';
import { openBrowser } from './open-browser.js';
import type { PageSource } from './page-source.js';
import { sendableSchemas, sentEvent } from './sendable-events.js';
import { type SendEvent, servePage } from './serve-page.js';
import { watchProgram } from './watch-program.js';

/** Stately's inspector. */
const statelyInspector = 'https://stately.ai/inspect';

/** What an inspector takes from the world. */
export interface InspectorWorld {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly scheduler?: SchedulerLike;
  /** The program's version. */
  readonly version: string;
  /** Where the files of the pages are; ends in a slash. */
  readonly assets: URL;
  /** See `servePage`. */
  readonly token: string;
  readonly platform: NodeJS.Platform;
  readonly spawn: typeof spawn;
  /** Says one sentence to the person, before the screen is taken. */
  readonly tell: (sentence: string) => void;
  /** Whether events may be sent to actors; they may, if left out. */
  readonly sending?: boolean;
}

export interface Inspector {
  /** What to open in a browser. */
  readonly url: string;
  /** For `createActor`, of each root. */
  readonly inspect: (event: XstateEvent) => void;
  /** The terminal shows this now. */
  readonly seen: (frame: Frame) => void;
  /** All that is told to pages, for whoever else wants to read it. */
  readonly source: PageSource;
  readonly close: () => Promise<void>;
}

/**
 * Starts an inspector, and tells where it is.
 *
 * @throws when the system lets nobody listen
 */
export async function startInspector(
  { how, content, embed = statelyInspector }: InspectRequest,
  world: InspectorWorld,
): Promise<Inspector> {
  const { now, scheduler = asyncScheduler, version, assets, token, tell, sending = true } = world;
  const { inspect, seen, source, actorOf, stop } = watchProgram({ now, scheduler, content });

  const send: SendEvent = (sessionId, event) => {
    const actor = actorOf(sessionId);
    const machine = actor === undefined ? undefined : machineOf(actor);
    if (actor === undefined || machine === undefined) return { ok: false, reason: 'it takes no events now' };
    const sent = sentEvent(machine.id, event, now());
    if (!sent.ok) return sent;
    actor.send(sent.event);
    return { ok: true };
  };

  const isStately = how === 'stately';
  const server = await servePage({
    source,
    hello: {
      type: '@backchannel.hello',
      version,
      live: true,
      content,
      sending,
      ...(sending ? { sendable: sendableSchemas() } : {}),
      ...(isStately ? { embed } : {}),
    },
    kind: isStately ? 'stately' : 'page',
    assets,
    token,
    ...(sending ? { send } : {}),
    scheduler,
  });
  const { url } = server;
  tell(`the inspector is at ${url}`);
  if (how === 'open') {
    const failure = await openBrowser(url, world);
    if (failure !== undefined) tell(`the browser is not opened: ${failure}`);
  }
  return {
    url,
    inspect,
    seen,
    source,
    close: async () => {
      stop();
      await server.close();
    },
  };
}
