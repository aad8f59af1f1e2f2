// Begins a recording: the header, and a tape whose entries go to the file until it is full. Whatever happens to the file,
// the tape goes on.
import type { RecordingEntry, RecordingHeader } from './recording-format.js';
import { entryLine, headerLine, inspectionLine } from './recording-lines.js';
import type { RecordingFile } from './recording-file.js';
import { type Recorder, recordingTape } from './recording-tape.js';
import type { Redactor } from './redactor.js';
import type { Tape } from './tape.js';

export interface StartedRecording {
  readonly tape: Tape;
  /** Adds an inspection event, as JSON; one that is too long for a line is left out. */
  readonly inspected: (event: string) => void;
  /** The chat has ended: closes the file. */
  readonly finish: () => void;
}

export interface RecordingOptions extends Pick<Recorder, 'stamp' | 'setTimer' | 'inTurn'> {
  readonly header: RecordingHeader;
  readonly file: RecordingFile;
  /** Told when the recording ends before the chat does, in a sentence. */
  readonly ended: (sentence: string) => void;
  /** Makes header and entries say less; as they are, if left out. */
  readonly redactor?: Redactor;
}

/** Why a recording ends before the chat, in words. */
const endings = {
  full: 'the recording has reached its greatest size and ends here; the chat goes on',
  unwritable: 'something cannot be recorded: the recording ends here, and the chat goes on',
};

/** Writes the header; everything from now on passes over the tape. */
export function startRecording(options: RecordingOptions): StartedRecording {
  const { header, file, stamp, setTimer, inTurn, ended, redactor } = options;
  let isOver = false;

  const end = (why: 'closed' | keyof typeof endings): void => {
    if (isOver) return;
    isOver = true;
    file.end(entryLine({ type: 'end', ...stamp(), why }));
    if (why !== 'closed') ended(endings[why]);
  };
  const lineOf = (entry: RecordingEntry): string | undefined => {
    try {
      return entryLine(redactor === undefined ? entry : redactor.entry(entry));
    } catch {
      // What cannot be redacted is not written at all.
      return undefined;
    }
  };
  const write = (entry: RecordingEntry): void => {
    if (isOver) return;
    const line = lineOf(entry);
    if (line === undefined) end('unwritable');
    else if (!file.add(line)) end('full');
  };

  file.add(headerLine(redactor === undefined ? header : redactor.header(header)));
  return {
    tape: recordingTape({
      begun: { at: header.at, up: header.up },
      stamp,
      setTimer,
      inTurn,
      write,
      giveUp: () => end('unwritable'),
    }),
    inspected: (event) => {
      if (!isOver) file.add(inspectionLine(event));
    },
    finish: () => end('closed'),
  };
}
