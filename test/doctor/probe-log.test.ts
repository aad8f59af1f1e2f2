// The bookkeeping of two doctors that talk, on a wire that the test is.
import { describe, expect, it } from 'vitest';
import {
  emptyLog,
  maxAnswersPerSecond,
  nextProbe,
  peersIn,
  type ProbeLog,
  tookAnswer,
  tookProbe,
} from '../../src/doctor/probe-log.js';
import { answer, probe } from '../../src/wire/probe.js';

const [ourId, theirId] = ['aaaaaaaaaa', 'bbbbbbbbbb'];
const [ourAddress, theirAddress] = ['10.0.0.1', '10.0.0.2'];
const intervalMs = 100;

interface Wire {
  readonly multicastOut: boolean;
  readonly multicastIn: boolean;
  readonly answersIn: boolean;
}

/** Two doctors that each send ten probes in turn, 100 ms apart; an answer takes 2 ms. Gives what the first knows. */
function talk({ multicastOut, multicastIn, answersIn }: Wire): ProbeLog {
  let ours = emptyLog(ourId, 10);
  let theirs = emptyLog(theirId, 10);
  for (let at = 0; at < 10 * intervalMs; at += intervalMs) {
    const ourNext = nextProbe(ours, at);
    ours = ourNext.log;
    if (multicastOut) {
      const taken = tookProbe(theirs, probe({ ...ourNext.probe, from: ourAddress }), ourAddress, at + 1);
      theirs = taken.log;
      if (answersIn && taken.answer) ours = tookAnswer(ours, taken.answer, theirAddress, at + 2);
    }
    const theirNext = nextProbe(theirs, at + 50);
    theirs = theirNext.log;
    if (!multicastIn) continue;
    const taken = tookProbe(ours, probe({ ...theirNext.probe, from: theirAddress }), theirAddress, at + 51);
    ours = taken.log;
    if (taken.answer) theirs = tookAnswer(theirs, taken.answer, ourAddress, at + 52);
  }
  return ours;
}

describe('two doctors', () => {
  it.each([
    {
      name: 'that hear each other',
      wire: { multicastOut: true, multicastIn: true, answersIn: true },
      expected: { heard: 10, expected: 10, answered: 10, asked: 10, hearsUs: true },
    },
    {
      name: 'of which one is heard only',
      wire: { multicastOut: false, multicastIn: true, answersIn: true },
      expected: { heard: 10, expected: 10, answered: 0, asked: 9, hearsUs: false, roundTripMs: undefined },
    },
    {
      name: 'of which one hears only',
      wire: { multicastOut: true, multicastIn: false, answersIn: true },
      // The last of its probes came after its last answer: nobody knows of it.
      expected: { heard: 0, expected: 9, answered: 10, asked: 10, hearsUs: true },
    },
    {
      name: 'whose answers are lost',
      wire: { multicastOut: true, multicastIn: true, answersIn: false },
      expected: { heard: 10, expected: 10, answered: 0, asked: 9, hearsUs: true, roundTripMs: undefined },
    },
  ])('$name', ({ wire, expected }) => {
    expect(peersIn(talk(wire))).toEqual([expect.objectContaining({ address: theirAddress, ...expected })]);
  });

  it('that share nothing know nothing of each other', () => {
    expect(peersIn(talk({ multicastOut: false, multicastIn: false, answersIn: false }))).toEqual([]);
  });
});

/** The log of somebody who has sent this many probes, at 0, 100, 200 … ms. */
function afterSending(probes: number): ProbeLog {
  let log = emptyLog(ourId, probes);
  for (let sent = 0; sent < probes; sent += 1) log = nextProbe(log, sent * intervalMs).log;
  return log;
}

function theirProbe(number: number, id = theirId) {
  return probe({ id, from: theirAddress, number, count: 3000, hears: [] });
}

function theirAnswer(fields: { number: number; id?: string; to?: string; sent?: number }) {
  return answer({ id: theirId, to: ourId, sent: 0, ...fields });
}

