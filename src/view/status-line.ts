// The status: in plain words what the program is doing, how many are here, where, and why there is trouble.
import type { InterfaceView, Phase, SessionView } from './session-view.js';

const separator = ' · ';

/** Interfaces named in full; of more, the rest are counted. */
const maxNamedInterfaces = 3;

const msPerSecond = 1000;

/**
 * The status as one text.
 *
 * @param now milliseconds since 1970, for the count-down to the next attempt
 * @param isCut whether the end of it may be out of sight: then what changes goes before the reason, which may be long
 */
export function statusText(session: SessionView, now: number, isCut = false): string {
  const facts = [
    ...(isCut && canRetry(session.phase)
      ? [session.phase, briefRetryText(session, now), session.reason]
      : [phaseText(session), retryText(session, now)]),
    waitingText(session),
    hereText(session),
    placeText(session),
    refusedText(session.refused),
    session.net.isIPv4Silent ? 'IPv4 silent (/net)' : undefined,
  ];
  return facts.filter((fact) => fact !== undefined).join(separator);
}

/** Whether the status should stand out: nothing goes out just now, and not because all has been said. */
export function isTrouble({ phase }: SessionView): boolean {
  return canRetry(phase) || phase === 'rebinding';
}

/** Whether there is something that `/retry` could try again. */
function canRetry(phase: Phase): boolean {
  return phase === 'error' || phase === 'blocked';
}

function phaseText({ phase, reason, waiting }: SessionView): string {
  if (phase === 'sending') return waiting > 0 ? `sending ${lines(waiting)}` : 'sending';
  return reason === undefined ? phase : `${phase}: ${reason}`;
}

function retryText({ phase, retryAt }: SessionView, now: number): string | undefined {
  if (!canRetry(phase)) return undefined;
  if (retryAt === undefined) return '/retry to try again';
  return `retrying in ${secondsUntil(retryAt, now)} s (/retry: now)`;
}

/** Short enough to be seen in the smallest window. */
function briefRetryText({ retryAt }: SessionView, now: number): string {
  return retryAt === undefined ? '/retry' : `retry in ${secondsUntil(retryAt, now)} s`;
}

function secondsUntil(atMs: number, now: number): number {
  return Math.max(0, Math.ceil((atMs - now) / msPerSecond));
}

/** While sending, the phase itself counts them. */
function waitingText({ phase, waiting }: SessionView): string | undefined {
  return phase === 'sending' || waiting === 0 ? undefined : `${lines(waiting)} waiting`;
}

/** How many people are here, ourselves included; nothing where we could not hear of them. */
function hereText({ joined, people }: SessionView): string | undefined {
  if (joined.length === 0) return undefined;
  const others = peopleHere(people);
  return others === 0 ? 'only you' : `${others + 1} here`;
}

/** How many others are here; who is only quiet has not left. */
export function peopleHere(people: SessionView['people']): number {
  return people.reduce((count, { presence }) => (presence === 'gone' ? count : count + 1), 0);
}

function placeText({ group, port, joined }: SessionView): string {
  // An IPv6 address has colons of its own (RFC 3986 §3.2.2).
  const place = group.includes(':') ? `[${group}]:${port}` : `${group}:${port}`;
  const devices = joined.filter(({ name }, at) => joined.findIndex((one) => one.name === name) === at);
  if (devices.length === 0) return place;
  const named = devices.slice(0, maxNamedInterfaces).map(interfaceText);
  const more = devices.length - named.length;
  const others = more > 0 ? ` and ${more} more` : '';
  const reach = devices.every(({ internal }) => internal) ? ' only: this computer' : '';
  return `${place} on ${named.join(', ')}${others}${reach}`;
}

/** With its first address, without the scope, which is the name again (RFC 4007 §11); `/net` has all addresses. */
function interfaceText({ name, address, internal }: InterfaceView): string {
  return internal ? name : `${name} ${address.replace(/%.*$/u, '')}`;
}

function refusedText(refused: SessionView['refused']): string | undefined {
  if (refused.length === 0) return undefined;
  const named = refused.slice(0, maxNamedInterfaces).map(({ name, code }) => `${name} refused (${code})`);
  const more = refused.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}

function lines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}
