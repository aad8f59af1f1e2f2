import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Span, span } from '../../src/view/frame.js';
import { linked, maxLinks, maxUrlUnits, targetOf, urlsIn } from '../../src/view/hyperlinks.js';

describe('the URLs in a text', () => {
  it.each<[string, string, readonly string[]]>([
    ['alone', 'https://example.com', ['https://example.com']],
    ['in a sentence', 'see http://example.com/a.', ['http://example.com/a']],
    ['in brackets', '(https://example.com/a)', ['https://example.com/a']],
    ['with brackets of their own', 'https://example.com/a_(b)', ['https://example.com/a_(b)']],
    ['before a question mark', 'is it https://example.com/?', ['https://example.com/']],
    ['with a query', 'https://example.com/?a=b&c=d#e', ['https://example.com/?a=b&c=d#e']],
    ['two of them', 'http://a.b http://c.d', ['http://a.b', 'http://c.d']],
    ['in capitals', 'HTTPS://EXAMPLE.COM/A', ['HTTPS://EXAMPLE.COM/A']],
    ['of another script', 'https://例え.jp/道', ['https://例え.jp/道']],
    ['none: no scheme', 'example.com', []],
    ['none: another scheme', 'ftp://example.com javascript://x file:///etc/passwd', []],
    ['none: within a word', 'xhttp://example.com', []],
    ['none: nothing behind the slashes', 'https://', []],
    ['none: a name before the host', 'https://google.com@evil.example/', []],
    ['none: a password before the host', 'https://a:b@evil.example/', []],
    ['none: no such port', 'https://example.com:99999/', []],
    ['none: too long', `https://example.com/${'x'.repeat(maxUrlUnits)}`, []],
  ])('%s', (_, text, urls) => {
    expect(urlsIn(text).map(({ start, end }) => text.slice(start, end))).toStrictEqual(urls);
  });

  it('are bounded', () => {
    expect(urlsIn('http://a.b '.repeat(1000))).toHaveLength(maxLinks);
  });
});

describe('a target', () => {
  it.each([
    ['https://example.com', 'https://example.com/'],
    ['https://例え.jp/道', 'https://xn--r8jz45g.jp/%E9%81%93'],
    ['https://example.com/a b', 'https://example.com/a%20b'],
    ['https://example.com/\x1B]8;;\x07x', 'https://example.com/%1B]8;;%07x'],
    ['javascript:alert(1)', undefined],
  ])('of %j is %j', (shown, target) => {
    expect(targetOf(shown)).toBe(target);
  });

  it('is printable ASCII, whatever was said', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (rest) => {
        const target = targetOf(`https://example.com/${rest}`);
        expect(target ?? 'https://none').toMatch(/^https?:\/\/[!-~]+$/u);
      }),
    );
  });
});

/** The texts of spans, those with a link in brackets. */
function drawn(spans: readonly Span[]): string {
  return spans.map(({ text, style }) => (style.link === undefined ? text : `[${text}]`)).join('|');
}

/** The ids of the links in a text that has one URL in two looks, and the same one again. */
function idsIn(key: string): readonly (string | undefined)[] {
  const spans = [span('http://'), span('a.b', { bold: true }), span(' http://a.b')];
  return linked(spans, key).map(({ style }) => style.link?.id);
}

describe('spans with links', () => {
  it.each<[string, readonly Span[], string]>([
    ['have none where there is no URL', [span('hello')], 'hello'],
    ['are cut around it', [span('see http://a.b now')], 'see |[http://a.b]| now'],
    [
      'are cut within other looks',
      [span('http://'), span('a.b', { inverse: true }), span(' x')],
      '[http://]|[a.b]| x',
    ],
    ['are many', [span('http://a.b http://c.d')], '[http://a.b]| |[http://c.d]'],
  ])('%s', (_, spans, links) => {
    expect(drawn(linked(spans, 'key'))).toBe(links);
  });

  it('keep their look', () => {
    const [first] = linked([span('http://a.b', { bold: true })], 'key');
    expect(first?.style).toMatchObject({ bold: true, link: { url: 'http://a.b/' } });
  });

  it('are one link for each URL of a message, and another in another message', () => {
    const [one, same, between, other] = idsIn('one');
    expect([one === same, between, one === other]).toStrictEqual([true, undefined, false]);
    expect(idsIn('another')).not.toContain(one);
    expect(one).toMatch(/^[0-9a-z]+$/u);
  });

  it('lose nothing of the text', () => {
    const text = fc.string({ unit: fc.constantFrom('http://', 'a', '.b', ' ', '(', ')', '/', '日', '👍') });
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const spans = texts.map((each) => span(each));
        expect(
          linked(spans, 'k')
            .map((each) => each.text)
            .join(''),
        ).toBe(texts.join(''));
      }),
    );
  });
});
