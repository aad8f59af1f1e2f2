// What stands in the overlays, and how one turns their pages; the golden frames show how they look.
import { describe, expect, it } from 'vitest';
import { commands, slashEscape } from '../../src/chat/commands.js';
import { composeFrame } from '../../src/view/compose-frame.js';
import { boundKeymap, defaultKeymap, keyLabels } from '../../src/view/keymap.js';
import { layoutOf } from '../../src/view/layout.js';
import { marks } from '../../src/view/message-lines.js';
import type { DeviceView, NetView } from '../../src/view/net-view.js';
import { helpOverlay } from '../../src/view/overlays/help.js';
import { turnTo } from '../../src/view/overlays/overlay-pane.js';
import { type OverlayName, overlayNames, type TurnStep } from '../../src/view/screen-view.js';
import { widthOf } from '../../src/view/text-width.js';
import type { ViewModel } from '../../src/view/view-model.js';
import { examined, latestReceipt, people, troubledNet } from './overlay-scenes.js';
import { type Changes, now, overlaid, person, soundNet, textOfRows, viewModel } from './view-models.js';

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 12 },
  { columns: 20, rows: 4 },
] as const;

const address = { address: '10.0.0.1', segment: '10.0.0.0/24', joined: false };

function refusing(code: string): DeviceView {
  return { name: 'eth0', internal: false, addresses: [{ ...address, joinRefused: code }] };
}

function heardAgo(ms: number): DeviceView {
  return { name: 'eth0', internal: false, addresses: [], heardAt: now - ms };
}

/** The rows of an overlay, all of them, without the footer. */
function pageOf(
  name: OverlayName,
  { session, doctor, columns = 80 }: Omit<Changes, 'screen'> = {},
): string[] {
  const view = viewModel({
    screen: overlaid(name),
    columns,
    rows: 500,
    ...(session === undefined ? {} : { session }),
    ...(doctor === undefined ? {} : { doctor }),
  });
  const { paneRows } = layoutOf(view);
  return textOfRows(composeFrame(view))
    .slice(0, paneRows - 1)
    .filter((row) => row !== '');
}

describe('the help', () => {
  it('says when /retry does something', () => {
    expect(pageOf('help').find((row) => row.startsWith('/retry'))).toContain('in trouble');
  });

  it.each([20, 40, 80])('has every command, mark and key at %s columns', (columns) => {
    const help = pageOf('help', { columns }).join('\n');
    const terms = [
      ...commands.map(({ name }) => `/${name}`),
      ...Object.values(marks).map(({ sign }) => `${sign} `),
      ...defaultKeymap.bindings.map((binding) => keyLabels(binding, 9).slice(0, 9)),
    ];
    expect(terms.filter((term) => !help.includes(term))).toStrictEqual([]);
  });

  it('has every text of its tables', () => {
    const texts = [
      ...[...commands, slashEscape].flatMap(({ usage, summary }) => [usage, summary]),
      ...Object.values(marks).map(({ meaning }) => meaning),
      ...defaultKeymap.bindings.map(({ help }) => help),
    ];
    const help = textOfHelp(amplyWide).join('\n');
    expect(texts.filter((text) => !help.includes(text))).toStrictEqual([]);
  });

  it.each(Array.from({ length: 101 }, (_, more) => 20 + more))('cuts nothing at %s columns', (columns) => {
    const rows = textOfHelp(columns);
    expect(rows.filter((row) => widthOf(row) > columns)).toStrictEqual([]);
    expect(sortedWords(rows)).toStrictEqual(sortedWords(textOfHelp(amplyWide)));
  });
});

/** So many columns that no text of the help goes on in another row. */
const amplyWide = 500;

function textOfHelp(columns: number): string[] {
  // A name wider than the column of keys.
  const { keymap } = boundKeymap({ 'ctrl-shift-right': 'select' });
  return helpOverlay(columns, keymap).lines.map((line) => line.map(({ text }) => text).join(''));
}

function sortedWords(rows: readonly string[]): string[] {
  return rows
    .flatMap((row) => row.split(' '))
    .filter((word) => word !== '')
    .toSorted();
}

describe('the people', () => {
  it('are told by sign and word, by name, and those who are gone at the end', () => {
    expect(pageOf('who', { session: { people } })).toStrictEqual([
      '+ alice       you',
      '+ bob         here · since 14:00 · 10.0.0.2',
      '~ carol       quiet · came 14:02 · fe80::7',
      '+ 日本        here · since 14:00 · 10.0.0.2 · with the original program',
      '- alice#a1b2  gone · came 13:03 · 10.0.0.9',
    ]);
  });

  it('of our own handle are told apart from us', () => {
    const [own, other] = pageOf('who', {
      session: { name: 'alice#0f3e', people: [person('alice#a1b2')] },
    });
    expect([own, other]).toStrictEqual(['+ alice#0f3e  you', '+ alice#a1b2  here · since 14:00 · 10.0.0.2']);
  });

  it('are counted where they are too many to read', () => {
    const crowd = Array.from({ length: 4000 }, (_, index) => person(`peer-${index}`));
    const rows = composeFrame(viewModel({ session: { people: crowd }, screen: overlaid('who', 1e6) }));
    expect(textOfRows(rows).at(-4)).toBe('and 3700 more');
  });
});

