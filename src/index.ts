// What `import … from 'backchannel'` gives: the parts that other programs can build on.
export { sessionMachine } from '../machines/session.machine.js';
export { createSession, type Session, type SessionOptions, type Surroundings } from './app.js';
export { BackchannelError, type ErrorTag, type Trouble } from './errors.js';
export { createMemoryLan } from './net/memory-lan.js';
export { createMulticastTransport } from './net/multicast-transport.js';
export type { Transport } from './net/transport.js';
export { compose } from './wire/compose.js';
export { decode } from './wire/decode.js';
export { encode } from './wire/encode.js';
