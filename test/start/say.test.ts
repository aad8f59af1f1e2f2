// An answer that cannot be written is a failure, unless nobody wants to read on.
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { say } from '../../src/start/say.js';

/** Says something to an output that fails so; an output that works, if the code is left out. */
async function said(code?: string) {
  const stderr = new PassThrough();
  const error = code === undefined ? null : Object.assign(new Error(`${code}: no`), { code });
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done(error) });
  const running: Parameters<typeof say>[1] = { stdout, stderr };
  const closed = new Promise((resolve) => stdout.once('close', resolve));
  say('yes', running);
  stdout.end();
  await closed;
  return { exitCode: running.exitCode, complaint: String(stderr.read() ?? '') };
}

describe('an answer', () => {
  it.each([
    { name: 'that is written', code: undefined, exitCode: undefined, complaint: '' },
    { name: 'that nobody reads on', code: 'EPIPE', exitCode: undefined, complaint: '' },
    {
      name: 'for a full disk',
      code: 'ENOSPC',
      exitCode: 1,
      complaint: 'backchannel: the output cannot be written: ENOSPC: no\n',
    },
  ])('$name', async ({ code, exitCode, complaint }) => {
    expect(await said(code)).toEqual({ exitCode, complaint });
  });
});
