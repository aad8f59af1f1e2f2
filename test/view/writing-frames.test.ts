// Golden frames of what a writer sees, as text, in test/view/golden. After a change that is meant, look at each and accept
// it with `npx vitest run test/view -u`.
import { describe, expect, it } from 'vitest';
import { composeFrame } from '../../src/view/compose-frame.js';
import {
  accepted,
  beginSearch,
  complete,
  emptyEditor,
  insert,
  nextCandidate,
  searchFor,
} from '../../src/view/line-editor.js';
import type { MessageDetails } from '../../src/view/message-details.js';
import type { ViewModel } from '../../src/view/view-model.js';
import { goldenFile, picture } from './picture.js';
import { type Changes, now, overlaid, placeOf, said, transcriptOf, typed, viewModel } from './view-models.js';

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 12 },
  { columns: 20, rows: 4 },
] as const;

const hers = said('bob', 'look at https://example.com/a/path/that/is/long and tell me');
const talk = transcriptOf([said('carol', 'hello'), hers, said('alice', 'I will', 'sent')]);
const names = ['alice', 'albert', 'alfonso', 'aline', 'allegra', 'alma', 'alonso', 'alva', 'alwin', 'alyssa'];
const candidates = names.map((name) => ({ text: `${name}: `, label: name }));
const history = ['/nick alice', 'see you tomorrow'].reduce(
  (state, text) => accepted(insert(state, text)),
  emptyEditor,
);

const details: MessageDetails = {
  name: 'alice',
  clientId: 'a1b2c3d4e5',
  at: now,
  clock: [now - 250, 1],
  parts: 2,
  missingParts: 0,
  delivery: 'sent',
  heldBy: ['bob', 'carol'],
  lackedBy: ['日本'],
  text: 'I will\n  as soon as I can',
};

const scenes: readonly [name: string, changes: Changes, more?: Partial<ViewModel>][] = [
  ['a message of several lines', { screen: typed('Dear all,\n\nplease come at noon.\nAlice') }],
  ['a long message', { screen: typed('word '.repeat(150)) }],
  [
    'completing',
    { screen: { editor: nextCandidate(complete(insert(emptyEditor, 'al'), 0, candidates), 'previous') } },
  ],
  ['looking for a line', { screen: { mode: 'recalling', editor: searchFor(beginSearch(history), 'tom') } }],
  ['looking in vain', { screen: { mode: 'recalling', editor: searchFor(beginSearch(history), 'xyz') } }],
  ['nearly too long', { screen: typed('x\n'.repeat(13)) }, { partsOf: () => 14 }],
  ['too long', { screen: typed('x\n'.repeat(20)) }, { partsOf: () => 21 }],
  [
    'selecting',
    {
      session: { transcript: talk },
      screen: { ...typed('draft'), mode: 'selecting', selection: placeOf(hers) },
    },
  ],
  ['details', { session: { transcript: talk }, screen: overlaid('message') }, { details }],
  [
    'details of what another said',
    { session: { transcript: talk }, screen: overlaid('message') },
    {
      details: {
        name: 'bob',
        clientId: 'ff00',
        at: now,
        clock: [now, 0],
        parts: 3,
        missingParts: 2,
        address: '10.0.0.2',
        text: 'look',
      },
    },
  ],
  ['details of what is gone', { screen: overlaid('message') }],
];

describe('what a writer sees', () => {
  const rows = scenes.flatMap(([scene, changes, more = {}]) =>
    sizes.map(({ columns, rows: height }) => ({ scene, changes, more, columns, height })),
  );

  it.each(rows)('$scene at $columns × $height', async ({ scene, changes, more, columns, height }) => {
    const frame = composeFrame({ ...viewModel({ ...changes, columns, rows: height }), ...more });
    expect(frame.lines).toHaveLength(height);
    await expect(picture(frame)).toMatchFileSnapshot(goldenFile(scene, frame));
  });
});
