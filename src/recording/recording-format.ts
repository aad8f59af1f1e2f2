// The format of recordings, as zod schemas from which the types come: a header, then entries, one JSON text a line.
// docs/recording.md says it in words. What a value means, only whoever put it on the tape knows.
import * as z from 'zod';
import type { SettingValues } from '../config.js';
import { settingsSchema } from '../settings/settings-schema.js';
import { inspectionEvent } from '../inspect/inspection-event.js';
import { maxRecordedColumns, maxRecordedRows } from './recording-limits.js';

export const recordingFormat = 'backchannel recording';

/** Raised when an older program could not make sense of what a newer one writes. */
export const recordingVersion = 1;

const count = z.int().nonnegative();
const number = z.int().positive();
const name = z.string().min(1);

/** The milliseconds of both clocks. */
const stamp = {
  /** The wall clock, since 1970. */
  at: count,
  /** The one that only goes forward. */
  up: z.number().nonnegative(),
};

/** All settings, checked as those that a person gives. */
export const recordedSettings = z.codec(z.unknown(), z.custom<SettingValues>(), {
  decode: (given, context) => {
    const checked = settingsSchema.safeParse(given);
    if (checked.success) return checked.data;
    context.issues.push({ code: 'custom', input: given, message: 'the settings cannot be' });
    return z.NEVER;
  },
  encode: (values) => ({ ...values }),
});

/** A window that is larger is no window, and would cost as much memory as it likes. */
export const recordedSize = z.object({
  columns: number.max(maxRecordedColumns),
  rows: number.max(maxRecordedRows),
});

/** The first line. */
export const recordingHeader = z.object({
  format: z.literal(recordingFormat),
  version: z.literal(recordingVersion),
  ...stamp,
  /** The version of the program. */
  program: z.string(),
  /** That of Node, on which the tables of Unicode and of dates depend. */
  node: z.string(),
  /** Whether lengths stand for what was said. */
  redacted: z.boolean(),
  /** Seeds all randomness. */
  seed: count,
  settings: recordedSettings,
  /** What of the environment the chat looks at. */
  env: z.record(z.string(), z.string()),
  /** Whose way of writing times it is, and where. */
  place: z
    .object({ locale: z.string(), timeZone: z.string() })
    .refine(isPlace, { message: 'there is no such place' }),
  /** The window; absent where there was none. */
  terminal: z.exactOptional(recordedSize),
});

export type RecordingHeader = Readonly<z.infer<typeof recordingHeader>>;

function isPlace({ locale, timeZone }: { readonly locale: string; readonly timeZone: string }): boolean {
  try {
    return new Intl.DateTimeFormat(locale, { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What the tags of `ErrorTag` are. */
const errorTag = z.enum([
  'usage',
  'no-network',
  'bind',
  'join',
  'socket-lost',
  'not-open',
  'send',
  'timeout',
  'internal',
]);

/** With a stamp: a cause, dealt with at that time. Without: a consequence of the cause before it, at the same time. */
const stampOfCause = { at: z.exactOptional(stamp.at), up: z.exactOptional(stamp.up) };

/** Something from outside that comes over time, subscribed to for the `number`th time. */
const ofStream = { source: name, number };

export const recordingEntry = z.discriminatedUnion('type', [
  /** The timer that was set as the `number`th one, to wait `ms` milliseconds, fires. Always a cause. */
  z.object({ type: z.literal('timer'), ...stamp, number, ms: z.number() }),
  z.object({ type: z.literal('opened'), ...ofStream }),
  z.object({ type: z.literal('came'), ...stampOfCause, ...ofStream, value: z.unknown() }),
  z.object({
    type: z.literal('failed'),
    ...stampOfCause,
    ...ofStream,
    trouble: z.object({ tag: errorTag, sentence: z.string() }),
  }),
  z.object({ type: z.literal('ended'), ...stampOfCause, ...ofStream }),
  /** Left out when the answer is that of the time before. */
  z.object({ type: z.literal('answered'), question: name, number, value: z.unknown() }),
  z.object({ type: z.literal('did'), action: name, value: z.unknown() }),
  /** What the inspector is told; nothing to play. */
  z.object({ type: z.literal('inspection'), event: inspectionEvent }),
  /** The last entry, unless the recording was cut short. */
  z.object({
    type: z.literal('end'),
    ...stamp,
    /** The chat has ended; the recording has reached its greatest size; or there was something that cannot be written. */
    why: z.enum(['closed', 'full', 'unwritable']),
  }),
]);

export type RecordingEntry = Readonly<z.infer<typeof recordingEntry>>;

/** An entry that something is played by: a timer that fires, or something that comes in. */
export type Cause = Extract<RecordingEntry, { readonly type: 'timer' | 'came' | 'failed' | 'ended' }> & {
  readonly at: number;
  readonly up: number;
};

/** Whether an entry is dealt with at a time of its own. */
export function isCause(entry: RecordingEntry): entry is Cause {
  return entry.type !== 'end' && 'at' in entry && 'up' in entry;
}
