// Golden frames: what stands on the screen, as text, in test/view/golden. After a change that is meant, look at each and
// accept it with `npx vitest run test/view -u`.
import { describe, expect, it } from 'vitest';
import type { Entry, MessageEntry, Receipt, Transcript } from '../../src/chat/transcript.js';
import { composeFrame } from '../../src/view/compose-frame.js';
import { ownHandleStyle } from '../../src/view/handle-colour.js';
import { inputLine } from '../../src/view/input-line.js';
import type { Frame, Line, Span } from '../../src/view/frame.js';
import { type EditorState, edit, emptyEditor, insert } from '../../src/view/line-editor.js';
import { entryLines, type LineFormat } from '../../src/view/message-lines.js';
import { widthOf } from '../../src/view/text-width.js';
import type { InterfaceView, SessionView } from '../../src/view/session-view.js';
import type { ViewModel } from '../../src/view/view-model.js';
import { goldenFile, picture } from './picture.js';
import { examined, latestReceipt, people, troubledNet } from './overlay-scenes.js';
import {
  boundary,
  type Changes,
  eth0,
  hole,
  lo,
  noticed,
  now,
  overlaid,
  person,
  said,
  saidAt,
  scrolledTo,
  textOfRows,
  transcriptOf,
  typed,
  viewModel,
  soundNet,
} from './view-models.js';

const talk = transcriptOf([
  noticed('224.6.8.11:6811 joined on eth0 10.0.0.1'),
  said('bob', 'is anybody there?'),
  said('alice', 'I am', 'sent'),
  said('bob', 'good'),
  said('alice', 'and how are you?', 'waiting'),
]);

const scripts = transcriptOf([
  said('日本', '日本語のメッセージはとても長いので、必ずどこかで折り返さなければなりません。'),
  said('bob', 'a family 👨‍👩‍👧 is one character, and so is a thumb 👍🏽, a flag 🇯🇵 and a keycap 1️⃣'),
  said('zoë', 'combining marks: e\u0301 a\u0308 o\u0302, Thai น้ำ, Devanagari कि'),
  said(
    'carol',
    'https://example.com/a/very/long/path/that/goes/on?and=on&and=on&until=it%20does%20not%20fit%20any%20more',
  ),
  said('alice', 'many lines:\n  pasted\n\n  as one', 'sent'),
]);

/** Not so fast that it would be a flood. */
const long = transcriptOf(
  Array.from({ length: 300 }, (_, index) => saidAt('bob', `line ${index}`, now + 25 * index)),
);

/** One line for each way that an entry can be drawn. */
const repaired = transcriptOf([
  said('bob', 'this was said before you came'),
  boundary,
  said('bob', 'hello'),
  hole('bob', 2),
  said('bob', 'do you all know what happened?'),
  hole('carol', 1, true),
  { ...said('alice', 'tell us', 'sent'), receipt: { heldBy: 4, of: 5 } },
  {
    ...said(
      'alice',
      'the first row of a long line leaves room for who has got it, and the others do not',
      'sent',
    ),
    receipt: { heldBy: 12, of: 12 },
  },
  said('alice', 'hello?', 'sent'),
]);

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 12 },
  { columns: 20, rows: 4 },
] as const;

const scenes: readonly [name: string, changes: Changes][] = [
  ['nothing said yet', {}],
  [
    'talk',
    {
      session: { transcript: talk, people: [person('bob')], waiting: 1, phase: 'sending' },
      screen: typed('see you'),
    },
  ],
  ['scripts', { session: { transcript: scripts, people }, screen: typed('日本語も入力できる') }],
  [
    'error',
    {
      session: {
        phase: 'error',
        reason: 'port 6811 is taken by another program (EADDRINUSE)',
        retryAt: now + 2500,
        joined: [],
        waiting: 2,
        transcript: talk,
      },
    },
  ],
  ['rebinding', { session: { phase: 'rebinding', reason: 'eth0 is gone', joined: [], transcript: talk } }],
  ['loopback only', { session: { joined: [lo] } }],
  ['one interface refused', { session: { refused: [{ name: 'wlan0', code: 'ENODEV' }], people } }],
  [
    'a hint',
    {
      screen: {
        ...typed('/hepl'),
        hint: 'there is no command /hepl; did you mean /help? A line that begins with a slash begins with //',
      },
    },
  ],
  [
    'scrolled back',
    {
      session: { transcript: long, people: [person('bob')] },
      screen: { mode: 'scrolled-back', scroll: scrolledTo(said('bob', 'line 199')) },
    },
  ],
  ['repair and receipts', { session: { transcript: repaired, people } }],
  ['help', { screen: overlaid('help') }],
  ['help, its end', { screen: overlaid('help', 1000) }],
  ['who', { session: { people }, screen: overlaid('who') }],
  ['who, nobody else', { screen: overlaid('who') }],
  ['held', { session: { latestReceipt, people }, screen: overlaid('held') }],
  ['held, nothing said', { screen: overlaid('held') }],
  ['net', { session: { net: troubledNet }, screen: overlaid('net') }],
  ['doctor at work', { screen: overlaid('doctor'), doctor: { progress: { seconds: 2, of: 5 }, parts: [] } }],
  ['doctor', { screen: overlaid('doctor'), doctor: examined }],
];

