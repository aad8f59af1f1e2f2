// Whoever read our output may have gone.

/** Has a stream bear that nobody reads it any more (EPIPE): what is written then is for nobody, and no reason to crash. */
export function bearBrokenPipe<Stream extends NodeJS.EventEmitter>(stream: Stream): Stream {
  return stream.on('error', () => undefined);
}
