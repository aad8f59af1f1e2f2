// What a start begins with: it reads the command line and, where a chat is asked for, shows its first screen. The build makes
// a small script of this alone, which is there before the rest of the program is loaded.
import { askedFor } from './asked-for.js';
import type { Invocation } from './cli.js';
import { missingInterface } from './programs/missing-interface.js';
import { bearBrokenPipe } from './programs/broken-pipe.js';
import { bearLostTerminal } from './programs/end-of-process.js';
import type { FirstScreen } from './programs/first-screen.js';

/** What has begun, and the rest of the program goes on with. */
export interface Begun {
  readonly invocation: Invocation;
  /** The first screen of a chat; not there when something else is asked for, or must come before it. */
  readonly first?: FirstScreen;
}

/** Begins what the command line asks for. */
export async function begin(): Promise<Begun> {
  bearLostTerminal(process);
  for (const stream of [process.stdout, process.stderr]) bearBrokenPipe(stream);
  const invocation = askedFor();
  if (invocation.type !== 'chat' || !startsWithScreen(invocation)) return { invocation };
  const { firstScreen } = await import('./programs/first-screen.js');
  return { invocation, first: firstScreen(invocation.chosen.values, { now: Date.now, process }) };
}

/** Whether nothing comes before the screen: no refusal, nothing to be told, and no recording, which has each frame. */
function startsWithScreen({
  settings,
  chosen,
  record,
  inspect,
}: Extract<Invocation, { readonly type: 'chat' }>): boolean {
  const isSimple = !chosen.values.plain && record === undefined && inspect === undefined;
  const hasTerminal = process.stdin.isTTY && process.stdout.isTTY;
  return isSimple && hasTerminal && missingInterface(settings.interface) === undefined;
}
