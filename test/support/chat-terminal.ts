// The full-screen chat in a pseudo-terminal: how it is started, and what tests ask of its screen again and again.
import { type Home, type Launch, program } from './program.js';
import type { Room } from './room.js';
import { openTerminalUntil, type TerminalSession } from './terminal.js';

export interface ChatOptions {
  readonly handle: string;
  readonly room: Room;
  readonly home: Pick<Home, 'env'>;
  readonly columns?: number;
  readonly rows?: number;
  /** Options beside the room's. */
  readonly options?: readonly string[];
  /** What its status says when it is there; `connected` if nothing else is named. */
  readonly status?: RegExp;
  /** The build that is to run; the one that was built here if none is named. */
  readonly launch?: Launch;
}

/** Somewhere programs can run: a host of the lab, a sandbox. */
export interface Place {
  command(argv: readonly string[]): string[];
}

/** Starts the chat there; resolves when its status says that it is connected, or what `status` names. */
export async function openChat(place: Place, chat: ChatOptions): Promise<TerminalSession> {
  const { handle, room, home, options = [], columns = 80, rows = 24, status = /connected/ } = chat;
  const { launch = program } = chat;
  const command = place.command(launch(...room.options, ...options, handle));
  return await openTerminalUntil(status, { command, env: home.env, columns, rows });
}

/** Types a line and sends it. */
export function say(terminal: TerminalSession, text: string): void {
  terminal.type(text);
  terminal.press('enter');
}

/** What a terminal tells of its window (xterm's ctlseqs, "FocusIn/FocusOut": DECSET 1004). */
export const focusGot = '\u001B[I';
const focusLost = '\u001B[O';

/**
 * Has the window lose the focus; resolves when the chat has read it. Nothing on the screen tells that, but what is typed behind
 * it does.
 *
 * @param handle of who looks elsewhere, before an empty line
 * @param draft what is typed, and stays in the line
 */
export async function lookElsewhere(terminal: TerminalSession, handle: string, draft: string): Promise<void> {
  terminal.type(`${focusLost}${draft}`);
  await terminal.waitFor(`${handle}> ${draft}`);
}

/** The rows in which the text stands; a message that is shown once has one. */
export function rowsWith(terminal: TerminalSession, text: string): readonly string[] {
  return terminal.screen().filter((row) => row.includes(text));
}
