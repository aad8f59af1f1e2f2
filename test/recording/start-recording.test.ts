// How a recording ends before the chat does.
import { NEVER, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { RecordingHeader } from '../../src/recording/recording-format.js';
import { startRecording } from '../../src/recording/start-recording.js';
import type { Kind } from '../../src/recording/tape.js';
import { listedFile } from './listed-file.js';
import { recordingHeader as header } from './recording-header.js';
import { turnLine } from './turn-line.js';

const word: Kind<string> = { name: 'word', value: z.string().max(5) };

function rig(options: Partial<Parameters<typeof startRecording>[0]> & { readonly room?: number } = {}) {
  const { room, ...more } = options;
  const time = turnLine();
  const { file, lines } = listedFile(room);
  const told: string[] = [];
  const recording = startRecording({
    header,
    file,
    stamp: () => ({ at: time.now(), up: time.monotonicNow() }),
    setTimer: time.setTimer,
    inTurn: time.inTurn,
    ended: (sentence) => told.push(sentence),
    ...more,
  });
  return {
    ...recording,
    told,
    pass: time.pass,
    entries: () => lines.slice(1).map((line): unknown => JSON.parse(line)),
  };
}

const end = { type: 'end', at: expect.any(Number), up: expect.any(Number) };

describe('a recording', () => {
  it('ends with the chat', () => {
    const { tape, finish, told, entries } = rig();
    tape.act(word, 'hello');
    finish();
    finish();
    tape.act(word, 'late');
    expect(entries()).toEqual([
      { type: 'did', action: 'word', value: 'hello' },
      { ...end, why: 'closed' },
    ]);
    expect(told).toEqual([]);
  });

  it('ends when the file is full; the tape goes on', async () => {
    const { tape, finish, told, entries, pass } = rig({ room: 3 });
    const heard: string[] = [];
    tape.stream(word, () => of('one')).subscribe((each) => heard.push(each));
    tape.scheduler.schedule(() => heard.push('two'), 10);
    tape.act(word, 'more');
    await pass(20);
    finish();
    expect(heard).toEqual(['one', 'two']);
    expect(entries().at(-1)).toEqual({ ...end, why: 'full' });
    expect(told).toEqual([expect.stringMatching(/greatest size.*the chat goes on$/u)]);
  });

  it.each([
    {
      name: 'a value is not what it is to be',
      options: {},
      act: 'far too long',
    },
    {
      name: 'an entry cannot be redacted',
      options: {
        redactor: {
          header: (given: RecordingHeader) => given,
          entry: () => {
            throw new Error('a defect');
          },
        },
      },
      act: 'short',
    },
  ])('ends rather than say too much or too little: $name', ({ options, act }) => {
    const { tape, told, entries } = rig(options);
    tape.act(word, act);
    expect(entries()).toEqual([{ ...end, why: 'unwritable' }]);
    expect(told).toEqual([expect.stringContaining('cannot be recorded')]);
  });

  it('says each answer once, until it is another', () => {
    const { tape, entries } = rig();
    for (const answer of ['a', 'a', 'b', 'b', 'a'])
      expect(tape.answer(word, () => answer, 'none')).toBe(answer);
    expect(entries()).toEqual([
      { type: 'answered', question: 'word', number: 1, value: 'a' },
      { type: 'answered', question: 'word', number: 3, value: 'b' },
      { type: 'answered', question: 'word', number: 5, value: 'a' },
    ]);
  });

  it('stands still in time while something is dealt with', async () => {
    const { tape, pass } = rig();
    const seen: number[] = [];
    tape.stream(word, () => NEVER).subscribe();
    tape.scheduler.schedule(() => seen.push(tape.monotonicNow()), 25);
    await pass(20);
    seen.push(tape.monotonicNow());
    await pass(100);
    expect([...seen, tape.monotonicNow()]).toEqual([0, 25, 25]);
  });
});
