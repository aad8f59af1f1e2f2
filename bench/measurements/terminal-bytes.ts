// What a message costs the line between program and terminal: a slow ssh connection feels each byte.
import { bytesPerLine, countedLines } from '../bytes-per-line.js';
import { openBareChat, openFullChat } from '../chat.js';
import type { Measurement } from '../measurement.js';

export const terminalBytes: Measurement<'bytes' | 'row'> = {
  name: 'terminal-bytes',
  method: `Bytes read from a pseudo-terminal of 80 × 24 whose screen is full, while ${countedLines} lines come one by one, each after the one before has been painted.`,
  figures: {
    bytes: {
      title: 'terminal bytes a message',
      unit: 'bytes',
      better: 'lower',
      meaning:
        'the chat: time, handle, text, and all that it takes to scroll and to put the cursor back; bare: handle, text, carriage return and line feed.',
    },
    row: {
      title: 'the same, beside the row alone (target: at most × 1.5)',
      unit: 'bytes',
      better: 'lower',
      meaning:
        'the chat; bare: what it takes to draw that row alone on a screen: move the cursor there, erase it, and write what it shows.',
    },
  },
  run: async (bench) => {
    const [chat, bare] = [await bytesPerLine(bench, openFullChat), await bytesPerLine(bench, openBareChat)];
    return {
      bytes: { backchannel: chat.bytes, bare: bare.bytes },
      row: { backchannel: chat.bytes, bare: Buffer.byteLength(toNewestRow + chat.newestRow) },
    };
  },
};

/** The cursor to the last row of messages, 22 of 24, and what stood there erased (CUP and EL, ECMA-48). */
const toNewestRow = '\u001B[22H\u001B[K';
