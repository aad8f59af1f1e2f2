// What the painter does only where the terminal can do it: links, and holding back what is not complete.
import * as fc from 'fast-check';
import { expect, it, describe } from 'vitest';
import type { Abilities } from '../../src/view/abilities.js';
import type { Colours } from '../../src/view/colour-depth.js';
import { type Frame, type Line, span } from '../../src/view/frame.js';
import { linked } from '../../src/view/hyperlinks.js';
import { paint } from '../../src/view/painter.js';

const colours: Colours = { depth: '256', theme: 'dark' };
const able: Abilities = { synchronized: true, hyperlinks: true };

function frameOf(...lines: readonly Line[]): Frame {
  return { columns: 20, rows: lines.length, lines, cursor: { row: 0, column: 0 } };
}

const blank = frameOf([], []);
const link = { id: 'a1n0', url: 'https://a.b/' };
const withLink = frameOf([span('see '), span('https://a.b', { link }), span(' now')], []);

describe('a link', () => {
  it('is opened and closed around its text', () => {
    expect(paint(blank, withLink, colours, able)).toContain(
      'see \x1B]8;id=a1n0;https://a.b/\x07https://a.b\x1B]8;;\x07 now',
    );
  });

  it('is closed at the end of a row', () => {
    const frame = frameOf([span('https://a.b', { link })], [span('next')]);
    expect(paint(blank, frame, colours, able)).toContain('https://a.b\x1B]8;;\x07\x1B[2H');
  });

  it('goes on in what is painted alone', () => {
    const longer = frameOf([span('see '), span('https://a.bc', { link }), span(' now')], []);
    expect(paint(withLink, longer, colours, able)).toContain('\x1B]8;id=a1n0;https://a.b/\x07c\x1B]8;;\x07');
  });

  it('is painted anew when it leads elsewhere', () => {
    const elsewhere = frameOf(
      [span('see '), span('https://a.b', { link: { ...link, url: 'https://x.y/' } }), span(' now')],
      [],
    );
    expect(paint(withLink, elsewhere, colours, able)).toContain('https://x.y/');
    expect(paint(withLink, frameOf(...withLink.lines), colours, able)).toBe('');
  });

  it('is text for a terminal that knows none', () => {
    expect(paint(blank, withLink, colours, { ...able, hyperlinks: false })).not.toContain('\x1B]8');
  });

  it('lets nothing through that a terminal could obey, and is never left open', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = linked([span(`https://a.b/${text} x`)], 'key');
        const bytes = paint(blank, frameOf(line, []), colours, able);
        const links = [...bytes.matchAll(/\x1B\]8;(?<parameters>[^;]*);(?<url>[^\x07]*)\x07/gu)];
        const rest = bytes.replaceAll(/\x1B\]8;(?:id=[0-9a-z]+;https?:[!-~]+|;)\x07/gu, '');
        expect(rest).not.toMatch(/\x1B\]|\x07|\x9D/u);
        expect(links.at(-1)?.groups?.['url'] ?? '').toBe('');
      }),
    );
  });
});

it.each([true, false])('what is painted is held back until it is complete: %s', (synchronized) => {
  const bytes = paint(blank, withLink, colours, { ...able, synchronized });
  expect([bytes.startsWith('\x1B[?2026h'), bytes.endsWith('\x1B[?2026l')]).toStrictEqual([
    synchronized,
    synchronized,
  ]);
});
