// Loads the inspector for a program that is to be looked at; a program that cannot be looked at runs all the same.
import type { InspectRequest } from '../inspect/inspect-request.js';
import type { Inspector } from '../inspect/start-inspector.js';

/** What an inspector is given by the program that it looks at. */
export interface Inspectable {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Makes what nobody can guess, in characters that need no escape in an address. */
  readonly newToken: () => string;
  /** Where the files of the inspector's pages are; ends in a slash. */
  readonly inspectorFiles: URL;
  /** Whether the page may send events. */
  readonly sending: boolean;
  /** Tells whoever started the program. */
  readonly tell: (sentence: string) => void;
}

/** Starts an inspector; `undefined` if none is asked for, or, after saying why, if there can be none. */
export async function loadInspector(
  request: InspectRequest | undefined,
  { now, newToken, inspectorFiles, sending, tell }: Inspectable,
): Promise<Inspector | undefined> {
  if (request === undefined) return undefined;
  try {
    const { startInspector } = await import('../inspect/start-inspector.js');
    const { spawn } = await import('node:child_process');
    return await startInspector(request, {
      now,
      version: BACKCHANNEL_VERSION,
      assets: inspectorFiles,
      token: newToken(),
      platform: process.platform,
      spawn,
      tell,
      sending,
    });
  } catch (error) {
    tell(`there is no inspector: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
