// Between lines and what they say: one JSON text a line. What is read was written by anybody.
import * as z from 'zod';
import {
  type RecordingEntry,
  type RecordingHeader,
  recordingEntry,
  recordingFormat,
  recordingHeader,
  recordingVersion,
} from './recording-format.js';
import { UnreadableRecording } from './unreadable-recording.js';

/** Anything that begins as a header does, whatever its version. */
const anyHeader = z.object({ format: z.literal(recordingFormat), version: z.int() });

/** The header as the first line. */
export function headerLine(header: RecordingHeader): string {
  return `${JSON.stringify(z.encode(recordingHeader, header))}\n`;
}

/** An entry as a line. */
export function entryLine(entry: RecordingEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** An inspection event that is JSON already, as a line. */
export function inspectionLine(event: string): string {
  return `{"type":"inspection","event":${event}}\n`;
}

/**
 * Reads the first line.
 *
 * @throws {UnreadableRecording} when it is no header, or one of a newer program
 */
export function readHeader(text: string): RecordingHeader {
  const json = jsonOf(text);
  const any = anyHeader.safeParse(json);
  if (!any.success) throw new UnreadableRecording('is no recording of a chat');
  const { version } = any.data;
  if (version !== recordingVersion) {
    throw new UnreadableRecording(
      `has version ${version} of the format, and this program reads version ${recordingVersion}`,
    );
  }
  const header = recordingHeader.safeParse(json);
  if (!header.success) throw new UnreadableRecording(problemIn(1, header.error));
  return header.data;
}

/**
 * Reads another line.
 *
 * @param line its number in the file, from 1
 * @throws {UnreadableRecording} when it is no entry
 */
export function readEntry(text: string, line: number): RecordingEntry {
  const json = jsonOf(text);
  if (json === undefined) throw new UnreadableRecording(`has no JSON in line ${line}`);
  const entry = recordingEntry.safeParse(json);
  if (!entry.success) throw new UnreadableRecording(problemIn(line, entry.error));
  return entry.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemIn(line: number, { issues: [issue] }: z.ZodError): string {
  const place = issue?.path.map(String).join('.') ?? '';
  return `makes no sense in line ${line}${place === '' ? '' : `, at "${place}"`}: ${issue?.message ?? 'invalid'}`;
}
