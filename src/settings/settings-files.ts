// Reads the settings file: at most so many bytes, and only well-formed text. Knows nothing of what is in it.
import { closeSync, openSync, readSync } from 'node:fs';

/** What is at a path. */
export type FileText =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'absent' }
  | { readonly type: 'unreadable'; readonly problem: string };

/** The files as the settings need them, and where they are. */
export interface SettingsFiles {
  readonly platform: NodeJS.Platform;
  readonly read: (path: string) => FileText;
}

/** Hundreds of times what all settings take. */
const maxSettingsBytes = 64 * 1024;

/** A computer without files: nothing but flags and environment. */
export const noSettingsFiles: SettingsFiles = { platform: 'linux', read: () => ({ type: 'absent' }) };

export const systemSettingsFiles: SettingsFiles = { platform: process.platform, read: readFile };

function readFile(path: string): FileText {
  try {
    const bytes = firstBytes(path, maxSettingsBytes + 1);
    if (bytes.length > maxSettingsBytes)
      return { type: 'unreadable', problem: `it has more than ${maxSettingsBytes} bytes` };
    return { type: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { type: 'absent' };
    const problem = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : messageOf(error);
    return { type: 'unreadable', problem };
  }
}

/** A pipe has no size that could be asked for, and may be a settings file all the same: so read on until there is no more. */
function firstBytes(path: string, max: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(max);
    let length = 0;
    for (let read = -1; read !== 0 && length < max; length += read) {
      read = readSync(file, bytes, length, max - length, null);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
