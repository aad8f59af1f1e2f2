// The chat as printed lines: what is told of each event, and what is not told twice.
import { describe, expect, it } from 'vitest';
import type { Entry, HoleEntry, MessageEntry, Transcript } from '../../src/chat/transcript.js';
import { emptyTranscript, insert, remove, update } from '../../src/chat/transcript.js';
import { floodMs } from '../../src/view/calm-speakers.js';
import { maxLinesPrintedPerSecond } from '../../src/view/plain-flood.js';
import { awaitMs, nothingPrinted, plainStep } from '../../src/view/plain-lines.js';
import type { SessionView } from '../../src/view/session-view.js';
import { boundary, eth0, hole, lo, noticed, now, said, saidAt, viewModel } from './view-models.js';

const formatTime = (ms: number): string => new Date(ms).toISOString().slice(11, 16);

/** A listener who hears of each state of the session what is printed. */
function listener() {
  let state = { ...nothingPrinted, startedAt: now };
  let transcript: Transcript = emptyTranscript;
  let view: SessionView = { ...viewModel().session, phase: 'connected', joined: [eth0] };
  let at = now;
  const look = () => {
    const step = plainStep(state, { ...view, transcript }, at, formatTime);
    state = step.state;
    return step.lines.map((line) => line.map(({ text }) => text).join(''));
  };
  look();
  return {
    /** These are new; together, if there are several. */
    hears: (...entries: readonly Entry[]) => {
      for (const entry of entries) transcript = insert(transcript, entry).transcript;
      return look();
    },
    changes: (
      entry: Entry,
      change: Partial<MessageEntry> & Partial<Pick<HoleEntry, 'isLost' | 'isAgain'>>,
    ) => {
      transcript = update(transcript, entry.key, (old) => Object.assign({}, old, change));
      return look();
    },
    fills: (entry: Entry, ...by: readonly Entry[]) => {
      transcript = remove(transcript, entry.key);
      for (const each of by) transcript = insert(transcript, each).transcript;
      return look();
    },
    turns: (change: Partial<SessionView>) => {
      view = { ...view, ...change };
      return look();
    },
    waits: (ms: number) => {
      at += ms;
      return look();
    },
    looksAgainAt: () => plainStep(state, { ...view, transcript }, at, formatTime).lookAgainAt,
  };
}

const own = { ...said('alice', 'hello', 'waiting'), key: 'own' };

describe('what is said', () => {
  it.each<[string, Entry, string]>([
    ['words', said('bob', 'hello'), '14:03 bob: hello'],
    ['several lines', said('bob', 'one\n\ntwo'), '14:03 bob: one ⏎  ⏎ two'],
    ['a deed', said('bob', '/me waves'), '14:03 * bob waves'],
    ['a forged name', said('bob: hi', 'there'), '14:03 bob:␣hi: there'],
    ['a sign for a name', said('-', 'bob joined'), '14:03 ‹-›: bob joined'],
    ['another sign for a name', said('*', 'bob waves'), '14:03 ‹*›: bob waves'],
    ['a forged line', said('bob', 'x\n14:03 - ben joined'), '14:03 bob: x ⏎ 14:03 - ben joined'],
    ['a notice', noticed('bob joined'), '14:03 - bob joined'],
    ['the end of the past', boundary, '14:03 - what was said before you came ends here'],
    ['a loss', hole('bob', 2, true), '14:03 - 2 lines lost from bob'],
  ])('%s', (_, entry, line) => {
    const here = listener();
    expect(here.hears(entry)).toEqual([line]);
    expect(here.waits(awaitMs)).toEqual([]);
  });

  it('is printed in its order, as far as it comes together', () => {
    expect(listener().hears(saidAt('bob', 'b', now + 2), saidAt('ann', 'a', now + 1))).toEqual([
      '14:03 ann: a',
      '14:03 bob: b',
    ]);
  });

  it('is said to be late when it belongs above what is printed', () => {
    const here = listener();
    here.hears(saidAt('bob', 'later', now + 2));
    expect(here.hears(saidAt('ann', 'earlier', now + 1))).toEqual(['14:03 - said earlier: ann: earlier']);
    expect(here.hears(saidAt('ann', 'latest', now + 3))).toEqual(['14:03 ann: latest']);
  });
});