describe('a golden frame', () => {
  const rows = scenes.flatMap(([name, changes]) =>
    sizes.map(({ columns, rows: height }) => ({ name, changes, columns, height })),
  );

  it.each(rows)('$name at $columns × $height', async ({ name, changes, columns, height }) => {
    const frame = composeFrame(viewModel({ ...changes, columns, rows: height }));
    await expect(picture(frame)).toMatchFileSnapshot(goldenFile(name, frame));
  });
});

describe('every frame', () => {
  const windows = [
    ...sizes,
    { columns: 400, rows: 120 },
    { columns: 21, rows: 5 },
    { columns: 19, rows: 4 },
    { columns: 5, rows: 1 },
    { columns: 1, rows: 1 },
  ];
  const rows = scenes.flatMap(([name, changes]) =>
    windows.map(({ columns, rows: height }) => ({ name, changes, columns, height })),
  );

  it.each(rows)(
    '$name at $columns × $height fills the window and no more',
    ({ changes, columns, height }) => {
      const frame = composeFrame(viewModel({ ...changes, columns, rows: height }));
      expect(frame.lines).toHaveLength(height);
      for (const line of frame.lines)
        expect(widthOf(line.map(({ text }) => text).join(''))).toBeLessThanOrEqual(columns);
      expect(frame.cursor?.column ?? 0).toBeLessThan(columns);
    },
  );
});

function inWideWindow(session: Partial<SessionView>): Frame {
  return composeFrame(viewModel({ session, columns: 200 }));
}

/** An interface of another name. */
function namedLike(name: string): InterfaceView {
  return { ...eth0, name };
}

describe('the status', () => {
  const place = '224.6.8.11:6811 on eth0 10.0.0.1';

  it.each<[string, Partial<SessionView>, string]>([
    ['connected', {}, `connected · only you · ${place}`],
    ['joining', { phase: 'joining', joined: [] }, 'joining · 224.6.8.11:6811'],
    [
      'sending',
      { phase: 'sending', waiting: 3, people: [person('bob')] },
      `sending 3 lines · 2 here · ${place}`,
    ],
    ['waiting', { waiting: 1, people }, `connected · 1 line waiting · 4 here · ${place}`],
    [
      'an error that is retried',
      { phase: 'error', reason: 'no network', retryAt: now + 2001, joined: [], waiting: 2 },
      'error: no network · retrying in 3 s (/retry: now) · 2 lines waiting · 224.6.8.11:6811',
    ],
    [
      'an error that is retried now',
      { phase: 'error', reason: 'no network', retryAt: now - 1, joined: [] },
      'error: no network · retrying in 0 s (/retry: now) · 224.6.8.11:6811',
    ],
    [
      'an error that is not retried',
      { phase: 'error', reason: 'no network', joined: [] },
      'error: no network · /retry to try again · 224.6.8.11:6811',
    ],
    [
      'a network that takes nothing',
      { phase: 'blocked', reason: 'no interface sent it', retryAt: now + 500, waiting: 1 },
      `blocked: no interface sent it · retrying in 1 s (/retry: now) · 1 line waiting · only you · ${place}`,
    ],
    [
      'many interfaces',
      { joined: ['eth0', 'eth1', 'eth2', 'eth3', 'eth4'].map(namedLike) },
      `connected · only you · ${place}, eth1 10.0.0.1, eth2 10.0.0.1 and 2 more`,
    ],
    [
      'an interface of many addresses once',
      { joined: [eth0, { ...eth0, address: 'fe80::1%eth0' }] },
      `connected · only you · ${place}`,
    ],
    [
      'an IPv6 group on an interface without IPv4',
      { group: 'ff12::e006:80b', joined: [{ ...eth0, address: 'fe80::1%eth0' }] },
      'connected · only you · [ff12::e006:80b]:6811 on eth0 fe80::1',
    ],
    [
      'interfaces that refuse',
      { refused: ['eth1', 'eth2', 'eth3', 'eth4', 'eth5'].map((name) => ({ name, code: 'ENOBUFS' })) },
      `connected · only you · ${place} · eth1 refused (ENOBUFS), eth2 refused (ENOBUFS), eth3 refused (ENOBUFS) and 2 more`,
    ],
    [
      'a family that brings nothing',
      { net: { ...soundNet, isIPv4Silent: true } },
      `connected · only you · ${place} · IPv4 silent (/net)`,
    ],
    ['loopback', { joined: [lo] }, 'connected · only you · 224.6.8.11:6811 on lo only: this computer'],
    [
      'loopback and more',
      { joined: [lo, eth0] },
      'connected · only you · 224.6.8.11:6811 on lo, eth0 10.0.0.1',
    ],
    ['closed', { phase: 'closed', joined: [] }, 'closed · 224.6.8.11:6811'],
  ])('says: %s', (_, session, text) => {
    expect(textOfRows(inWideWindow(session)).at(-2)).toBe(text);
  });

  it('stands out while there is trouble', () => {
    const styles = (['connected', 'error'] as const).map(
      (phase) => inWideWindow({ phase }).lines.at(-2)?.[0]?.style,
    );
    expect(styles).toStrictEqual([
      { inverse: true, role: 'status' },
      { inverse: true, role: 'trouble' },
    ]);
  });
});

