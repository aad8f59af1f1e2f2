// Marbles: when a change of the interfaces is told. One frame of the diagrams is a millisecond.
import { EMPTY } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { interfacesChange } from '../../src/net/interfaces.js';
import type { InterfacesChange, NetworkInterface } from '../../src/net/transport.js';
import { defaultDebounceMs, defaultPollMs, watchInterfaces } from '../../src/net/watch-interfaces.js';

const wired: NetworkInterface = {
  name: 'eth0',
  address: '192.0.2.7',
  prefixLength: 24,
  family: 'IPv4',
  internal: false,
};
const renewed: NetworkInterface = { ...wired, address: '192.0.2.99' };
const wireless: NetworkInterface = { ...wired, name: 'wlan0', address: '198.51.100.7' };

/** What the diagrams' letters stand for: the interfaces of a computer at a time. */
const sets = new Map<string, NetworkInterface[]>([
  ['n', []],
  ['e', [wired]],
  ['r', [renewed]],
  ['w', [wireless]],
  ['b', [wired, wireless]],
]);

interface Row {
  readonly name: string;
  /** What the system lists: from each time, in milliseconds, until the next. */
  readonly system: readonly (readonly [fromMs: number, letter: string])[];
  readonly told: string;
}

describe('watchInterfaces', () => {
  const rows: Row[] = [
    { name: 'tells at once what is there', system: [[0, 'e']], told: 'e' },
    { name: 'tells at once that nothing is there', system: [[0, 'n']], told: 'n' },
    {
      name: 'tells a change once it has settled',
      system: [
        [0, 'e'],
        [500, 'b'],
      ],
      told: 'e 1299ms b',
    },
    {
      name: 'takes a change between two looks as one',
      system: [
        [0, 'e'],
        [100, 'n'],
        [200, 'w'],
      ],
      told: 'e 1299ms w',
    },
    {
      name: 'tells what it settled to',
      system: [
        [0, 'e'],
        [900, 'n'],
        [1200, 'w'],
      ],
      told: 'e 1299ms w',
    },
    {
      name: 'keeps quiet when it was undone',
      system: [
        [0, 'e'],
        [900, 'n'],
        [1200, 'e'],
      ],
      told: 'e',
    },
    {
      name: 'notices what comes after that',
      system: [
        [0, 'e'],
        [900, 'n'],
        [1200, 'e'],
        [1900, 'r'],
      ],
      told: 'e 2299ms r',
    },
    {
      name: 'notices each of several',
      system: [
        [0, 'e'],
        [900, 'n'],
        [2900, 'r'],
      ],
      told: 'e 1299ms n 2299ms r',
    },
    {
      name: 'counts from what it told last',
      system: [
        [0, 'e'],
        [900, 'w'],
        [2000, 'b'],
      ],
      told: 'e 1299ms w 1299ms b',
    },
  ];
  it.each(rows)('$name', ({ system, told }) => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ expectObservable }) => {
      const watched = watchInterfaces({ read: () => setAt(system, scheduler.now()), scheduler });
      expectObservable(watched, '^ 9999ms !').toBe(told, changesOf(told));
    });
  });

  it('looks again and again only while somebody is subscribed', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ expectObservable, flush }) => {
      const looks: number[] = [];
      const read = () => {
        looks.push(scheduler.now());
        return [wired];
      };
      const watched = watchInterfaces({ read, scheduler, pollMs: 20, debounceMs: 5 });
      expect(looks).toEqual([]);
      expectObservable(watched, '10ms ^ 49ms !').toBe('10ms e', changesOf('e'));
      flush();
      expect(looks).toEqual([10, 30, 50]);
    });
  });

  it('looks at once when something triggers it, and still lets the change settle', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ expectObservable, cold }) => {
      const system: Row['system'] = [
        [0, 'e'],
        [50, 'w'],
        [700, 'b'],
      ];
      const triggers$ = cold('50ms t 649ms t');
      const watched = watchInterfaces({ read: () => setAt(system, scheduler.now()), scheduler, triggers$ });
      expectObservable(watched, '^ 1999ms !').toBe('e 349ms w 649ms b', changesOf('e 349ms w 649ms b'));
    });
  });

  it('goes on polling when what triggers it is not there', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ expectObservable }) => {
      const system: Row['system'] = [
        [0, 'e'],
        [50, 'w'],
      ];
      const watched = watchInterfaces({
        read: () => setAt(system, scheduler.now()),
        scheduler,
        triggers$: EMPTY,
      });
      expectObservable(watched, '^ 1999ms !').toBe('e 1299ms w', changesOf('e 1299ms w'));
    });
  });

  it('looks less often where a look is dear', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ expectObservable, flush }) => {
      const looks: number[] = [];
      let clockMs = 0;
      const read = () => {
        looks.push(scheduler.now());
        clockMs += 10;
        return [wired];
      };
      const watched = watchInterfaces({ read, scheduler, monotonicNow: () => clockMs });
      expectObservable(watched, '^ 5s !').toBe('e', changesOf('e'));
      flush();
      expect(looks).toEqual([0, 2000, 4000]);
    });
  });

  it('has defaults that the diagrams above are drawn with', () => {
    expect({ defaultPollMs, defaultDebounceMs }).toEqual({ defaultPollMs: 1000, defaultDebounceMs: 300 });
  });
});

function setAt(system: Row['system'], now: number): NetworkInterface[] {
  return sets.get(system.findLast(([fromMs]) => fromMs <= now)?.[1] ?? 'n') ?? [];
}

/** What each letter of a diagram is told as: how its set differs from that of the letter before. */
function changesOf(told: string): Record<string, InterfacesChange> {
  const letters = told.match(/\b[a-z]\b/g) ?? [];
  return Object.fromEntries(
    letters.map((letter, index) => [
      letter,
      interfacesChange(sets.get(letters[index - 1] ?? 'n') ?? [], sets.get(letter) ?? []),
    ]),
  );
}
