// A header as a recording has it.
import { defaultSettings } from '../../src/config.js';
import type { RecordingHeader } from '../../src/recording/recording-format.js';

export const recordingHeader: RecordingHeader = {
  format: 'backchannel recording',
  version: 1,
  at: 1_700_000_000_000,
  up: 0,
  program: '0.1.0',
  node: 'v20.0.0',
  redacted: false,
  seed: 7,
  settings: { ...defaultSettings, handle: 'ann' },
  env: { TERM: 'xterm' },
  place: { locale: 'en-GB', timeZone: 'Europe/Vienna' },
  terminal: { columns: 80, rows: 24 },
};