/** An own line with this receipt. */
function ownRows(receipt: Receipt | undefined, columns = 40, text = 'hello'): string[] {
  const entry = { ...said('alice', text, 'sent'), ...(receipt === undefined ? {} : { receipt }) };
  const lines = entryLines(entry, { columns, formatTime: () => '14:03', handle: 'alice' });
  return textOfRows({ lines });
}

describe('an own line', () => {
  it.each<[string, Receipt | undefined, number, readonly string[]]>([
    ['nothing where nobody would say so', undefined, 40, ['✓ 14:03 alice hello']],
    ['nothing where all have left', { heldBy: 0, of: 0 }, 40, ['✓ 14:03 alice hello']],
    ['that nobody has it', { heldBy: 0, of: 5 }, 40, ['✓ 14:03 alice hello                  0/5']],
    ['that some have it', { heldBy: 4, of: 5 }, 40, ['✓ 14:03 alice hello                  4/5']],
    ['that all have it', { heldBy: 5, of: 5 }, 40, ['◉ 14:03 alice hello                  5/5']],
    ['by its mark alone where there is little room', { heldBy: 5, of: 5 }, 20, ['◉ 14:03 alice hello']],
  ])('tells %s', (_, receipt, columns, expected) => {
    expect(ownRows(receipt, columns)).toStrictEqual(expected);
  });

  it('is not wrapped anew as more get it', () => {
    const text = 'words that take a little more than one row';
    const beginnings = [1, 9, 10, 11].map((heldBy) =>
      ownRows({ heldBy, of: 12 }, 40, text).map((line) => line.replace(/ +\d+\/12$/u, '').slice(2)),
    );
    expect(new Set(beginnings.map((each) => each.join('|'))).size).toBe(1);
  });

  it('is the only kind of line that has one', () => {
    const forged = { ...said('eve', 'mine'), receipt: { heldBy: 5, of: 5 } };
    expect(
      textOfRows({ lines: entryLines(forged, { columns: 40, formatTime: () => '14:03', handle: 'alice' }) }),
    ).toStrictEqual(['  14:03 eve mine']);
  });
});

/** The row of the newest message. */
function newestRow(transcript: Transcript): readonly Span[] {
  return composeFrame(viewModel({ session: { transcript } })).lines.at(-3) ?? [];
}

describe('a message', () => {
  it.each<[string, Partial<MessageEntry>, string]>([
    ['is marked when it waits', { delivery: 'waiting' }, '…'],
    ['is marked when it was sent', { delivery: 'sent' }, '✓'],
    ['is marked when parts of it did not come', { missingParts: 1 }, '⋯'],
    ["has no mark when it is another's", {}, ' '],
  ])('%s', (_, change, sign) => {
    const transcript = transcriptOf([{ ...said('bob', 'hello'), ...change }]);
    expect(
      newestRow(transcript)
        .map(({ text }) => text)
        .join(''),
    ).toBe(`${sign} 14:03 bob hello`);
  });

  it.each([
    [
      "somebody else's",
      said('eve', 'ha\n14:03 bob I owe eve a beer'),
      ['  14:03 eve ha', '            14:03 bob I owe eve a beer'],
    ],
    ['ours', said('alice', 'I said this ✓'), ['  14:03 alice I said this ✓']],
    [
      "backchannel's own",
      said('·', 'you are now called mallory'),
      ['  14:03 ‹·› you are now called mallory'],
    ],
    ['a deed of somebody else', said('*', 'alice waves'), ['@ 14:03 ‹*› alice waves']],
    [
      "somebody else's by a handle with spaces",
      said('bob I owe', 'eve a beer'),
      ['  14:03 bob␣I␣owe eve a beer'],
    ],
  ])('cannot look like %s', (_, forged, expected) => {
    const rows = textOfRows(composeFrame(viewModel({ session: { transcript: transcriptOf([forged]) } })));
    expect(rows.slice(-2 - expected.length, -2)).toStrictEqual(expected);
  });
});

