// The interfaces that this host has at the moment, to check what a user asks for.
import { networkInterfaces } from 'node:os';
import { allInterfaces } from './listed-interfaces.js';
import type { NetworkInterface } from './transport.js';

/** Every interface of this host that somebody may name. */
export function systemInterfaces(): readonly NetworkInterface[] {
  return allInterfaces(networkInterfaces());
}
