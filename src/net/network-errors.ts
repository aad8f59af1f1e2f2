// The sentences for what can go wrong with the network: each names the operation, its target and the system's code, and
// says what to do about it. Pure; both transports speak through it.
import { BackchannelError } from '../errors.js';
import { familyOf } from './addresses.js';
import { codeOf, type InterfaceAnswer, refusing } from './interface-answers.js';
import type { NetworkInterface } from './transport.js';

/** What a datagram or a membership is addressed to. */
export interface Target {
  /** The groups, the preferred one first: that one is named. */
  readonly groups: readonly string[];
  readonly port: number;
}

/** No interface was given that could be joined. */
export function noNetworkError(): BackchannelError {
  return new BackchannelError(
    'no-network',
    'there is no network: connect this computer to one, or talk on this computer alone with --interface 127.0.0.1',
  );
}

/** No interface has an address of the groups' family. */
export function noFamilyError({ groups }: Target): BackchannelError {
  const [group = ''] = groups;
  const needed = familyOf(group) === 'IPv6' ? 'a link-local IPv6' : 'an IPv4';
  return new BackchannelError(
    'no-network',
    `no interface in use has ${needed} address, which the group ${group} needs: name another interface, or another group`,
  );
}

/** The system would not list its interfaces. */
export function unlistedInterfacesError(cause: unknown): BackchannelError {
  return new BackchannelError(
    'no-network',
    `the system does not list its network interfaces (${codeOf(cause)}): check this program's permissions`,
    cause,
  );
}

/** The receive socket could not be bound to the port. */
export function bindError(port: number, cause: unknown): BackchannelError {
  return new BackchannelError('bind', bindSentence(port, codeOf(cause)), cause);
}

function bindSentence(port: number, code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is taken by a program that does not share it (${code}): end that program, or choose another port`;
    case 'EACCES':
    case 'EPERM':
      return `this user may not open port ${port} (${code}): choose a port above 1023`;
    default:
      return `port ${port} could not be opened (${code}): try again, or choose another port`;
  }
}

/** Every interface refused to join the group. */
export function joinError({ groups }: Target, answers: readonly InterfaceAnswer[]): BackchannelError {
  return new BackchannelError(
    'join',
    `no interface could join the group ${groups[0]} (${reasons(answers)}): check that the network is connected and carries multicast, or name another interface`,
    causeOf(answers),
  );
}

/** The receive socket was open and then failed. */
export function socketLostError({ groups, port }: Target, cause: unknown): BackchannelError {
  return new BackchannelError(
    'socket-lost',
    `the socket that receives ${placeOf(groups, port)} failed (${codeOf(cause)}): try again`,
    cause,
  );
}

/** Somebody sent before joining, or after leaving. */
export function notOpenError(): BackchannelError {
  return new BackchannelError(
    'not-open',
    'nothing was sent: no group has been joined yet, so try again once it is',
  );
}

/** An interface that we are members on is not there any more: what is sent now would reach some, or nobody. */
export function goneError(gone: readonly NetworkInterface[]): BackchannelError {
  const names = gone.map(({ name, address }) => `${name} ${address}`).join(', ');
  return new BackchannelError('send', `nothing is sent just now: ${names} is gone`);
}

/** Every interface refused a datagram. */
export function sendError({ groups, port }: Target, answers: readonly InterfaceAnswer[]): BackchannelError {
  const [first] = refusing(answers);
  return new BackchannelError(
    'send',
    `no interface sent the datagram to ${placeOf(groups, port)} (${reasons(answers)}): ${sendAdvice(port, first?.code ?? 'UNKNOWN')}`,
    causeOf(answers),
  );
}

/** `224.6.8.11:6811`, `[ff12::e006:80b]:6811` (RFC 3986 §3.2.2). */
function placeOf([group = '']: readonly string[], port: number): string {
  return familyOf(group) === 'IPv6' ? `[${group}]:${port}` : `${group}:${port}`;
}

function sendAdvice(port: number, code: string): string {
  switch (code) {
    case 'EPERM':
    case 'EACCES':
      return `let the firewall pass UDP to port ${port}`;
    case 'EHOSTUNREACH':
      // macOS 15 answers so until the user has agreed, once for each terminal program.
      return 'check that the network is connected; on macOS, let the terminal use the local network in the privacy settings';
    case 'EMSGSIZE':
      return 'it is too long, so send less at once';
    default:
      return 'check that the network is connected';
  }
}

function reasons(answers: readonly InterfaceAnswer[]): string {
  return refusing(answers)
    .map(({ interface: refuser, code }) => `${refuser.name} ${refuser.address}: ${code}`)
    .join(', ');
}

/** The only original, or all of them as one. */
function causeOf(answers: readonly InterfaceAnswer[]): unknown {
  const errors = answers.map(({ error }) => error).filter((error) => error !== undefined);
  return errors.length === 1 ? errors[0] : new AggregateError(errors);
}
