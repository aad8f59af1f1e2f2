// View models for tests of what is drawn: a calm one, to be changed where a test needs it.
import {
  append,
  type Entry,
  emptyTranscript,
  type MessageEntry,
  type Transcript,
} from '../../src/chat/transcript.js';
import type { Frame } from '../../src/view/frame.js';
import { emptyEditor, insert } from '../../src/view/line-editor.js';
import type { ScreenView } from '../../src/view/screen-view.js';
import type { SessionView } from '../../src/view/session-view.js';
import type { ViewModel } from '../../src/view/view-model.js';

/** The moment of everything in these tests. */
export const now = Date.UTC(2026, 10, 22, 14, 3);

export const eth0 = { name: 'eth0', address: '10.0.0.1', internal: false };
export const lo = { name: 'lo', address: '127.0.0.1', internal: true };

export interface Changes {
  readonly session?: Partial<SessionView>;
  readonly screen?: Partial<ScreenView>;
  readonly columns?: number;
  readonly rows?: number;
}

/** A view model, connected and with nothing said. */
export function viewModel({ session, screen, columns = 80, rows = 24 }: Changes = {}): ViewModel {
  return {
    session: {
      phase: 'connected',
      handle: 'alice',
      group: '224.6.8.11',
      port: 6811,
      joined: [eth0],
      refused: [],
      waiting: 0,
      heard: 0,
      transcript: emptyTranscript,
      ...session,
    },
    screen: { mode: 'typing', editor: emptyEditor, ...screen },
    size: { columns, rows },
    now,
    formatTime: (ms) => new Date(ms).toISOString().slice(11, 16),
  };
}

export function transcriptOf(entries: readonly Entry[]): Transcript {
  return entries.reduce(append, emptyTranscript);
}

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
    ...(own === undefined ? {} : { delivery: own }),
  };
}

export function noticed(text: string): Entry {
  return { kind: 'notice', key: `notice ${text}`, text, at: now };
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
