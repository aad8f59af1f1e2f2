// A text that cannot be written is a failure, unless nobody wants to read on.
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { printed } from '../src/printed.js';

/** Prints on an output that fails so; on one that works, if the code is left out. */
async function outcomeOf(code?: string) {
  const stderr = new PassThrough();
  const error = code === undefined ? null : Object.assign(new Error(`${code}: no`), { code });
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done(error) });
  const isPrinted = await printed('yes', { stdout, stderr });
  return { isPrinted, complaint: String(stderr.read() ?? '') };
}

describe('a text', () => {
  it.each([
    { name: 'that is written', code: undefined, isPrinted: true, complaint: '' },
    { name: 'that nobody reads on', code: 'EPIPE', isPrinted: true, complaint: '' },
    {
      name: 'for a full disk',
      code: 'ENOSPC',
      isPrinted: false,
      complaint: 'backchannel: the output cannot be written: ENOSPC: no\n',
    },
  ])('$name', async ({ code, isPrinted, complaint }) => {
    expect(await outcomeOf(code)).toEqual({ isPrinted, complaint });
  });
});
