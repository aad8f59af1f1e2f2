// Many listeners in one room, each `receive --json` on a host of its own, and what all of them have heard.
import { heardLine } from './heard-line.js';
import type { PipedProgram } from './program.js';
import type { Room } from './room.js';
import type { SharedLan } from './shared-lan.js';

export interface Gathering {
  /** What each listener has heard from this handle, in the order in which it heard it. */
  heardFrom(handle: string): readonly (readonly string[])[];
  /** Resolves when the first of them has heard this text. */
  untilSomebodyHeard(text: string): Promise<void>;
  /**
   * Resolves when each of them has heard this text.
   * @param timeoutMs the longest wait
   */
  untilAllHeard(text: string, timeoutMs?: number): Promise<void>;
}

/** Starts a listener on each host; resolves when all of them listen. They end with the LAN. */
export async function gather(lan: SharedLan, room: Room, hosts: readonly string[]): Promise<Gathering> {
  const listeners = await Promise.all(hosts.map(async (host) => await lan.receive(host, room, '--json')));
  return gatheringOf(listeners);
}

/** Those listeners as a gathering of their own. */
function gatheringOf(listeners: readonly PipedProgram[]): Gathering {
  return {
    heardFrom: (handle) =>
      listeners.map((listener) =>
        listener
          .lines()
          .map(heardLine)
          .filter((said) => said.handle === handle)
          .map(({ content }) => content),
      ),
    untilSomebodyHeard: async (text) =>
      await Promise.any(listeners.map(async (listener) => await hears(listener, text))),
    untilAllHeard: async (text, timeoutMs) =>
      void (await Promise.all(listeners.map(async (listener) => await hears(listener, text, timeoutMs)))),
  };
}

async function hears(listener: PipedProgram, text: string, timeoutMs?: number): Promise<void> {
  await listener.waitForLines((lines) => lines.some((line) => heardLine(line).content === text), timeoutMs);
}
