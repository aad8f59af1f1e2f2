// View models for tests of what is drawn: a calm one, to be changed where a test needs it.
import {
  type Entry,
  emptyTranscript,
  type MessageEntry,
  type Transcript,
} from '../../src/chat/transcript.js';
import type { DoctorView } from '../../src/view/doctor-view.js';
import type { Frame } from '../../src/view/frame.js';
import { emptyEditor, insert } from '../../src/view/line-editor.js';
import type { EntryPlace, OverlayName, ScreenView, ScrollPosition } from '../../src/view/screen-view.js';
import type { NetView } from '../../src/view/net-view.js';
import type { PersonView, SessionView } from '../../src/view/session-view.js';
import type { ViewModel } from '../../src/view/view-model.js';

/** The moment of everything in these tests. */
export const now = Date.UTC(2026, 10, 22, 14, 3);

export const eth0 = { name: 'eth0', address: '10.0.0.1', internal: false };
export const lo = { name: 'lo', address: '127.0.0.1', internal: true };

export interface Changes {
  readonly session?: Partial<SessionView>;
  readonly screen?: Partial<ScreenView>;
  readonly doctor?: DoctorView;
  readonly columns?: number;
  readonly rows?: number;
}

/** A network on which all is well. */
export const soundNet: NetView = {
  groups: ['224.6.8.11'],
  ttl: 1,
  devices: [
    {
      name: 'eth0',
      internal: false,
      addresses: [
        {
          address: '10.0.0.1',
          segment: '10.0.0.0/24',
          joined: true,
          speaker: { name: 'eth0', address: '10.0.0.1' },
        },
      ],
    },
  ],
  isIPv4Silent: false,
  chat: { port: 6811, open: true, unreadable: {} },
  control: { port: 6812, open: true, unreadable: {} },
  receiveBufferBytes: 4_194_304,
  kernelDrops: 0,
  notAdmitted: 0,
};

/** Somebody who is here. */
export function person(name: string, change: Partial<PersonView> = {}): PersonView {
  return {
    name,
    handle: name.replace(/#[\da-f]{4}$/u, ''),
    presence: 'here',
    heardFirstAt: now - 180_000,
    isOriginal: false,
    address: '10.0.0.2',
    ...change,
  };
}

/** A view model, connected and with nothing said. */
export function viewModel({ session, screen, doctor, columns = 80, rows = 24 }: Changes = {}): ViewModel {
  return {
    session: {
      phase: 'connected',
      handle: 'alice',
      name: 'alice',
      sharedHandles: new Map(),
      group: '224.6.8.11',
      port: 6811,
      joined: [eth0],
      refused: [],
      waiting: 0,
      people: [],
      transcript: emptyTranscript,
      net: soundNet,
      ...session,
    },
    screen: { mode: 'typing', editor: emptyEditor, isAway: false, showsPeople: false, ...screen },
    ...(doctor === undefined ? {} : { doctor }),
    size: { columns, rows },
    now,
    formatTime: (ms) => new Date(ms).toISOString().slice(11, 16),
    formatDay: (ms) => new Date(ms).toUTCString().slice(0, 16),
  };
}

/** In the order given, whatever their clocks say. */
export function transcriptOf(entries: readonly Entry[]): Transcript {
  return { chunks: [{ entries, units: 0 }], length: entries.length, units: 0 };
}

/** Where this is said in the transcript. */
export function placeOf({ key, clock }: Entry): EntryPlace {
  return { key, clock };
}

/** The pane scrolled back to where this is its last row, since when nothing new has come. */
export function scrolledTo(entry: Entry, rowsHidden = 0, since: EntryPlace = lateFuture): ScrollPosition {
  return { ...placeOf(entry), rowsHidden, since };
}

const lateFuture: EntryPlace = { key: 'not said yet', clock: [Number.MAX_SAFE_INTEGER, 0] };

/** Something said; `own` ones carry how far they have come. */
export function said(handle: string, text: string, own?: 'waiting' | 'sent'): MessageEntry {
  return {
    kind: 'message',
    key: `${handle} ${text}`,
    clientId: handle,
    handle,
    text,
    missingParts: 0,
    at: now,
    clock: [now, 0],
    ...(own === undefined ? {} : { delivery: own }),
  };
}

/** Something said at this moment, which is also its clock. */
export function saidAt(handle: string, text: string, ms: number): MessageEntry {
  return { ...said(handle, text), at: ms, clock: [ms, 0] };
}

export function noticed(text: string): Entry {
  return { kind: 'notice', key: `notice ${text}`, text, at: now, clock: [now, 0] };
}

/** A place where lines of somebody are missing. */
export function hole(handle: string, count: number, isLost = false): Entry {
  const key = `hole ${handle} ${count}`;
  return {
    kind: 'hole',
    key,
    clientId: handle,
    handle,
    count,
    isLost,
    isAgain: false,
    at: now,
    clock: [now, 0],
  };
}

export const boundary: Entry = { kind: 'boundary', key: 'boundary', at: now, clock: [now, 0] };

/** An overlay in sight, from its first row or a later one. */
export function overlaid(name: OverlayName, top = 0): Partial<ScreenView> {
  return { mode: 'overlay', overlay: { name, top } };
}

/** The line being typed. */
export function typed(text: string): Partial<ScreenView> {
  return { editor: insert(emptyEditor, text) };
}

/** The rows as text, without spaces at the end. */
export function textOfRows({ lines }: Pick<Frame, 'lines'>): string[] {
  return lines.map((line) =>
    line
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
}
