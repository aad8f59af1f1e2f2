// What has been said, as it stands on the screen of a chat: for holding two screens against each other.
import type { TerminalSession } from './terminal.js';

/** A row of the transcript: mark, time of day, handle and text, and on own lines how many hold it. */
const messageRow = /^[^·] \d\d:\d\d (\S+) (.*?)(?: +\d+\/\d+)?$/;

/** While somebody goes on speaking, blanks stand in the place of time and handle. */
const furtherRow = /^[^·] {7,}(\S.*?)(?: +\d+\/\d+)?$/;

/** Each message of one row as `handle text`, from top to bottom; without mark, time, receipts and the program's own notices. */
export function spoken(chat: TerminalSession): readonly string[] {
  let speaker: string | undefined;
  return chat.screen().flatMap((row) => {
    const [, handle, text] = messageRow.exec(row) ?? [undefined, speaker, furtherRow.exec(row)?.[1]];
    speaker = text === undefined ? undefined : handle;
    return speaker === undefined ? [] : `${speaker} ${text}`;
  });
}
