import { TestScheduler } from 'rxjs/testing';
import { expect, it } from 'vitest';
import { unreadDatagrams } from '../../src/programs/unread-datagrams.js';
import { sessionRig } from '../support/session-rig.js';

/** What the system says that it has dropped, and the session that it has turned away, at each look; and what a person is told. */
const rows: readonly (readonly [
  string,
  readonly (readonly [dropped: number | undefined, turnedAway: number])[],
  readonly string[],
])[] = [
  [
    'nothing while all is read',
    [
      [0, 0],
      [0, 0],
    ],
    [],
  ],
  [
    'nothing of what was before',
    [
      [7, 0],
      [7, 0],
    ],
    [],
  ],
  [
    'what is dropped',
    [
      [7, 0],
      [1007, 0],
      [1007, 0],
    ],
    ['1000 datagrams were dropped on this port: more comes than this computer reads (/net)'],
  ],
  [
    'each time that there is more',
    [
      [0, 0],
      [1, 0],
      [3, 0],
    ],
    [
      '1 datagram was dropped on this port: more comes than this computer reads (/net)',
      '2 datagrams were dropped on this port: more comes than this computer reads (/net)',
    ],
  ],
  [
    'what is turned away',
    [
      [0, 0],
      [5, 40],
    ],
    ['45 datagrams were dropped on this port: somebody sends far too many (/net)'],
  ],
  [
    'what new sockets drop',
    [
      [9, 0],
      [2, 0],
      [4, 0],
    ],
    ['2 datagrams were dropped on this port: more comes than this computer reads (/net)'],
  ],
  [
    'what is turned away where the system does not count',
    [
      [undefined, 0],
      [undefined, 3],
    ],
    ['3 datagrams were dropped on this port: somebody sends far too many (/net)'],
  ],
];

it.each(rows)('tells %s', (_, looks, sentences) => {
  const scheduler = new TestScheduler(() => {});
  const { actor, fromLan } = sessionRig();
  const told: string[] = [];
  let look = 0;
  const lookAtNetwork = () => {
    const [kernelDrops, turnedAway = 0] = looks[look] ?? [];
    fromLan({ type: 'turned.away', datagrams: turnedAway });
    look += 1;
    return { kernelDrops, bridges: [] };
  };
  scheduler.run(({ flush }) => {
    const subscription = unreadDatagrams({ session: actor, lookAtNetwork, scheduler }).subscribe(
      (sentence) => {
        told.push(sentence);
      },
    );
    scheduler.schedule(() => subscription.unsubscribe(), 1000 + 5000 * (looks.length - 1) + 1);
    flush();
  });
  expect(told).toEqual(sentences);
});