describe('the networks', () => {
  it.each<[string, Partial<NetView>, RegExp]>([
    ['none', { devices: [] }, /^interfaces +none that can carry a chat/],
    [
      'a code that nobody knows',
      { devices: [refusing('EODD')] },
      /\(EODD\): the system gives no more reason$/,
    ],
    ['a family that brings nothing', { isIPv4Silent: true }, /^IPv4 +nobody is heard, though others are/],
    ['TTL 0', { ttl: 0 }, /^TTL +0: stays on this computer$/],
    ['TTL 3', { ttl: 3 }, /^TTL +3: crosses at most 2 routers$/],
    ['an interface heard just now', { devices: [heardAgo(400)] }, /^eth0: last heard somebody 0 s ago$/],
    [
      'an interface heard long ago',
      { devices: [heardAgo(7_200_000)] },
      /^eth0: last heard somebody 2 h ago$/,
    ],
    ['an interface on which nobody is heard', {}, /^eth0: never heard anybody$/],
    [
      'a segment for which nothing speaks',
      { devices: [{ name: 'eth0', internal: false, addresses: [{ ...address, joined: true }] }] },
      /nothing is sent to all in 10\.0\.0\.0\/24$/,
    ],
    [
      'this computer alone',
      {
        devices: [
          {
            name: 'lo',
            internal: true,
            addresses: [
              {
                address: '127.0.0.1',
                segment: 'loopback',
                joined: true,
                speaker: { name: 'lo', address: '127.0.0.1' },
              },
            ],
          },
        ],
      },
      /127\.0\.0\.1 has joined, sends to all programs on this computer$/,
    ],
    [
      'a segment of IPv6 alone',
      {
        devices: [
          {
            name: 'eth0',
            internal: false,
            addresses: [
              {
                address: 'fe80::1',
                segment: 'link-local',
                joined: true,
                speaker: { name: 'eth0', address: 'fe80::1' },
              },
            ],
          },
        ],
      },
      /fe80::1 has joined, sends to all on this cable or Wi-Fi, by IPv6$/,
    ],
  ])('say: %s', (_, net, row) => {
    const rows = pageOf('net', { session: { net: { ...soundNet, ...net } } });
    expect(rows.filter((each) => row.test(each))).toHaveLength(1);
  });
});

it('says what nobody knows of the network', () => {
  const { receiveBufferBytes: _buffer, kernelDrops: _drops, ...net } = soundNet;
  expect(pageOf('net', { session: { net } })).toEqual(
    expect.arrayContaining(['buffer        none: no socket is open', 'dropped       not known here']),
  );
});

/** A list of 30 people, from this row. */
function listFrom(top: number): ViewModel {
  const others = Array.from({ length: 29 }, (_, index) => person(`p${index}`));
  return viewModel({ session: { people: others }, screen: overlaid('who', top) });
}

describe('turning the pages', () => {
  // 30 rows, of which 21 are in sight.
  it.each<[string, number, readonly TurnStep[], number]>([
    ['a row down', 0, ['line-down'], 1],
    ['a row up', 5, ['line-up'], 4],
    ['not above the top', 0, ['line-up', 'page-up', 'first'], 0],
    ['a page down, less what stays in sight, and not below the end', 0, ['page-down'], 9],
    ['to the end', 0, ['last'], 9],
    ['up again from a place that is no more', 500, ['line-up'], 8],
    ['a page up', 9, ['page-up'], 0],
  ])('leads %s', (_, top, steps, to) => {
    expect(steps.reduce((from, step) => turnTo(listFrom(from), step), top)).toBe(to);
  });

  it('leads nowhere without an overlay', () => {
    expect(turnTo(viewModel(), 'line-down')).toBe(0);
  });

  const pages = overlayNames.flatMap((name) => sizes.map(({ columns, rows }) => ({ name, columns, rows })));

  it.each(pages)('of $name shows every row at $columns × $rows', ({ name, columns, rows }) => {
    const changes = {
      session: { people, latestReceipt, net: troubledNet },
      doctor: examined,
      columns,
    };
    const seen: string[] = [];
    const all = pageOf(name, changes);
    for (let top = 0, before = -1; top !== before; ) {
      const view = viewModel({ ...changes, screen: overlaid(name, top), rows });
      const { paneRows } = layoutOf(view);
      seen.push(...textOfRows(composeFrame(view)).slice(0, paneRows - 1));
      before = top;
      top = turnTo(view, 'page-down');
    }
    expect(all.filter((row) => !seen.includes(row))).toStrictEqual([]);
  });
});
