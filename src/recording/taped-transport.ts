// The network, with a tape between it and the chat.
import { firstValueFrom, from } from 'rxjs';
import type { Transport } from '../net/transport.js';
import { chatLan, controlLan, controlSending, interfaceChanges, sending, sent } from './network-kinds.js';
import type { Tape } from './tape.js';

/**
 * A transport whose every word passes over the tape. It keeps the promises of {@link Transport} but for one: what comes
 * after subscribing, comes a turn of the event loop later.
 *
 * @param transport asked only while the tape records
 */
export function tapedTransport(tape: Tape, transport: Transport): Transport {
  return {
    interfaces: () => tape.stream(interfaceChanges, () => transport.interfaces()),
    datagrams: (membership) => tape.stream(chatLan, () => transport.datagrams(membership)),
    send: (bytes) => {
      tape.act(sending, bytes);
      return firstValueFrom(tape.stream(sent, () => from(transport.send(bytes))));
    },
    control: {
      datagrams: (membership) => tape.stream(controlLan, () => transport.control.datagrams(membership)),
      send: (bytes, to) => {
        tape.act(controlSending, { bytes, to });
        transport.control.send(bytes, to);
      },
    },
  };
}