it('is told apart by whom, where several go by one handle', () => {
  const ann = listener();
  ann.turns({ sharedHandles: new Map([['bob', 4]]) });
  const line = { ...said('bob', 'hello'), clientId: 'a1b2c3' };
  expect(ann.hears(line, said('carol', 'hi'))).toEqual(['14:03 bob#a1b2: hello', '14:03 carol: hi']);
  const [lost] = ann.hears(hole('bob', 1, true));
  expect(lost).toMatch(/1 line lost from bob#[\da-f]{4}$/);
});

describe('an own line', () => {
  it('is printed when the network has taken it, and when all have it', () => {
    const here = listener();
    expect(here.hears(own)).toEqual([]);
    expect(here.changes(own, { delivery: 'sent' })).toEqual(['14:03 alice: hello']);
    expect(here.changes(own, { receipt: { heldBy: 0, of: 2 } })).toEqual([]);
    expect(here.changes(own, { receipt: { heldBy: 1, of: 2 } })).toEqual([]);
    expect(here.changes(own, { receipt: { heldBy: 2, of: 2 } })).toEqual(['14:03 - held by 2 of 2: hello']);
  });

  it('is printed once when all of that comes together', () => {
    const here = listener();
    expect(here.hears({ ...own, delivery: 'sent', receipt: { heldBy: 1, of: 1 } })).toEqual([
      '14:03 alice: hello',
      '14:03 - held by 1 of 1: hello',
    ]);
  });

  it('waits in words while there is trouble', () => {
    const here = listener();
    here.turns({ phase: 'error', reason: 'no network' });
    expect(here.hears(own)).toEqual(['14:03 - waits: hello']);
    here.turns({ phase: 'connected' });
    expect(here.changes(own, { delivery: 'sent' })).toEqual(['14:03 alice: hello']);
  });

  it('is not late, whatever was said meanwhile', () => {
    const here = listener();
    here.hears(own);
    here.hears(saidAt('bob', 'later', now + 2));
    expect(here.changes(own, { delivery: 'sent' })).toEqual(['14:03 alice: hello']);
  });

  it('is named by its beginning', () => {
    const long = { ...own, text: 'x'.repeat(100), delivery: 'sent', receipt: { heldBy: 1, of: 1 } } as const;
    expect(listener().hears(long)[1]).toBe(`14:03 - held by 1 of 1: ${'x'.repeat(39)}…`);
  });
});

describe('what is missing', () => {
  const missing = hole('bob', 2);
  const partial = { ...said('bob', 'long'), missingParts: 1 };

  it('is not told of when it comes soon', () => {
    const here = listener();
    expect(here.hears(missing, partial)).toEqual([]);
    expect(here.looksAgainAt()).toBe(now + awaitMs);
    expect(here.fills(missing, saidAt('bob', 'one', now - 2), saidAt('bob', 'two', now - 1))).toEqual([
      '14:02 bob: one',
      '14:02 bob: two',
    ]);
    expect(here.changes(partial, { missingParts: 0, text: 'long text' })).toEqual(['14:03 bob: long text']);
    expect(here.looksAgainAt()).toBeUndefined();
    expect(here.waits(awaitMs)).toEqual([]);
  });

  it('is told of when it does not, and when it comes after all', () => {
    const here = listener();
    here.hears(missing, partial);
    expect(here.waits(awaitMs - 1)).toEqual([]);
    expect(here.waits(1)).toEqual([
      '14:03 - 2 lines missing from bob, asking',
      '14:03 bob: long (a part is missing)',
    ]);
    expect(here.waits(awaitMs)).toEqual([]);
    expect(here.changes(partial, { missingParts: 0, text: 'long text' })).toEqual([
      '14:03 - now complete: bob: long text',
    ]);
    expect(here.fills(missing, saidAt('bob', 'one', now - 2))).toEqual(['14:02 - said earlier: bob: one']);
  });

  it('is told of when it is given up', () => {
    const here = listener();
    here.hears(missing);
    expect(here.changes(missing, { isLost: true })).toEqual(['14:03 - 2 lines lost from bob']);
    const later = listener();
    later.hears(missing);
    later.waits(awaitMs);
    expect(later.changes(missing, { isLost: true })).toEqual(['14:03 - 2 lines lost from bob']);
  });

  it('is told of once, however often it is asked for', () => {
    const here = listener();
    here.hears(missing);
    expect(here.changes(missing, { isLost: true })).toEqual(['14:03 - 2 lines lost from bob']);
    expect(here.changes(missing, { isLost: false, isAgain: true })).toEqual([]);
    expect(here.waits(awaitMs)).toEqual([]);
    expect(here.changes(missing, { isLost: true, isAgain: false })).toEqual([]);
    expect(here.fills(missing, saidAt('bob', 'one', now - 2))).toEqual(['14:02 - said earlier: bob: one']);
  });

  it('is of somebody whom nobody has named', () => {
    const nameless = { ...missing, handle: '', clientId: 'a1b2c3d4e5' };
    const lost = nameless.kind === 'hole' ? { ...nameless, isLost: true } : nameless;
    expect(listener().hears(lost)).toEqual(['14:03 - 2 lines lost from somebody (a1b2)']);
  });
});

const shown = maxLinesPrintedPerSecond;

/** So many lines of three people, one each millisecond. */
function burst(count: number, from: number): Entry[] {
  return Array.from({ length: count }, (_, at) =>
    saidAt(`eve${at % 3}`, `buy ${from + at}`, now + from + at),
  );
}

/** What bob says, a line each millisecond. */
function bob(from: number, count: number): Entry[] {
  return Array.from({ length: count }, (_, at) => saidAt('bob', `${from + at}`, now + 700 + from + at));
}

/** A line each of many names, so many milliseconds after one another as they claim. */
function names(ms: number): Entry[] {
  return Array.from({ length: 300 }, (_, at) => saidAt(`eve${at}`, 'buy', now + at * ms));
}

/** The same as somebody else tells it, who was there. */
function repeated(entries: readonly Entry[]): Entry[] {
  return entries.map((entry) => Object.assign({}, entry, { heardAt: now }));
}

/** Somebody who hears more at once than is printed. */
function hearsFlood() {
  const here = listener();
  const first = here.hears(...burst(shown + 10, 0));
  return { here, first };
}

describe('a flood', () => {
  it('is printed as far as anybody could read it, then counted when the second is over', () => {
    const { here, first } = hearsFlood();
    expect(first).toHaveLength(shown);
    expect(here.looksAgainAt()).toBe(now + floodMs);
    expect(here.hears(...burst(1000, 500))).toEqual([]);
    expect(here.waits(floodMs - 1)).toEqual([]);
    expect(here.waits(1)).toEqual(['14:03 - 1,010 lines from 3 names are not printed']);
    expect(here.looksAgainAt()).toBeUndefined();
    expect(here.hears(saidAt('bob', 'at last', now + 5000))).toEqual(['14:03 bob: at last']);
  });

  it('goes on in the next second, a few lines and a count each', () => {
    const { here } = hearsFlood();
    here.waits(floodMs - 1);
    here.waits(1);
    expect(here.hears(...burst(shown + 1, 2000))).toHaveLength(shown);
    expect(here.waits(floodMs)).toEqual([`14:03 - 1 line from eve${shown % 3} is not printed`]);
  });

  it('hides nothing that one says, that names one, or that backchannel says', () => {
    const { here } = hearsFlood();
    expect(
      here.hears(
        { ...saidAt('alice', 'stop it', now + 700), delivery: 'sent' as const },
        saidAt('bob', 'alice, wait', now + 701),
        saidAt('eve1', 'hm', now + 702),
        { ...noticed('bob left'), at: now + 703, clock: [now + 703, 0] as const },
      ),
    ).toEqual(['14:03 alice: stop it', '14:03 bob: alice, wait', '14:03 - bob left']);
    expect(here.waits(floodMs)).toEqual(['14:03 - 11 lines from 3 names are not printed']);
  });

  it('hides nothing that somebody says calmly amid it, a few lines a second', () => {
    const { here } = hearsFlood();
    expect(here.hears(...bob(0, 2))).toEqual(['14:03 bob: 0', '14:03 bob: 1']);
    expect(here.hears(...bob(2, 5))).toEqual(['14:03 bob: 2']);
    expect(here.waits(floodMs)).toEqual(['14:03 - 14 lines from 4 names are not printed']);
    expect(here.hears(...burst(shown + 10, 2000))).toHaveLength(shown);
    expect(here.hears(...bob(9000, 2))).toEqual(['14:03 bob: 9000', '14:03 bob: 9001']);
  });

  it('hides whoever may be one of its made-up names, whenever these claim to have spoken', () => {
    const here = listener();
    expect(here.hears(...names(1))).toHaveLength(shown);
    expect(here.hears(...names(60_000))).toEqual([]);
    const hasty = Array.from({ length: 300 }, (_, at) => saidAt('mal', `${at}`, now + at * 60_000));
    expect(here.hears(...hasty)).toEqual([]);
  });

  it('is counted at the end, when nothing more will come', () => {
    const { here } = hearsFlood();
    expect(here.turns({ phase: 'closed' })).toEqual(['14:03 - 10 lines from 3 names are not printed']);
    expect(here.looksAgainAt()).toBeUndefined();
  });

  it('is not what was said before one came, which is printed whole and before its end', () => {
    const here = listener();
    const past = repeated(burst(shown + 10, -60_000));
    const printed = here.hears(...past, boundary);
    expect(printed).toHaveLength(shown + 11);
    expect(printed.at(-1)).toBe('14:03 - what was said before you came ends here');
    expect(here.looksAgainAt()).toBeUndefined();
    expect(here.waits(floodMs)).toEqual([]);
  });

  it('may claim to be of the past only until that has ended', () => {
    const here = listener();
    here.hears({ ...saidAt('bob', 'early', now - 60_000), heardAt: now }, boundary);
    const late = repeated(burst(shown + 10, -50_000));
    expect(here.hears(...late)).toHaveLength(shown);
  });

  it('may not claim to be of the past without having been repeated', () => {
    expect(listener().hears(...burst(shown + 10, -60_000))).toHaveLength(shown);
  });

  it('has what is missing in it as well', () => {
    const { here } = hearsFlood();
    here.hears({ ...hole('eve0', 4), at: now + 800, clock: [now + 800, 0] as const });
    here.waits(floodMs);
    expect(here.waits(awaitMs - floodMs)).toEqual(['14:03 - 4 lines missing from eve0, asking']);
  });
});

describe('the network', () => {
  it.each<[string, Partial<SessionView>, string[]]>([
    ['connected', { phase: 'connected' }, []],
    ['sending', { phase: 'sending', waiting: 3 }, []],
    ['leaving', { phase: 'leaving' }, []],
    ['an error', { phase: 'error', reason: 'no network' }, ['14:03 - error: no network']],
    [
      'lines that wait',
      { phase: 'blocked', reason: 'no route', waiting: 2 },
      ['14:03 - blocked: no route; 2 lines wait'],
    ],
    ['another network', { phase: 'rebinding', reason: 'eth0 is gone' }, ['14:03 - rebinding: eth0 is gone']],
    [
      'joining',
      { phase: 'joining', handle: 'alice', group: 'ff12::1', port: 7000 },
      ['14:03 - joining [ff12::1]:7000 as alice'],
    ],
  ])('%s', (_, change, lines) => {
    const here = listener();
    expect(here.turns(change)).toEqual(lines);
    expect(here.turns({})).toEqual([]);
  });

  it('is told of again when it is well again, and not each second of a count-down', () => {
    const here = listener();
    here.turns({ phase: 'error', reason: 'no network', retryAt: now + 5000 });
    expect(here.turns({ retryAt: now + 4000, waiting: 1 })).toEqual([]);
    const place = { phase: 'connected', group: '239.1.1.1', port: 7000, joined: [lo] } as const;
    const refused = [{ name: 'wlan0', code: 'ENODEV' }];
    expect(here.turns({ ...place, refused })).toEqual([
      '14:03 - connected to 239.1.1.1:7000 on lo, this computer only, wlan0 refused (ENODEV)',
    ]);
  });
});
