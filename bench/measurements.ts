// All measurements, in the order of the table.
import type { Measurement } from './measurement.js';
import { busyScreen } from './measurements/busy-screen.js';
import { enterToScreen } from './measurements/enter-to-screen.js';
import { firstScreen } from './measurements/first-screen.js';
import { idleMemory } from './measurements/idle-memory.js';
import { growth } from './measurements/growth.js';
import { inspector } from './measurements/inspector.js';
import { flood } from './measurements/flood.js';
import { longTranscript } from './measurements/long-transcript.js';
import { messagesDrawn } from './measurements/messages-drawn.js';
import { messagesReceived } from './measurements/messages-received.js';
import { recoveryTimes } from './measurements/recovery-times.js';
import { steadyMemory } from './measurements/steady-memory.js';
import { terminalBytes } from './measurements/terminal-bytes.js';

export const measurements: readonly Measurement[] = [
  firstScreen,
  idleMemory,
  messagesReceived,
  messagesDrawn,
  terminalBytes,
  busyScreen,
  flood,
  longTranscript,
  steadyMemory,
  growth,
  enterToScreen,
  inspector,
  recoveryTimes,
];
