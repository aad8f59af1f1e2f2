// What an inspector remembers, and what who comes late is told.
import { describe, expect, it } from 'vitest';
import type { InspectionEvent } from '../../src/inspect/inspection-event.js';
import { createLedger } from '../../src/inspect/ledger.js';
import { Note, type NoteKind } from '../../src/inspect/note.js';
import type { Reader } from '../../src/inspect/page-source.js';

const stamp = { id: 'x', createdAt: '0', _version: '0' };

/** A note that says what it is, and how often it was put into words. */
function noteOf(kind: NoteKind, sessionId: string, label: string, made: string[] = []): Note {
  return new Note(kind, sessionId, (brief): InspectionEvent => {
    made.push(label);
    return { ...stamp, type: '@backchannel.screen', rows: [brief ? `${label}, in brief` : label] };
  });
}

function newLedger() {
  return createLedger((count) => ({ ...stamp, type: '@backchannel.dropped', count }));
}

/** The labels of all that a reader has now. */
function readAll(reader: Reader): (string | number)[] {
  const found: (string | number)[] = [];
  for (let text = reader.next(); text !== undefined; text = reader.next()) {
    const event = JSON.parse(text) as { rows?: string[]; count?: number };
    found.push(event.rows?.[0] ?? event.count ?? '?');
  }
  return found;
}

/** More notes than are kept. */
const many = 2000;

function fill(ledger: ReturnType<typeof newLedger>, count: number): void {
  for (let at = 0; at < count; at += 1) ledger.note(noteOf('other', 'a', `n${at}`));
}

describe('a ledger', () => {
  it('tells all from the beginning, to each reader', () => {
    const ledger = newLedger();
    ledger.note(noteOf('began', 'a', 'a began'));
    const early = ledger.open();
    expect(readAll(early)).toEqual(['a began']);
    ledger.note(noteOf('state', 'a', 'a is'));
    expect(readAll(early)).toEqual(['a is']);
    expect(readAll(ledger.open())).toEqual(['a began', 'a is']);
  });

  it('puts nothing into words before it is read, and nothing twice', () => {
    const made: string[] = [];
    const ledger = newLedger();
    ledger.note(noteOf('other', 'a', 'one', made));
    expect(made).toEqual([]);
    readAll(ledger.open());
    readAll(ledger.open());
    expect(made).toEqual(['one']);
  });

  it('begins with a picture of what was before the events that are kept', () => {
    const ledger = newLedger();
    ledger.note(noteOf('screen', '', 'screen 1'));
    ledger.note(noteOf('began', 'a', 'a began'));
    ledger.note(noteOf('began', 'b', 'b began'));
    ledger.note(noteOf('state', 'a', 'a is 1'));
    ledger.note(noteOf('brief-state', 'a', 'a is 2'));
    ledger.note(noteOf('state', 'a', 'a is 3'));
    ledger.note(noteOf('brief-state', 'a', 'a is 4'));
    ledger.note(noteOf('ended', 'b', 'b ended'));
    fill(ledger, many);
    const told = readAll(ledger.open());
    expect(told.slice(0, 5)).toEqual(['a began', 'a is 3', 'a is 4', 'screen 1', 'n0']);
    expect(told).toHaveLength(4 + many);
  });

  it('tells who is slow how much was missed, and what is now', () => {
    const ledger = newLedger();
    ledger.note(noteOf('began', 'a', 'a began'));
    const slow = ledger.open();
    expect(slow.next()).toContain('a began');
    fill(ledger, many + 10);
    const told = readAll(slow);
    expect(told.slice(0, 3)).toEqual([10, 'a began', 'n10']);
    expect(told.at(-1)).toBe(`n${many + 9}`);
  });

  it('keeps the latest state of each actor whole while nobody reads, and few others', () => {
    const ledger = newLedger();
    ledger.note(noteOf('began', 'a', 'a began'));
    ledger.note(noteOf('began', 'b', 'b began'));
    ledger.note(noteOf('state', 'b', 'b is'));
    for (let at = 0; at < 200; at += 1) ledger.note(noteOf('state', 'a', `a is ${at}`));
    const told = readAll(ledger.open());
    expect(told).toContain('b is');
    expect(told).toContain('a is 199');
    expect(told).toContain('a is 0, in brief');
    expect(told.filter((label) => String(label).endsWith('in brief'))).toHaveLength(200 - 64);
  });

  it('keeps what has been put into words within a bound', () => {
    const ledger = newLedger();
    const reader = ledger.open();
    const long = 'x'.repeat(1024 * 1024);
    for (let at = 0; at < 30; at += 1) {
      ledger.note(noteOf('other', 'a', `${at} ${long}`));
      readAll(reader);
    }
    expect(readAll(ledger.open()).length).toBeLessThan(10);
  });

  it('says when there is something new', () => {
    const ledger = newLedger();
    let changes = 0;
    ledger.changed$.subscribe(() => {
      changes += 1;
    });
    ledger.note(noteOf('other', 'a', 'one'));
    expect(changes).toBe(1);
  });
});
