// How what passes between a chat and its network is written on the tape: `net/transport.ts` as JSON.
import * as z from 'zod';
import type { Destination, InterfacesChange, LanEvent, SendReport } from '../net/transport.js';
import type { Kind } from './tape.js';

const bytes = z.codec(z.base64(), z.instanceof(Uint8Array), {
  decode: (text) => Uint8Array.from(Buffer.from(text, 'base64')),
  encode: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'),
});

const port = z.int().nonnegative();
const source = z.object({ address: z.string(), port });

const networkInterface = z.object({
  name: z.string(),
  address: z.string(),
  prefixLength: z.int().nonnegative(),
  family: z.enum(['IPv4', 'IPv6']),
  mac: z.exactOptional(z.string()),
  incarnation: z.exactOptional(z.int().nonnegative()),
  internal: z.boolean(),
});
const interfaces = z.array(networkInterface);
const refused = z.array(z.object({ interface: networkInterface, code: z.string() }));

const lanEvent: z.ZodType<LanEvent> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('joined'),
    joined: interfaces,
    refused,
    receiveBufferBytes: z.int().nonnegative(),
  }),
  z.object({ type: z.literal('datagram'), bytes, source, on: networkInterface.optional() }),
]);

/** What the membership of the chat's group tells. */
export const chatLan: Kind<LanEvent> = { name: 'lan', value: lanEvent };

/** What that of the control plane tells. */
export const controlLan: Kind<LanEvent> = { name: 'control', value: lanEvent };

export const interfaceChanges: Kind<InterfacesChange> = {
  name: 'interfaces',
  value: z.object({ interfaces, added: interfaces, removed: interfaces, changed: interfaces }),
};

/** A datagram handed to the chat's network. */
export const sending: Kind<Uint8Array> = {
  name: 'send',
  value: bytes,
  likeness: ({ length }) => length,
};

/** What became of it. */
export const sent: Kind<SendReport> = { name: 'sent', value: z.object({ sentOn: interfaces, refused }) };

/** A datagram handed to the control plane, which says nothing of it. */
export const controlSending: Kind<{ readonly bytes: Uint8Array; readonly to: Destination }> = {
  name: 'control.send',
  value: z.object({ bytes, to: z.union([z.enum(['everyone', 'segments']), source]) }),
  likeness: ({ bytes: { length }, to }) => ({ length, to }),
};