describe('a probe', () => {
  it('lists whose it has heard', () => {
    const { log } = tookProbe(afterSending(1), theirProbe(1), theirAddress, 0);
    expect(nextProbe(log, 100).probe).toEqual({ id: ourId, number: 2, count: 1, hears: [theirId] });
  });

  it('of our own is an echo, counted once for each interface, and not answered', () => {
    let log = afterSending(2);
    const hear = (number: number, from: string) => {
      const taken = tookProbe(log, { ...theirProbe(number, ourId), from }, from, 0);
      log = taken.log;
      return taken.answer;
    };
    // Number 3 was never sent: somebody forges it.
    const answers = [hear(1, '10.0.0.1'), hear(1, '10.0.0.1'), hear(1, '10.1.0.1'), hear(3, '10.0.0.1')];
    expect(answers.filter((each) => each !== undefined)).toEqual([]);
    expect(log.echoes).toEqual(
      new Map([
        ['10.0.0.1', new Set([1])],
        ['10.1.0.1', new Set([1])],
      ]),
    );
    expect(peersIn(log)).toEqual([]);
  });

  it('is answered once, however often it comes', () => {
    const first = tookProbe(afterSending(4), theirProbe(3), theirAddress, 0);
    expect(first.answer).toEqual(answer({ id: ourId, to: theirId, number: 3, sent: 4 }));
    expect(tookProbe(first.log, theirProbe(3), theirAddress, 0)).toEqual({ log: first.log });
  });

  it('that is missing is expected all the same', () => {
    let log = afterSending(1);
    for (const number of [5, 9, 3]) ({ log } = tookProbe(log, theirProbe(number), theirAddress, 0));
    expect(peersIn(log)).toEqual([expect.objectContaining({ heard: 3, expected: 7 })]);
  });

  it('is not answered beyond the rate, and is again in the next second', () => {
    let log = afterSending(1);
    let answers = 0;
    const hear = (number: number, at: number) => {
      const taken = tookProbe(log, theirProbe(number), theirAddress, at);
      log = taken.log;
      if (taken.answer !== undefined) answers += 1;
    };
    for (let number = 1; number <= 2 * maxAnswersPerSecond; number += 1) hear(number, 5000);
    expect(answers).toBe(maxAnswersPerSecond);
    hear(2 * maxAnswersPerSecond + 1, 6000);
    expect(answers).toBe(maxAnswersPerSecond + 1);
  });

  it('of one doctor too many is neither kept nor answered', () => {
    let log = afterSending(1);
    let last = tookProbe(log, theirProbe(1), theirAddress, 0);
    for (let doctor = 0; doctor < 100; doctor += 1) {
      last = tookProbe(
        log,
        theirProbe(1, doctor.toString(16).padStart(10, '0')),
        theirAddress,
        doctor * 1000,
      );
      log = last.log;
    }
    expect(peersIn(log)).toHaveLength(64);
    expect(last.answer).toBeUndefined();
    const unknown = theirAnswer({ number: 1, id: 'ffffffffff' });
    expect(tookAnswer(log, unknown, theirAddress, 0)).toBe(log);
  });
});

describe('an answer', () => {
  it('tells how long it took: least, middle and longest', () => {
    let log = afterSending(3);
    for (const [number, tookMs] of [
      [1, 9],
      [2, 1],
      [3, 2],
    ] as const) {
      log = tookAnswer(log, theirAnswer({ number }), theirAddress, (number - 1) * intervalMs + tookMs);
    }
    expect(peersIn(log)).toEqual([
      expect.objectContaining({ answered: 3, asked: 3, roundTripMs: { min: 1, median: 2, max: 9 } }),
    ]);
  });

  it.each([
    { name: 'to somebody else', given: theirAnswer({ number: 1, to: 'cccccccccc' }) },
    { name: 'to a probe that was never sent', given: theirAnswer({ number: 4 }) },
    { name: 'from ourselves', given: theirAnswer({ number: 1, id: ourId }) },
  ])('$name is none', ({ given }) => {
    const log = afterSending(3);
    expect(tookAnswer(log, given, theirAddress, 1)).toBe(log);
  });

  it('that comes twice counts once', () => {
    const log = tookAnswer(afterSending(3), theirAnswer({ number: 1 }), theirAddress, 1);
    expect(tookAnswer(log, theirAnswer({ number: 1 }), theirAddress, 50)).toBe(log);
  });
});
