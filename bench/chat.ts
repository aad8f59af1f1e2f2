// The full-screen chat and the bare one in a pseudo-terminal of 80 × 24, each as one of the people on the lab's LAN.
import { openChat } from '../test/support/chat-terminal.js';
import { openTerminalUntil, type TerminalSession } from '../test/support/terminal.js';
import type { Bench } from './measurement.js';

/** Starts a chat for this person, on the host of that name; resolves when it is a member of the group. */
export type OpenChat = (bench: Bench, person: string) => Promise<TerminalSession>;

/** backchannel itself. */
export const openFullChat: OpenChat = async ({ lab, room, home, build: { launch } }, person) =>
  await openChat(lab.host(person), { handle: person, room, home, launch });

/** What it is held against: `programs/bare-chat.ts`. */
export const openBareChat: OpenChat = async ({ lab, room, home, programs }, person) => {
  const host = lab.host(person);
  const command = programs.command('bare-chat', room.group, String(room.port), host.address, person);
  return await openTerminalUntil('connected', { command: host.command(command), env: home.env });
};

/** Whether the full-screen chat's first screen stands: the line that is typed, and the status above it. */
export function hasFirstScreen(rows: readonly string[], person: string): boolean {
  return rows.at(-1)?.startsWith(`${person}>`) === true && rows.at(-2) !== '';
}
