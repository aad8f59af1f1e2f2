// docs/protocol.md is what the code does: each of its examples is read, or refused for the reason that it names, and its
// constants and reasons are the code's.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { maxClockLeadMs } from '../../src/chat/hybrid-clock.js';
import { defaultGroup, defaultPort, defaultTtl } from '../../src/config.js';
import * as limits from '../../src/limits.js';
import { defaultSessionTiming } from '../../src/timing.js';
import {
  glueNewline,
  glueNothing,
  isStamped,
  protocolVersion,
  type StampedDatagram,
} from '../../src/wire/chat-datagram.js';
import { compose } from '../../src/wire/compose.js';
import { decode, undecodableReasons } from '../../src/wire/decode.js';
import { encode } from '../../src/wire/encode.js';
import { originalFate } from '../support/original-rules.js';

const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

/** A fenced block; what follows the language says that the example is bad, and of what. */
const fence = /^```(?<language>json|text)(?: bad (?<reason>\S+))?\n(?<text>.*?)\n```$/gmsu;

const blocks = Array.from(page.matchAll(fence), ({ groups }) => {
  const { language, reason, text = '' }: Readonly<Partial<Record<string, string>>> = groups ?? {};
  return { language, reason, text, bytes: Buffer.from(text), title: text.replaceAll(/\s+/gu, ' ') };
});
const examples = blocks.filter(({ language }) => language === 'json');
const good = examples.filter(({ reason }) => reason === undefined);
const bad = examples.filter(({ reason }) => reason !== undefined);

/** The cells of the table's rows whose first cell is one `word` in backticks, in the section with this title. */
function tableOf(title: string): (readonly [name: string, value: string])[] {
  const section = page.split(/^## /mu).find((text) => text.startsWith(`${title}\n`)) ?? '';
  return Array.from(section.matchAll(/^\| `(\S+)` \| (.*?) \|/gmu), ([, name = '', value = '']) => [
    name,
    value,
  ]);
}

function stampedIn(bytes: Uint8Array): StampedDatagram[] {
  const decoded = decode(bytes);
  return decoded.ok && isStamped(decoded.datagram) ? [decoded.datagram] : [];
}

describe('an example of a datagram', () => {
  it('is there, of each kind', () => {
    expect(good.length).toBeGreaterThan(0);
    expect(bad.length).toBeGreaterThan(0);
    expect(examples.length + 1).toBe(page.match(/^```(?:json|text)/gmu)?.length);
  });

  it.each(good)('is read by us and by the original: $title', ({ bytes }) => {
    expect(decode(bytes).ok).toBe(true);
    expect(originalFate(bytes)).toMatchObject({ alive: true, garbled: false });
  });

  it.each(good.filter(({ bytes }) => stampedIn(bytes).length > 0))(
    'is what we write, white space aside: $title',
    ({ text, bytes }) => {
      const [datagram] = stampedIn(bytes);
      const encoded = datagram === undefined ? undefined : encode(datagram);
      expect(encoded?.ok === true && Buffer.from(encoded.bytes).toString()).toBe(
        JSON.stringify(JSON.parse(text)),
      );
    },
  );

  it.each(bad)('is refused as $reason: $title', ({ bytes, reason }) => {
    expect(decode(bytes)).toEqual({ ok: false, reason });
  });
});

describe('the example of a long message', () => {
  it('is split as shown', () => {
    const message = blocks.find(({ language }) => language === 'text')?.text ?? '';
    const parts = good.flatMap(({ bytes }) => stampedIn(bytes)).filter(({ part }) => part !== undefined);
    const [first] = parts;
    const composed = first === undefined ? undefined : compose(message, first);
    expect(composed).toMatchObject({ ok: true, text: message });
    expect(composed?.ok === true && composed.datagrams.flatMap(stampedIn)).toEqual(parts);
  });
});

describe('the tables', () => {
  it('list the reasons in the order in which they are checked', () => {
    expect(tableOf('Reading').map(([reason]) => reason)).toEqual(undecodableReasons);
  });

  it('has the constants of the code, and all of its limits', () => {
    const { paceMs, transmitTimeoutMs, retryFirstMs, retryFactor, retryMaxMs, retryJitter } =
      defaultSessionTiming;
    const constants: Readonly<Record<string, number | string>> = {
      ...limits,
      defaultGroup,
      defaultPort,
      defaultTtl,
      protocolVersion,
      glueNothing,
      glueNewline,
      maxClockLeadMs,
      paceMs,
      transmitTimeoutMs,
      retryFirstMs,
      retryFactor,
      retryMaxMs,
      retryJitter,
    };
    const documented = tableOf('Constants').map(([name, value]) => [name, value.replaceAll(',', '')]);
    expect(Object.fromEntries(documented)).toEqual(
      Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, String(value)])),
    );
  });
});
