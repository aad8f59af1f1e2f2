// Anything on either port, thousands of datagrams of it, while two honest people talk. What is random prints its seed.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPort } from '../../src/config.js';
import type { Source } from '../../src/net/transport.js';
import { isStamped } from '../../src/wire/chat-datagram.js';
import type { ControlMessage } from '../../src/wire/control.js';
import { decodeControl, encodeControl } from '../../src/wire/control-codec.js';
import { decode } from '../../src/wire/decode.js';
import { chatDatagrams } from '../wire/chat-datagrams.js';
import { controlMessages, oddlySpelled } from '../wire/control-messages.js';
import { hostileText } from '../wire/hostile-text.js';
import { excesses } from './footprint.js';
import { bytesOf, controlPort, heardFrom, nameOf, type Stage, settlingMs, stage } from './stage.js';

/** What a run sends; more would try the patience of whoever waits for the tests, and rarely finds more. */
const datagramsARun = 500;
const runs = 4;

/** How often in a run everything is measured. */
const measurements = 10;

type Step =
  | { readonly kind: 'send'; readonly port: number; readonly bytes: Uint8Array; readonly from: Source }
  | { readonly kind: 'twist'; readonly message: ControlMessage; readonly at: number; readonly from: Source }
  | {
      readonly kind: 'repeat';
      readonly index: number;
      readonly flips: readonly (readonly [number, number])[];
    }
  | { readonly kind: 'say'; readonly who: 'alice' | 'bob' }
  | { readonly kind: 'pass'; readonly ms: number };

const source: fc.Arbitrary<Source> = fc.record({
  address: fc.oneof(
    fc.constantFrom(
      '10.0.0.1',
      '10.0.0.2',
      '10.0.0.255',
      '224.6.8.11',
      '192.0.2.1',
      'fe80::1%eth0',
      '127.0.0.1',
    ),
    fc.nat(255).map((last) => `10.0.0.${last}`),
  ),
  port: fc.oneof(fc.constantFrom(0, 53, defaultPort, controlPort), fc.nat(65_535)),
});
const port = fc.oneof(
  { weight: 4, arbitrary: fc.constant(controlPort) },
  { weight: 3, arbitrary: fc.constant(defaultPort) },
);
const text = hostileText({ maxLength: 200 });
const carried = fc.oneof(oddlySpelled, chatDatagrams(text).map(bytesOf));
const spoken = chatDatagrams(text).map(bytesOf);
const anyBytes = fc.uint8Array({ maxLength: 1500 });
const control = controlMessages(carried);

const sending = fc.record({
  kind: fc.constant('send'),
  port,
  bytes: fc.oneof(
    { weight: 5, arbitrary: spoken },
    { weight: 5, arbitrary: control.map((message) => encodeControl(message) ?? new Uint8Array()) },
    { weight: 1, arbitrary: anyBytes },
  ),
  from: source,
});
const twisting = fc.record({ kind: fc.constant('twist'), message: control, at: fc.nat(1), from: source });
const repeating = fc.record({
  kind: fc.constant('repeat'),
  index: fc.nat(1000),
  flips: fc.array(fc.tuple(fc.nat(1200), fc.integer({ min: 32, max: 126 })), { maxLength: 3 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: sending },
  { weight: 6, arbitrary: twisting },
  { weight: 5, arbitrary: repeating },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('say'), who: fc.constantFrom('alice', 'bob') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass'), ms: fc.nat(200) }) },
);

/** The same message, about and to one of the honest ones: what a stranger may say of them. */
function twisted(message: ControlMessage, { clientId, epoch }: ReturnType<typeof nameOf>): ControlMessage {
  switch (message.kind) {
    case 'heartbeat':
    case 'ack':
      return { ...message, held: message.held.map(([, , upTo]) => [clientId, epoch, upTo]) };
    case 'nack':
      return { ...message, wanted: message.wanted.map(([, , ranges]) => [clientId, epoch, ranges]) };
    case 'query':
    case 'roster':
    case 'history':
    case 'ask-history':
      return { ...message, to: clientId };
    default:
      return message;
  }
}

/** Whether something speaks in the name of one of the honest ones: that is believed, and another test's matter. */
function isForgery(bytes: Uint8Array, onPort: number, honest: readonly string[]): boolean {
  const chat = decode(bytes);
  if (onPort === defaultPort) return chat.ok && honest.includes(chat.datagram.client_id);
  const read = decodeControl(bytes);
  if (!read.ok) return false;
  if (honest.includes(read.message.id)) return true;
  const within = 'datagram' in read.message ? decode(read.message.datagram) : undefined;
  return within?.ok === true && isStamped(within.datagram) && honest.includes(within.datagram.client_id);
}

interface Said {
  readonly alice: string[];
  readonly bob: string[];
}

async function perform(here: Stage, act: Step, said: Said, overheard: readonly Overheard[]): Promise<void> {
  const names = [nameOf(here.alice), nameOf(here.bob)];
  switch (act.kind) {
    case 'pass':
      return await here.pass(act.ms);
    case 'say': {
      const line = `line ${said[act.who].length} of ${act.who}`;
      said[act.who].push(line);
      return here[act.who].say(line);
    }
    case 'send':
      return here.send(act.port, act.bytes, { from: act.from });
    case 'twist': {
      const bytes = encodeControl(twisted(act.message, names[act.at] ?? { clientId: 'x', epoch: 0 }));
      if (bytes !== undefined) here.send(controlPort, bytes, { from: act.from });
      return;
    }
    case 'repeat': {
      const original = overheard[act.index % Math.max(1, overheard.length)];
      if (original === undefined) return;
      const copy = Uint8Array.from(original.bytes);
      for (const [at, byte] of act.flips) copy[at % Math.max(1, copy.length)] = byte;
      const honest = names.map(({ clientId }) => clientId);
      if (act.flips.length > 0 && isForgery(copy, original.port, honest)) return;
      here.send(original.port, copy);
    }
  }
}

interface Overheard {
  readonly port: number;
  readonly bytes: Uint8Array;
}

describe('whatever strangers send', () => {
  it('hurts nobody, and what honest people say arrives exactly once and in order', async () => {
    const steps = fc.array(step, { minLength: datagramsARun, maxLength: datagramsARun, size: 'max' });
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), steps, async (seed, all) => {
        const here = await stage(seed);
        const said: Said = { alice: ['hello from alice'], bob: ['hello from bob'] };
        const overheard: Overheard[] = [];
        const found: string[] = [];
        here.lan.sent.subscribe((datagram) => overheard.push(datagram));
        for (const [index, one] of all.entries()) {
          await perform(here, one, said, overheard);
          if (index % (datagramsARun / measurements) === 0) {
            found.push(...here.honest.flatMap(({ session }) => excesses(session)));
          }
        }
        await here.pass(settlingMs);
        expect(heardFrom(here.bob, nameOf(here.alice).clientId)).toEqual(said.alice);
        expect(heardFrom(here.alice, nameOf(here.bob).clientId)).toEqual(said.bob);
        expect(here.honest.map(({ session }) => session.getSnapshot().status)).toEqual(['active', 'active']);
        expect([...found, ...here.honest.flatMap(({ session }) => excesses(session))]).toEqual([]);
        expect(here.harm()).toEqual([]);
      }),
      { numRuns: runs, endOnFailure: true },
    );
  });
});
