// `backchannel inspect FILE`: the page on what was recorded.
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InspectWorld, runInspect } from '../../src/programs/inspect-recording.js';
import { headerLine, inspectionLine } from '../../src/recording/recording-lines.js';
import { ask, openStream, pageFiles, untilTrue } from '../inspect/page-files.js';
import { recordingHeader } from './recording-header.js';

const screenOf = (label: string) => ({
  id: label,
  createdAt: '0',
  _version: '0',
  type: '@backchannel.screen',
  rows: [label],
});

function readNow(stream: PassThrough): string {
  return String(stream.read() ?? '');
}

describe('an inspection of a recording', () => {
  const files = pageFiles();
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'backchannel-test-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    files.remove();
  });

  const inspect = (content: string) => {
    const path = join(folder, 'chat.ndjson');
    writeFileSync(path, content);
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const refusals: string[] = [];
    const process = Object.assign(new EventEmitter(), { stdout, stderr, platform: 'linux' as const });
    const world: InspectWorld = {
      process,
      version: '1.2.3',
      refuse: (sentence) => refusals.push(sentence) + 1,
      assets: files.directory,
      token: 'TOKEN',
      spawn: () => {
        throw new Error('nobody asked for a browser');
      },
    };
    const ended = runInspect({ path, how: 'page' }, world);
    return { ended, refusals, process, url: () => readNow(stdout), complaint: () => readNow(stderr) };
  };

  it('shows its events to each page from the beginning, and lets nobody send', async () => {
    const lines = ['one', 'two'].map((label) => inspectionLine(JSON.stringify(screenOf(label))));
    const entry = '{"type":"opened","source":"lan","number":1}\n';
    const { ended, process, url } = inspect(headerLine(recordingHeader) + lines.join(entry));
    let address = '';
    await untilTrue('the address', () => {
      address += url();
      return address.endsWith('\n');
    });
    for (let page = 0; page < 2; page += 1) {
      const stream = await openStream(`${address.trim()}events`);
      await untilTrue('the events', () => stream.messages().length === 3);
      expect(stream.messages()).toEqual([
        { type: '@backchannel.hello', version: '1.2.3', live: false, content: true, sending: false },
        screenOf('one'),
        screenOf('two'),
      ]);
      stream.close();
    }
    const sent = await ask(`${address.trim()}send`, { method: 'POST', body: '{}' });
    expect(sent.status).toBe(403);
    process.emit('SIGINT');
    expect(await ended).toBe(0);
  });

  it('shows what can be read of a recording that is cut short, and says so', async () => {
    const { ended, process, url, complaint } = inspect(
      `${headerLine(recordingHeader)}${inspectionLine(JSON.stringify(screenOf('one')))}{"type":"insp`,
    );
    let address = '';
    await untilTrue('the address', () => {
      address += url();
      return address.endsWith('\n');
    });
    expect(complaint()).toMatch(/^backchannel: .*chat\.ndjson is cut short in line 3: .*\n$/u);
    const stream = await openStream(`${address.trim()}events`);
    await untilTrue('the event', () => stream.messages().length === 2);
    stream.close();
    process.emit('SIGTERM');
    expect(await ended).toBe(143);
  });

  const one = inspectionLine(JSON.stringify(screenOf('one')));
  it.each<[string, string, string]>([
    [
      'garbage in a line',
      `${headerLine(recordingHeader)}${one}nonsense\n${one}`,
      'chat.ndjson has no JSON in line 3\n',
    ],
    [
      'no events',
      headerLine(recordingHeader),
      'chat.ndjson has nothing to show: backchannel replay --inspect',
    ],
    [
      'no events, being redacted',
      headerLine({ ...recordingHeader, redacted: true }),
      'chat.ndjson has nothing to show, since it is redacted: backchannel replay --inspect',
    ],
  ])('serves no page on a recording with %s', async (_, content, said) => {
    const { ended, url, complaint } = inspect(content);
    expect(await ended).toBe(1);
    expect(complaint()).toContain(said);
    expect(url()).toBe('');
  });

  it('refuses what is no recording', async () => {
    const { ended, refusals } = inspect('Dear diary\n');
    expect(await ended).toBe(2);
    expect(refusals).toEqual([expect.stringContaining('is no recording of a chat')]);
  });
});
