// A recorded chat is run again from its recording: everything that it showed, it shows again, and where it does not, that
// is said.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signalExitBase } from '../../src/exit-codes.js';
import type { RecordingEntry } from '../../src/recording/recording-format.js';
import { entryLine, readEntry } from '../../src/recording/recording-lines.js';
import { UnreadableRecording } from '../../src/recording/unreadable-recording.js';
import { busyChat, plainChat } from './recorded-chats.js';
import { replay } from './replay-lines.js';

/** JSON in which one value, however deep, is another. */
function tampered(json: string, leaf: number, value: unknown): string {
  let count = 0;
  const total = { leaves: 0 };
  JSON.parse(json, (_, each: unknown) => {
    total.leaves += 1;
    return each;
  });
  return JSON.stringify(
    JSON.parse(json, (_, each: unknown) => {
      count += 1;
      return count === (leaf % total.leaves) + 1 ? value : each;
    }),
  );
}

async function endingOf(lines: readonly string[]): Promise<string> {
  try {
    const { outcome } = await replay(lines);
    return outcome.type;
  } catch (error) {
    if (!(error instanceof UnreadableRecording)) throw error;
    return `refused for line ${/in line (?<line>\d+)/u.exec(error.message)?.groups?.['line']}`;
  }
}

describe('a replay', () => {
  it.each([1, 2, 3])('shows every frame of the chat again (seed %i)', async (seed) => {
    const ann = await busyChat(seed);
    ann.signal('SIGTERM');
    await ann.pass(5000);
    expect(ann.code()).toBe(signalExitBase + 15);
    expect(ann.frames.length).toBeGreaterThan(50);
    const again = await replay(ann.lines);
    expect(again.outcome).toStrictEqual({ type: 'over' });
    expect(again.frames).toStrictEqual(ann.frames);
    expect(again.told).toBe(ann.told());
  });

  it('prints every line again', async () => {
    const ann = await plainChat();
    // One of its lines is refused.
    expect(ann.code()).toBe(1);
    expect(ann.printed).toEqual(expect.arrayContaining([expect.stringContaining('anna: as anna')]));
    const again = await replay(ann.lines);
    expect(again.outcome).toStrictEqual({ type: 'over' });
    expect(again.printed).toStrictEqual(ann.printed);
  });

  it('of a recording that is cut short goes up to its end, wherever that is', async () => {
    const ann = await plainChat();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: ann.lines.length }), async (length) => {
        const again = await replay(ann.lines.slice(0, length));
        expect(again.outcome).toStrictEqual({ type: 'over' });
        expect(again.printed).toStrictEqual(ann.printed.slice(0, again.printed.length));
      }),
      { numRuns: 40 },
    );
  });

  it('of a recording that somebody has tampered with comes to an end, or is refused by its line', async () => {
    const ann = await plainChat();
    const played = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: ann.lines.length - 2 }),
        fc.nat(),
        fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 0, 1e300, '', '\u001b[2J', [], {})),
        async (index, leaf, value) => {
          const line = tampered(ann.lines[index + 1] ?? '', leaf, value);
          const ending = await endingOf(ann.lines.with(index + 1, line));
          played.add(ending);
          expect(['over', 'diverged', `refused for line ${index + 2}`]).toContain(ending);
        },
      ),
      { numRuns: 100 },
    );
    // Which of them are played to what end is chance; that not all are refused is not, nor what the recording itself does.
    expect([...played].filter((ending) => !ending.startsWith('refused'))).not.toEqual([]);
    expect(await endingOf(ann.lines)).toBe('over');
  });

  it.each<{ name: string; change: (entry: RecordingEntry) => RecordingEntry | undefined; sentence: RegExp }>([
    {
      name: 'a timer that was not set',
      change: (entry) => (entry.type === 'timer' ? { ...entry, number: 99_999 } : entry),
      sentence: /^timer 99999 of [\d.]+ ms fires, but here it was not set$/u,
    },
    {
      name: 'a timer that was set to another time',
      change: (entry) => (entry.type === 'timer' ? { ...entry, ms: entry.ms + 1 } : entry),
      sentence: /^timer \d+ of [\d.]+ ms fires, but here it was set to [\d.]+ ms$/u,
    },
    {
      name: 'a datagram that was not sent then',
      change: (entry) => (entry.type === 'did' && entry.action === 'send' ? undefined : entry),
      sentence: /, but here "send" was done$/u,
    },
    {
      name: 'a datagram that was another then',
      change: (entry) =>
        entry.type === 'did' && entry.action === 'send'
          ? { ...entry, value: Buffer.from('another').toString('base64') }
          : entry,
      sentence: /^"send" was done, but here "send" was done otherwise$/u,
    },
    {
      name: 'a datagram that is not sent now',
      change: (entry) => (entry.type === 'came' && entry.source === 'console' ? undefined : entry),
      sentence: /but here/u,
    },
    {
      name: 'something of a stream that is not open',
      change: (entry) => (entry.type === 'came' && entry.at !== undefined ? { ...entry, number: 77 } : entry),
      sentence: /^something came of "\w+ 77", but here "\w+ 77" is not open$/u,
    },
    {
      name: 'a stream that was not opened then',
      change: (entry) => (entry.type === 'opened' && entry.source === 'lan' ? undefined : entry),
      sentence: /, but here "lan 1" was opened$/u,
    },
    {
      name: 'a question that was not asked then',
      change: (entry) => (entry.type === 'answered' && entry.question === 'network' ? undefined : entry),
      sentence: /, but here "network" was asked$/u,
    },
    {
      name: 'a value that makes no sense',
      change: (entry) => (entry.type === 'came' && entry.source === 'lan' ? { ...entry, value: 7 } : entry),
      sentence: /^what is said of "lan 1" makes no sense$/u,
    },
  ])('says where it goes another way: $name', async ({ change, sentence }) => {
    const ann = await plainChat();
    const [header = '', ...rest] = ann.lines;
    let changedLine = 0;
    const lines = rest.flatMap((text, index) => {
      const entry = readEntry(text, index + 2);
      const changed = changedLine === 0 ? change(entry) : entry;
      if (changed !== entry) changedLine = index + 2;
      return changed === undefined ? [] : [entryLine(changed)];
    });
    const again = await replay([header, ...lines]);
    expect(again.outcome).toMatchObject({ type: 'diverged', sentence: expect.stringMatching(sentence) });
    const { line = 0 } = again.outcome.type === 'diverged' ? again.outcome : {};
    expect(line).toBeGreaterThanOrEqual(changedLine);
  });
});
