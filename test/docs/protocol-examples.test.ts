// docs/protocol.md is what the code does: each of its examples is read, or refused for the reason that it names, and its
// constants and reasons are the code's.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { maxClockLeadMs } from '../../src/chat/hybrid-clock.js';
import { defaultGroup, defaultPort, defaultTtl } from '../../src/config.js';
import * as limits from '../../src/limits.js';
import * as protocolTiming from '../../src/protocol-timing.js';
import { defaultSessionTiming } from '../../src/timing.js';
import {
  glueNewline,
  glueNothing,
  isStamped,
  protocolVersion,
  type StampedDatagram,
} from '../../src/wire/chat-datagram.js';
import { compose } from '../../src/wire/compose.js';
import * as control from '../../src/wire/control.js';
import { decodeControl, encodeControl, ignoredReasons } from '../../src/wire/control-codec.js';
import { decode, undecodableReasons } from '../../src/wire/decode.js';
import { encode } from '../../src/wire/encode.js';
import { originalFate } from '../support/original-rules.js';

const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

/** A fenced block; what follows the language says which port it is for, and that the example is bad, and of what. */
const fence =
  /^```(?<language>json|text)(?: (?<port>control))?(?: bad (?<reason>\S+))?\n(?<text>.*?)\n```$/gmsu;

const blocks = Array.from(page.matchAll(fence), ({ groups }) => {
  const { language, port, reason, text = '' }: Readonly<Partial<Record<string, string>>> = groups ?? {};
  return { language, port, reason, text, bytes: Buffer.from(text), title: text.replaceAll(/\s+/gu, ' ') };
});
const texts = blocks.filter(({ language }) => language === 'text');
const examples = blocks.filter(({ language, port }) => language === 'json' && port === undefined);
const good = examples.filter(({ reason }) => reason === undefined);
const bad = examples.filter(({ reason }) => reason !== undefined);
const controlExamples = blocks.filter(({ port }) => port === 'control');
const goodControl = controlExamples.filter(({ reason }) => reason === undefined);
const badControl = controlExamples.filter(({ reason }) => reason !== undefined);

/** Each kind of control datagram with the fields that are its own, the carried datagram among them. */
const signature = new Set(['v', 'kind', 'id', 'epoch']);
const kinds = control.controlSchema().options.map(({ shape }) => {
  const kind = shape.kind.value;
  const own = Object.keys(shape).filter((key) => !signature.has(key));
  const carries = control.carryingKinds.some((carrying) => carrying === kind);
  return { kind, fields: carries ? [...own, 'datagram'] : own };
});

/** A number as the page writes it, `32,000`; a list of them with spaces between. */
function spelled(value: number | string | readonly number[]): string {
  if (typeof value === 'string') return value;
  const numbers = typeof value === 'number' ? [value] : value;
  return numbers.map((number) => number.toLocaleString('en-US')).join(', ');
}

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
    expect(blocks).toHaveLength(page.match(/^```(?:json|text)/gmu)?.length ?? 0);
    expect(blocks).toHaveLength(examples.length + controlExamples.length + texts.length);
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

describe('an example of a control datagram', () => {
  it('is there, of each kind', () => {
    const shown = goodControl.map(({ bytes }) => decodeControl(bytes));
    expect(shown.map((read) => read.ok && read.message.kind)).toEqual(kinds.map(({ kind }) => kind));
    expect(badControl.length).toBeGreaterThan(0);
  });

  it.each(goodControl)('is read, and what we write: $title', ({ bytes, text }) => {
    const read = decodeControl(bytes);
    const encoded = read.ok ? encodeControl(read.message) : undefined;
    expect(encoded && Buffer.from(encoded).toString()).toBe(text);
  });

  it.each(badControl)('is ignored as $reason: $title', ({ bytes, reason }) => {
    expect(decodeControl(bytes)).toEqual({ ok: false, reason });
  });
});

describe('the example of a long message', () => {
  it('is split as shown', () => {
    const message = texts[0]?.text ?? '';
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
    expect(tableOf('Reading control datagrams').map(([reason]) => reason)).toEqual(ignoredReasons);
  });

  it('list the kinds of control datagrams with the fields of each, and all of the fields', () => {
    const carried = kinds.map(({ kind, fields }) => [kind, fields.map((field) => `\`${field}\``).join(', ')]);
    expect(tableOf('Kinds')).toEqual(carried);
    const described = tableOf('Fields').map(([field]) => field);
    expect(described.toSorted()).toEqual([...new Set(kinds.flatMap(({ fields }) => fields))].toSorted());
  });

  it('has the constants of the code, and all of its limits', () => {
    const { paceMs, gatherMs, gatherLinesAfterMs, gatherLinesMs, transmitTimeoutMs } = defaultSessionTiming;
    const { retryFirstMs, retryFactor, retryMaxMs, retryJitter } = defaultSessionTiming;
    const { maxMemberIdLength, maxStreamsListed, maxRangesListed, maxMembersListed } = control;
    const { controlVersion, maxControlDatagramBytes, maxHistoryMessages, maxHistoryBytes } = control;
    const { everybodyAcksUpTo, pickedAcknowledgers, enoughHelloAnswers } = protocolTiming;
    const { togetherMs, maxClaimAhead } = protocolTiming;
    const constants: Readonly<Record<string, number | string | readonly number[]>> = {
      ...limits,
      defaultGroup,
      defaultPort,
      defaultTtl,
      protocolVersion,
      glueNothing,
      glueNewline,
      maxClockLeadMs,
      paceMs,
      gatherMs,
      gatherLinesAfterMs,
      gatherLinesMs,
      transmitTimeoutMs,
      retryFirstMs,
      retryFactor,
      retryMaxMs,
      retryJitter,
      controlVersion,
      maxControlDatagramBytes,
      maxMemberIdLength,
      maxStreamsListed,
      maxRangesListed,
      maxMembersListed,
      maxHistoryMessages,
      maxHistoryBytes,
      ...protocolTiming.defaultProtocolTiming,
      everybodyAcksUpTo,
      pickedAcknowledgers,
      enoughHelloAnswers,
      togetherMs,
      maxClaimAhead,
    };
    expect(Object.fromEntries(tableOf('Constants'))).toEqual(
      Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, spelled(value)])),
    );
  });
});
