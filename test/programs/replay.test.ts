// A replay where nobody watches, as far as the file is not as it was written.
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { asyncScheduler } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runReplay } from '../../src/programs/replay.js';
import { recordedChat } from '../recording/recorded-chat.js';

describe('a recording of a plain chat', () => {
  let folder: string;
  let whole: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backchannel-test-'));
    const ann = await recordedChat({ seed: 1, plain: true });
    await ann.pass(1000);
    whole = ann.lines.join('');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const replay = async (content: string) => {
    const path = join(folder, 'chat.ndjson');
    writeFileSync(path, content);
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const code = await runReplay(
      { path, speed: 1 },
      {
        process: Object.assign(new EventEmitter(), {
          stdin,
          stdout,
          stderr,
          env: {},
          pid: 0,
          kill: () => true,
          exit: () => undefined,
        }),
        scheduler: asyncScheduler,
        version: '0.0.0',
        refuse: () => 2,
        inspector: () => Promise.resolve(undefined),
      },
    );
    return { code, printed: String(stdout.read() ?? ''), said: String(stderr.read() ?? '') };
  };

  it('is printed in silence up to its end', async () => {
    const { code, printed, said } = await replay(whole);
    expect({ code, said }).toEqual({ code: 0, said: '' });
    expect(printed).toContain('connected to');
  });

  it('is printed as far as it goes when it is cut short, which is said', async () => {
    const { code, printed, said } = await replay(`${whole}{"type":"tim`);
    const line = whole.split('\n').length;
    expect(code).toBe(0);
    expect(printed).toContain('connected to');
    expect(said).toMatch(new RegExp(`^backchannel: .*chat\\.ndjson is cut short in line ${line}: `, 'u'));
  });

  it('is not read on where a line is garbage', async () => {
    const { code, said } = await replay(`${whole}nonsense\n`);
    expect(code).toBe(1);
    expect(said).toContain('chat.ndjson has no JSON in line ');
  });
});
