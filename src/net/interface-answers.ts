// What each interface answered when all of them were asked for one thing: some did it, some refused. Plain data; knows
// neither sockets nor what was asked.
import { systemErrorCode } from '../errors.js';
import type { InterfaceTrouble, NetworkInterface } from './transport.js';

/** One interface's answer; without an error it did what was asked. */
export interface InterfaceAnswer {
  readonly interface: NetworkInterface;
  /** What the system threw or reported. */
  readonly error?: unknown;
}

/** The interfaces that did what was asked. */
export function willing(answers: readonly InterfaceAnswer[]): NetworkInterface[] {
  return answers.filter(({ error }) => error === undefined).map((answer) => answer.interface);
}

/** The interfaces that refused, each with the system's reason. */
export function refusing(answers: readonly InterfaceAnswer[]): InterfaceTrouble[] {
  return answers
    .filter(({ error }) => error !== undefined)
    .map(({ error, interface: refuser }) => ({ interface: refuser, code: codeOf(error) }));
}

/** The system's code for an error, or a word that says that there is none. */
export function codeOf(error: unknown): string {
  return systemErrorCode(error) ?? 'UNKNOWN';
}