/** The input line and the column of the cursor, in a window so low that what is typed has one row. */
function drawn(editor: EditorState, columns: number): [line: string | undefined, column: number | undefined] {
  const frame = composeFrame(viewModel({ screen: { editor }, columns, rows: 4 }));
  return [textOfRows(frame).at(-1), frame.cursor?.column];
}

describe('a key', () => {
  const view = viewModel({ session: { transcript: talk, people }, screen: { showsPeople: true } });
  const typedInto = { ...view, screen: { ...view.screen, editor: insert(emptyEditor, 'h') } };
  const before = composeFrame(view).lines;
  const after = composeFrame({ ...typedInto, session: { ...typedInto.session } }).lines;

  it('leaves all rows but that of the input as the very same', () => {
    const changed = after.flatMap((line, row) => (line === before[row] ? [] : [row]));
    expect(changed).toStrictEqual([23]);
  });
});

describe('the input line', () => {
  const alphabet = insert(emptyEditor, 'abcdefghijklmnopqrstuvwxyz');

  it.each<[string, EditorState, string, number]>([
    ['is empty', emptyEditor, 'alice>', 7],
    ['shows what fits', insert(emptyEditor, 'hello'), 'alice> hello', 12],
    ['shows line breaks', insert(emptyEditor, 'one\ntwo'), 'alice> one⏎two', 14],
    ['scrolls to the end', alphabet, 'alice> …stuvwxyz', 16],
    ['scrolls to the start', edit(alphabet, 'home'), 'alice> abcdefghijkl…', 7],
    ['counts wide characters twice', insert(emptyEditor, '日本語'), 'alice> 日本語', 13],
  ])('%s', (_, editor, line, column) => {
    expect(drawn(editor, 20)).toStrictEqual([line, column]);
  });

  it('keeps the cursor in sight wherever it is', () => {
    let editor = insert(
      emptyEditor,
      '日本語 and some English, 한국어, 👨‍👩‍👧 and more of all that'.repeat(3),
    );
    for (let presses = 0; presses < 200; presses += 1) {
      const column = drawn(editor, 20)[1];
      expect(column).toBeGreaterThanOrEqual(7);
      expect(column).toBeLessThan(20);
      editor = edit(editor, 'left');
    }
    expect(editor.cursor).toBe(0);
  });

  it('looks only at what is near the cursor', () => {
    let looks = 0;
    const graphemes = new Proxy(
      Array.from({ length: 15_000 }, () => '日'),
      {
        get: (target, key, receiver) => {
          if (typeof key === 'string' && /^\d+$/u.test(key)) looks += 1;
          return Reflect.get(target, key, receiver) as unknown;
        },
      },
    );
    for (const cursor of [0, 7_000, 15_000])
      inputLine({ handle: 'alice', tag: '' }, { graphemes, cursor }, 80);
    expect(looks).toBeLessThan(3 * 4 * 80);
  });

  it('cuts a long handle', () => {
    const view: ViewModel = viewModel({
      session: { handle: 'a-very-long-handle-indeed' },
      columns: 30,
      rows: 6,
    });
    expect(textOfRows(composeFrame(view)).at(-1)).toBe('a-very-lo…>');
  });

  it.each([
    ['as others see it', 'bob', 80, 'bob#a1b2>'],
    ['which loses its end before its tag', 'a-very-long-handle-indeed', 30, 'a-ve…#a1b2>'],
    ['also where there is hardly room', 'bob', 20, 'bob#a…>'],
  ])('has the own name before it, %s', (_, handle, columns, prompt) => {
    const frame = composeFrame(viewModel({ session: { handle, name: `${handle}#a1b2` }, columns }));
    expect(textOfRows(frame).at(-1)).toBe(prompt);
    expect(frame.lines.at(-1)?.[0]?.style).toStrictEqual(ownHandleStyle(handle));
    expect(frame.title).toBe(`backchannel: ${handle}#a1b2`);
  });
});

