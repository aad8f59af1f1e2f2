// The terminal, with a tape between it and the chat: what is typed and answered passes over the tape, what is painted does
// not, since it follows from the rest.
import { BehaviorSubject, concat, map, merge, type Observable, of, skip, Subject, take } from 'rxjs';
import * as z from 'zod';
import type { Abilities } from '../view/abilities.js';
import type { Size } from '../view/frame.js';
import type { TerminalPort } from '../view/terminal.js';
import type { KeyInput } from '../view/terminal-keys.js';
import { recordedSize } from './recording-format.js';
import type { Kind, Tape } from './tape.js';

const abilities: z.ZodType<Abilities> = z.object({ synchronized: z.boolean(), hyperlinks: z.boolean() });

/** What the terminal is when it is taken over. */
const terminalTaken: Kind<{ readonly size: Size; readonly abilities: Abilities }> = {
  name: 'terminal.taken',
  value: z.object({ size: recordedSize, abilities }),
};

/** What a terminal tells; each is a value of one of the Observables of `TerminalPort`. */
type TerminalInput =
  | KeyInput
  | ({ readonly type: 'resize' } & Size)
  | { readonly type: 'writable'; readonly is: boolean }
  | { readonly type: 'resumed' }
  | { readonly type: 'report'; readonly text: string; readonly abilities: Abilities }
  | { readonly type: 'gone' };

const terminalInput: Kind<TerminalInput> = {
  name: 'terminal',
  value: z.discriminatedUnion('type', [
    z.object({ type: z.literal('key'), key: z.string(), text: z.exactOptional(z.string()) }),
    z.object({ type: z.literal('paste'), text: z.string() }),
    z.object({ type: z.literal('focus'), has: z.boolean() }),
    z.object({ type: z.literal('resize'), ...recordedSize.shape }),
    z.object({ type: z.literal('writable'), is: z.boolean() }),
    z.object({ type: z.literal('resumed') }),
    z.object({ type: z.literal('report'), text: z.string(), abilities }),
    z.object({ type: z.literal('gone') }),
  ]),
};

const usual = { size: { columns: 80, rows: 24 }, abilities: { synchronized: false, hyperlinks: false } };

/**
 * A terminal whose every word passes over the tape.
 *
 * @param port told what to show; what it tells is listened to only while the tape records
 */
export function tapedTerminal(tape: Tape, port: TerminalPort): TerminalPort {
  const taken = tape.answer(
    terminalTaken,
    () => ({ size: sizeOf(port), abilities: port.abilities() }),
    usual,
  );
  const keys$ = new Subject<KeyInput>();
  const reports$ = new Subject<string>();
  const resumed$ = new Subject<void>();
  const size$ = new BehaviorSubject(taken.size);
  const writable$ = new BehaviorSubject(true);
  let known = taken.abilities;

  const subscription = tape
    .stream(terminalInput, () => inputsOf(port))
    .subscribe((input) => {
      switch (input.type) {
        case 'resize':
          return size$.next({ columns: input.columns, rows: input.rows });
        case 'writable':
          return writable$.next(input.is);
        case 'resumed':
          return resumed$.next();
        case 'report':
          known = input.abilities;
          return reports$.next(input.text);
        case 'gone':
          return keys$.complete();
        default:
          return keys$.next(input);
      }
    });

  return {
    keys$,
    reports$,
    resumed$,
    size$,
    writable$,
    abilities: () => known,
    write: (text) => port.write(text),
    setTitle: (title) => port.setTitle(title),
    suspend: () => port.suspend(),
    close() {
      subscription.unsubscribe();
      port.close();
    },
  };
}

function inputsOf(port: TerminalPort): Observable<TerminalInput> {
  return merge(
    port.size$.pipe(
      skip(1),
      map((size) => ({ type: 'resize' as const, ...size })),
    ),
    port.writable$.pipe(
      skip(1),
      map((is) => ({ type: 'writable' as const, is })),
    ),
    port.resumed$.pipe(map(() => ({ type: 'resumed' as const }))),
    port.reports$.pipe(map((text) => ({ type: 'report' as const, text, abilities: port.abilities() }))),
    concat(port.keys$, of({ type: 'gone' as const })),
  );
}

function sizeOf({ size$ }: TerminalPort): Size {
  let size = usual.size;
  size$.pipe(take(1)).subscribe((present) => {
    size = present;
  });
  return size;
}
