// The signals that end a program, with a tape between the process and the chat.
import { EventEmitter } from 'node:events';
import { fromEvent, map, merge } from 'rxjs';
import * as z from 'zod';
import type { Kind, Tape } from './tape.js';

const endingSignals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

const signalNames: Kind<(typeof endingSignals)[number]> = { name: 'signals', value: z.enum(endingSignals) };

/**
 * Emits the signals that pass over the tape; and `exit`, in whose handlers there is no time for tapes.
 *
 * @param signals listened to only while the tape records
 */
export function tapedSignals(tape: Tape, signals: NodeJS.EventEmitter): NodeJS.EventEmitter {
  const taped = new EventEmitter();
  tape
    .stream(signalNames, () =>
      merge(...endingSignals.map((name) => fromEvent(signals, name).pipe(map(() => name)))),
    )
    .subscribe((name) => taped.emit(name));
  signals.once('exit', () => taped.emit('exit'));
  return taped;
}