it('draws an entry once, however often it is looked at', () => {
  let drawnEntries = 0;
  const formatTime = () => {
    drawnEntries += 1;
    return '14:03';
  };
  const talking = transcriptOf([said('eve', '長'.repeat(40_000)), said('bob', 'short')]);
  const frames = ['h', 'he', 'hel'].map((text) =>
    composeFrame({ ...viewModel({ session: { transcript: talking }, screen: typed(text) }), formatTime }),
  );
  expect(drawnEntries).toBe(2);
  const panes = frames.map(({ lines }) => lines.slice(0, 22));
  for (const pane of panes) for (const [row, line] of pane.entries()) expect(line).toBe(panes[0]?.[row]);
});

it.each<[string, (format: LineFormat, entry: MessageEntry) => readonly Line[]]>([
  [
    'a handle that is shared by now',
    (format, entry) => entryLines(entry, { ...format, sharedHandles: new Map([['alice', 4]]) }),
  ],
  ['another width', (format, entry) => entryLines(entry, { ...format, columns: 30 })],
  [
    'another way to write the time',
    (format, entry) => entryLines(entry, { ...format, formatTime: () => '2 pm' }),
  ],
  ['another entry', (format, entry) => entryLines({ ...entry, delivery: 'sent' }, format)],
])('draws an entry anew for %s', (_, drawOther) => {
  const entry = said('alice', 'a sentence that takes more than one row in a narrow window', 'waiting');
  const format = { columns: 80, formatTime: () => '14:03', handle: 'alice' };
  const lines = entryLines(entry, format);
  expect(drawOther(format, entry)).not.toStrictEqual(lines);
  expect(entryLines(entry, format)).toStrictEqual(lines);
});

it('takes no longer for a long transcript than for a short one', () => {
  let visited = 0;
  const formatTime = () => {
    visited += 1;
    return '14:03';
  };
  composeFrame({ ...viewModel({ session: { transcript: long } }), formatTime });
  expect(visited).toBeLessThanOrEqual(24);
});

describe('who goes by the handle of another', () => {
  const shared = new Map([
    ['alice', 4],
    ['a-very-long-handle', 4],
  ]);
  const rowOf = (entry: Entry, columns: number) =>
    textOfRows({
      lines: entryLines(entry, { columns, formatTime: () => '14:03', handle: 'zoe', sharedHandles: shared }),
    })[0];

  it.each<[string, Entry, number, string]>([
    ['is told apart', { ...said('alice', 'hello'), clientId: 'a1b2c3' }, 80, '  14:03 alice#a1b2 hello'],
    [
      'also in a deed',
      { ...said('alice', '/me waves'), clientId: 'a1b2c3' },
      80,
      '  14:03 * alice#a1b2 waves',
    ],
    ['also where lines are missing', hole('alice', 2), 80, '⋯ 14:03 2 lines missing from alice#d61e, asking'],
    ['is not where nobody else has it', said('bob', 'hello'), 80, '  14:03 bob hello'],
    [
      'is told apart where a long handle is cut',
      { ...said('a-very-long-handle', 'hello'), clientId: 'a1b2c3' },
      36,
      '  14:03 a-very…#a1b2 hello',
    ],
    [
      'is cut like anybody where there is no room',
      { ...said('alice', 'hello'), clientId: 'a1b2c3' },
      20,
      '  14:03 alice… hello',
    ],
  ])('%s', (_, entry, columns, row) => {
    expect(rowOf(entry, columns)).toBe(row);
  });
});

/** The rows of the messages in a window of so many. */
function paneOf(transcript: Transcript, rows = 8): string[] {
  return textOfRows(composeFrame(viewModel({ session: { transcript }, rows }))).slice(0, -2);
}

describe('the way to the help', () => {
  it('is told while nobody has said anything, above what backchannel says', () => {
    const [first, ...others] = paneOf(transcriptOf([noticed('here already: bob')]));
    expect(first).toContain('/help');
    expect(others.at(-1)).toContain('here already: bob');
  });

  it.each<[string, Transcript, number]>([
    ['somebody has said something', transcriptOf([said('bob', 'hello')]), 8],
    ['there is no room', transcriptOf([noticed('one'), noticed('two'), noticed('three')]), 5],
  ])('is not told once %s', (_, transcript, rows) => {
    expect(paneOf(transcript, rows).join('\n')).not.toContain('/help');
  });
});
