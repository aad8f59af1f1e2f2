// By what two copies of one datagram are known as such: all that can be told of it but the interface on which it came. Pure.
import { withoutScope } from './addresses.js';
import type { LanEvent } from './transport.js';

/** The same for each copy, also where a link-local address comes with another scope on each interface. */
export function datagramKey({ bytes, source }: Extract<LanEvent, { readonly type: 'datagram' }>): string {
  return `${withoutScope(source.address)}:${source.port} ${Buffer.from(bytes).toString('latin1')}`;
}
