// Where lines are typed and printed, with a tape between it and the chat.
import { Subject } from 'rxjs';
import * as z from 'zod';
import type { Kind, Tape } from '../recording/tape.js';
import type { ConsoleStreams, LineConsole, openConsole, Typed } from './line-console.js';

type ConsoleInput =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'end'; readonly reason?: string }
  | { readonly type: 'unwritable'; readonly reason?: string };

const consoleInput: Kind<ConsoleInput> = {
  name: 'console',
  value: z.discriminatedUnion('type', [
    z.object({ type: z.literal('line'), text: z.string() }),
    z.object({ type: z.literal('interrupt') }),
    z.object({ type: z.literal('end'), reason: z.exactOptional(z.string()) }),
    z.object({ type: z.literal('unwritable'), reason: z.exactOptional(z.string()) }),
  ]),
};

const fullness: Kind<boolean> = { name: 'console.full', value: z.boolean() };

/**
 * A console whose every word passes over the tape.
 *
 * @param open told what to print; what is typed there is listened to only while the tape records
 */
export function tapedConsole(tape: Tape, open: typeof openConsole): typeof openConsole {
  return (streams: ConsoleStreams, isDumb: boolean, typed: Typed): LineConsole => {
    const inputs$ = new Subject<ConsoleInput>();
    /** Whoever waits until a line has been dealt with, in the order of the lines. */
    const waiting: (() => void)[] = [];
    const tellWhy = (type: 'end' | 'unwritable') => (reason?: string) =>
      inputs$.next({ type, ...(reason === undefined ? {} : { reason }) });
    const subscription = tape
      .stream(consoleInput, () => inputs$)
      .subscribe((input) => {
        switch (input.type) {
          case 'line':
            void dealWith(input.text);
            return;
          case 'interrupt':
            return typed.interrupt();
          case 'end':
            return typed.end(input.reason);
          case 'unwritable':
            return typed.unwritable(input.reason);
        }
      });
    const dealWith = async (text: string): Promise<void> => {
      await typed.line(text);
      waiting.shift()?.();
    };

    const console = open(streams, isDumb, {
      line: (text) =>
        new Promise((resolve) => {
          waiting.push(resolve);
          inputs$.next({ type: 'line', text });
        }),
      interrupt: () => inputs$.next({ type: 'interrupt' }),
      end: tellWhy('end'),
      unwritable: tellWhy('unwritable'),
    });
    return {
      ...console,
      isFull: () => tape.answer(fullness, console.isFull, false),
      close: () => {
        console.close();
        subscription.unsubscribe();
        for (const resolve of waiting.splice(0)) resolve();
      },
    };
  };
}
