// What an inspector remembers: the last events, and what was before them as one picture (which actors lived, in which
// state), so that who comes late or is slow sees all from there. Bounded in every direction; performs nothing.
import { Subject } from 'rxjs';
import type { InspectionEvent } from './inspection-event.js';
import type { Note } from './note.js';
import type { PageSource, Reader } from './page-source.js';

/** Events kept, the latest: some seconds of a busy chat, many minutes of a quiet one. */
const maxNotes = 2000;

/** Of those in words, UTF-16 units kept; the oldest events go first. */
const maxUnits = 8 * 1024 * 1024;

/**
 * States of before that are kept whole while nobody reads them: each holds on to a version of a context, of which nothing
 * else may be left. Of older ones only the value remains; the latest of each living actor always stays whole.
 */
const maxWholeStates = 64;

/** Living actors in the picture; the one that began longest ago goes first. More than any room has peers at work. */
const maxActorsPictured = 1000;

export interface Ledger extends PageSource {
  readonly note: (note: Note) => void;
}

/** What was before the events that are kept, of one actor. */
interface Pictured {
  readonly began: Note;
  readonly state?: Note;
  /** What came after that. */
  readonly briefState?: Note;
}

/**
 * @param dropped makes the event that says how many were missed
 */
export function createLedger(dropped: (count: number) => InspectionEvent): Ledger {
  const changed$ = new Subject<void>();
  // A ring: the note with the number `n` is at `n % maxNotes`.
  const notes: Note[] = [];
  let first = 0;
  let end = 0;
  let units = 0;
  const picture = new Map<string, Pictured>();
  let screen: Note | undefined;
  const whole: Note[] = [];
  const latest = new Map<string, Note>();

  const noteAt = (number: number) => notes[number % maxNotes];

  const forget = (): void => {
    const note = noteAt(first);
    first += 1;
    if (note === undefined) return;
    units -= note.units;
    if (note.kind === 'screen') screen = note;
    else if (note.kind === 'began') {
      picture.set(note.sessionId, { began: note });
      const [oldest] = picture.keys();
      if (picture.size > maxActorsPictured && oldest !== undefined) picture.delete(oldest);
    } else if (note.kind === 'ended') picture.delete(note.sessionId);
    else {
      const known = picture.get(note.sessionId);
      if (known === undefined) return;
      if (note.kind === 'state') picture.set(note.sessionId, { began: known.began, state: note });
      if (note.kind === 'brief-state') picture.set(note.sessionId, { ...known, briefState: note });
    }
  };

  /** Lets go of the oldest of what has been read, until the rest is short enough. */
  const keepBounded = (read: number): void => {
    const hasTooMuch = () => units > maxUnits && first < read;
    while (hasTooMuch()) forget();
  };

  /** Keeps the states bounded that hold on to contexts of before. */
  const keepWhole = (note: Note): void => {
    const before = latest.get(note.sessionId);
    if (note.kind === 'ended') latest.delete(note.sessionId);
    else latest.set(note.sessionId, note);
    if (before !== undefined && !whole.includes(before)) before.shorten();
    whole.push(note);
    const [oldest] = whole;
    if (whole.length <= maxWholeStates || oldest === undefined) return;
    whole.shift();
    if (latest.get(oldest.sessionId) !== oldest) oldest.shorten();
  };

  const textOf = (note: Note): string => {
    const before = note.units;
    const text = note.text();
    units += note.units - before;
    return text;
  };

  /** All that was before the events that are kept, the latest last. */
  const pictured = (): Note[] => {
    const known = Array.from(picture.values(), ({ began, state, briefState }) => [began, state, briefState]);
    return [...known.flat(), screen].filter((note) => note !== undefined);
  };

  const open = (): Reader => {
    let before = pictured().values();
    let next = first;
    return {
      next: () => {
        const { value } = before.next();
        if (value !== undefined) return value.text();
        if (next < first) {
          const count = first - next;
          next = first;
          before = pictured().values();
          return JSON.stringify(dropped(count));
        }
        const note = next < end ? noteAt(next) : undefined;
        if (note === undefined) return undefined;
        next += 1;
        const text = textOf(note);
        keepBounded(next);
        return text;
      },
    };
  };

  return {
    changed$,
    open,
    note: (note) => {
      if (end - first >= maxNotes) forget();
      notes[end % maxNotes] = note;
      end += 1;
      if (note.kind === 'state' || note.kind === 'ended') keepWhole(note);
      changed$.next();
    },
  };
}
