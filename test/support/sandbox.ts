// Where the terminal tests run the program: on the loopback interface alone, and, where the machine can do that, in a
// network namespace that has no other.
import type { Place } from './chat-terminal.js';
import { openNamespace } from './network-namespace.js';
import { labSupport } from './requirements.js';

/** The program's options that keep what is said on this computer: sent on loopback, and crossing no network. */
export const loopbackOptions: readonly string[] = ['--interface', '127.0.0.1', '--ttl', '0'];

export interface Sandbox extends Place {
  close(): Promise<void>;
}

export async function openSandbox(): Promise<Sandbox> {
  if (!labSupport().ok) return { command: (argv) => [...argv], close: async () => undefined };
  const namespace = await openNamespace();
  await namespace.ip('link set lo up');
  return { command: (argv) => namespace.command(argv), close: async () => await namespace.close() };
}
