// URLs in what people say, as links (OSC 8). A peer's text decides where such a link leads, so it is let through narrowly:
// http and https, no name or password (they make one address look like another), printable ASCII, bounded. Pure.
import { hash32 } from '../chat/hash32.js';
import type { Link, Span } from './frame.js';

/** VTE drops longer ones, and nobody reads them. */
export const maxUrlUnits = 2083;

/** More links in one message are text like any other. */
export const maxLinks = 64;

const candidate = /\bhttps?:\/\/[^\s\p{C}<>"`{}|\\^]+/giu;

/** What ends a sentence rather than an address. */
const trailing = /[.,;:!?'*_~…»”’]+$/u;

/** All that may stand in a target: printable ASCII, which no control string ends at. */
const safeTarget = /^https?:\/\/[!-~]+$/u;

interface FoundUrl {
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

/**
 * The spans with a link on each URL in their text.
 *
 * @param spans one after the other the text of a message
 * @param key what the message is known by: all rows of one link are one link, and those of two messages are not
 */
export function linked(spans: readonly Span[], key: string): readonly Span[] {
  const text = spans.map((each) => each.text).join('');
  const urls = urlsIn(text);
  if (urls.length === 0) return spans;
  const id = hash32(key).toString(16);
  const links = urls.map(({ start, end, url }, at) => ({ start, end, link: { id: `${id}n${at}`, url } }));
  let offset = 0;
  return spans.flatMap((each) => {
    const start = offset;
    offset += each.text.length;
    return withLinks(each, start, links);
  });
}

/** The URLs in a text that may be linked, from left to right. */
export function urlsIn(text: string): readonly FoundUrl[] {
  if (!text.includes('://')) return [];
  const found: FoundUrl[] = [];
  for (const match of text.matchAll(candidate)) {
    const shown = withoutTrail(match[0]);
    const url = targetOf(shown);
    if (url !== undefined) found.push({ start: match.index, end: match.index + shown.length, url });
    if (found.length === maxLinks) break;
  }
  return found;
}

/** The address as a terminal may be told it; `undefined` for one that it had better not be told. */
export function targetOf(shown: string): string | undefined {
  if (shown.length > maxUrlUnits || !URL.canParse(shown)) return undefined;
  const { href, protocol, username, password } = new URL(shown);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  const isSafe = isWeb && username + password === '' && href.length <= maxUrlUnits && safeTarget.test(href);
  return isSafe ? href : undefined;
}

/** Without the signs that end the sentence around it, and without a bracket that was opened before it. */
function withoutTrail(found: string): string {
  let url = found;
  for (;;) {
    const shorter = url.replace(trailing, '');
    const isClosedMore = /[)\]]$/u.test(shorter) && !isBalanced(shorter);
    const next = isClosedMore ? shorter.slice(0, -1) : shorter;
    if (next === url) return url;
    url = next;
  }
}

function isBalanced(url: string): boolean {
  const count = (sign: string): number => url.split(sign).length;
  return count('(') >= count(')') && count('[') >= count(']');
}

interface PlacedLink {
  readonly start: number;
  readonly end: number;
  readonly link: Link;
}

/** One span, cut where links begin and end. */
function withLinks({ text, style }: Span, start: number, links: readonly PlacedLink[]): Span[] {
  const end = start + text.length;
  const within = links.filter((each) => each.start < end && each.end > start);
  const spans: Span[] = [];
  let at = start;
  const put = (to: number, link?: Link) => {
    if (to > at) {
      const piece = text.slice(at - start, to - start);
      spans.push({ text: piece, style: link === undefined ? style : { role: 'link', ...style, link } });
    }
    at = Math.max(at, to);
  };
  for (const each of within) {
    put(Math.max(start, each.start));
    put(Math.min(end, each.end), each.link);
  }
  put(end);
  return spans;
}
