// A redacted recording says nothing of what was said, by whom and where, and can be replayed all the same.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPseudonyms } from '../../src/recording/pseudonyms.js';
import { distinctText, maskedText } from '../../src/recording/masked-text.js';
import { redactedDatagram } from '../../src/recording/redacted-datagram.js';
import { redactedLine, redactedTyping } from '../../src/recording/redacted-typing.js';
import { createRedactor } from '../../src/recording/redactor.js';
import { readHeader } from '../../src/recording/recording-lines.js';
import { utf8Bytes } from '../../src/text/utf8-bytes.js';
import { widthOf } from '../../src/view/text-width.js';
import type { Frame } from '../../src/view/frame.js';
import { busyChat, plainChat } from './recorded-chats.js';
import { replay } from './replay-lines.js';

const key = 0x5eed5eed;

/** What was said and typed in the chats, and who and where that was. */
const canaries =
  /this is line|and this is|do you hear|are you there|at once|without a network|does not like|while the terminal|good morning|letters|as anna|nonsense|\b(?:ann|anna|bob|carol)\b|10\.0\.0\./iu;

/** A recording with everything in it that can be read, also what is Base64. */
function legible(lines: readonly string[]): string {
  return lines
    .join('')
    .replaceAll(/"(?<base64>[A-Za-z0-9+/]{16,}={0,2})"/gu, (_, base64: string) =>
      Buffer.from(base64, 'base64').toString('utf8'),
    );
}

/** Lines that somebody has said. */
function talk(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => /^\d\d:\d\d \S+: /u.test(line));
}

/** How much room each row of a frame takes. */
function shapeOf({ lines, columns, rows }: Frame) {
  return { columns, rows, widths: lines.map((line) => line.map(({ text }) => widthOf(text))) };
}

describe('a redacted recording', () => {
  it('is needed: the other one tells everything', async () => {
    const ann = await plainChat();
    expect(legible(ann.lines)).toMatch(canaries);
  });

  it('says nothing, and shows as many frames of the same shape when it is replayed', async () => {
    const ann = await busyChat(1, { redactor: createRedactor(key) });
    ann.signal('SIGTERM');
    await ann.pass(5000);
    expect(legible(ann.lines).match(canaries)).toBeNull();
    expect(readHeader(ann.lines[0] ?? '').redacted).toBe(true);
    const again = await replay(ann.lines);
    expect(again.outcome).toStrictEqual({ type: 'over' });
    expect(again.frames.length).toBe(ann.frames.length);
    const isSameShape = again.frames.filter((frame, index) => {
      const then = ann.frames[index];
      return then !== undefined && JSON.stringify(shapeOf(frame)) === JSON.stringify(shapeOf(then));
    });
    expect(isSameShape.length / ann.frames.length).toBeGreaterThan(0.9);
  });

  it('says nothing of lines, and prints as many of them when it is replayed', async () => {
    const ann = await plainChat({ redactor: createRedactor(key) });
    expect(legible(ann.lines).match(canaries)).toBeNull();
    const again = await replay(ann.lines);
    expect(again.outcome).toStrictEqual({ type: 'over' });
    expect(again.printed.length).toBe(ann.printed.length);
    expect(talk(again.printed).map(widthOf)).toEqual(talk(ann.printed).map(widthOf));
    expect(again.printed.join('\n').match(canaries)).toBeNull();
  });
});

describe('masked text', () => {
  it.each([
    { text: 'Hello, world: 42!', masked: 'Xxxxx, xxxxx: 00!' },
    { text: 'größer', masked: 'xxяяxx' },
    { text: '日本語 テスト', masked: '中中中 中中中' },
    { text: '👩‍👩‍👧 👍🏽', masked: '🙂‍🙂‍🙂 🙂🙂' },
    { text: 'a\nb\tc', masked: 'x\nx\tx' },
  ])('of "$text" is "$masked"', ({ text, masked }) => {
    expect(maskedText(text)).toBe(masked);
  });

  it('has as many code points, as long, and is masked already', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, number) => {
        for (const other of [maskedText(text), distinctText(text, number)]) {
          expect(Array.from(other).length).toBe(Array.from(text).length);
          expect(utf8Bytes(other)).toBe(utf8Bytes(text));
        }
        expect(maskedText(maskedText(text))).toBe(maskedText(text));
      }),
    );
  });

  it('is normal in every form of Unicode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const letters = maskedText(text).replaceAll(/\p{M}/gu, '');
        expect(letters.normalize()).toBe(letters);
      }),
    );
  });
});

describe('other names', () => {
  it('are the same each time, as long, and never those of another', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-zäöü]{2,12}$/u), { minLength: 2 }), (handles) => {
        const names = createPseudonyms(key);
        const others = handles.map(names.handle);
        expect(handles.map(names.handle)).toEqual(others);
        expect(new Set(others).size).toBe(handles.length);
        expect(others.map(utf8Bytes)).toEqual(handles.map(utf8Bytes));
      }),
    );
  });

  it.each([
    { address: '127.0.0.1', other: /^127\.0\.0\.1$/u },
    { address: '239.1.2.3', other: /^239\.1\.2\.3$/u },
    { address: '192.168.7.20', other: /^192\.168\.(?!7\.)\d+\.\d+$/u },
    { address: '10.1.2.3', other: /^10\.(?!1\.)\d+\.\d+\.\d+$/u },
    { address: '8.8.4.4', other: /^8\.(?!8\.)\d+\.\d+\.\d+$/u },
    { address: 'fe80::dead:beef%eth0', other: /^fe80::1%eth0$/u },
    { address: 'fd12:3456::1', other: /^2001:db8:0:1::1$/u },
    { address: '::1', other: /^::1$/u },
    { address: 'ff12::e006:80b', other: /^ff12::e006:80b$/u },
    { address: 'my-host', other: /^xx-xxxx$/u },
  ])('of $address', ({ address, other }) => {
    expect(createPseudonyms(key).address(address)).toMatch(other);
  });

  it('keep addresses of one network together', () => {
    const { address } = createPseudonyms(key);
    const [one, other, elsewhere] = ['10.0.7.1', '10.0.7.2', '10.0.8.1'].map((each) =>
      address(each).split('.').slice(0, 3).join('.'),
    );
    expect(one).toBe(other);
    expect(elsewhere).not.toBe(one);
  });

  it('stand in sentences of ours', () => {
    const { sentence } = createPseudonyms(key);
    expect(
      sentence('no interface sent it (eth0 192.168.7.20, fe80::12:34: ENETUNREACH) to port 6811'),
    ).toMatch(/^no interface sent it \(eth0 192\.168\.\d+\.\d+, fe80::1: ENETUNREACH\) to port 6811$/u);
  });
});

describe('a redacted datagram', () => {
  const redaction = { names: createPseudonyms(key), content: maskedText };
  const redacted = (text: string) => Buffer.from(redactedDatagram(Buffer.from(text), redaction)).toString();

  it.each([
    {
      name: 'of the chat keeps ids and numbers',
      from: '{"client_id":"0123456789","handle":"bob","content":"Hi!","v":1,"epoch":5,"seq":7,"clock":[9,0]}',
      to: /^\{"client_id":"0123456789","handle":"[a-w]{3}","content":"Xx!","v":1,"epoch":5,"seq":7,"clock":\[9,0\]\}$/u,
    },
    {
      name: 'keeps what it carries in its place',
      from: '{"v":1,"kind":"repair","id":"0123456789","epoch":1,"datagram":{"client_id":"a","handle":"b","content":"c"}}',
      to: /^\{"v":1,"kind":"repair","id":"0123456789","epoch":1,"datagram":\{"client_id":"0{9}1","handle":"[a-w]","content":"x"\}\}$/u,
    },
    {
      name: 'of a roster has other names',
      from: '{"kind":"roster","to":"0123456789","members":[["0123456789",1,"zoe"]]}',
      to: /^\{"kind":"roster","to":"0123456789","members":\[\["0123456789",1,"[a-w]{3}"\]\]\}$/u,
    },
    {
      name: 'of others says nothing',
      from: '{"secret":{"key":["word"]}}',
      to: '{"xxxxxx":{"xxx":["xxxx"]}}',
    },
    { name: 'that is none says nothing', from: 'plain text', to: /^x{10}$/u },
  ])('$name', ({ from, to }) => {
    expect(redacted(from)).toMatch(to);
  });

  it('is as long as before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[\w ]{1,32}$/u), (content, handle) => {
        const text = JSON.stringify({ client_id: '0123456789', handle, content });
        expect(utf8Bytes(redacted(text))).toBe(utf8Bytes(text));
      }),
    );
  });
});

describe('redacted typing', () => {
  it.each([
    { typed: 'hello', redacted: 'xxxxx' },
    { typed: '/who', redacted: '/who' },
    { typed: '/nick anna', redacted: '/nick xxxx' },
    { typed: '/secret', redacted: '/sexxxx' },
    { typed: '//who', redacted: '//xxx' },
  ])('of "$typed" is "$redacted", key by key', ({ typed, redacted }) => {
    const typing = redactedTyping();
    expect(Array.from(typed, typing.typed).join('')).toBe(redacted);
    typing.pressed('ENTER');
    expect(typing.typed('/w')).toBe('/w');
  });

  it.each([
    { line: '/nick anna', redacted: '/nick <anna>' },
    { line: '/me waves', redacted: '/me xxxxx' },
    { line: '/secret', redacted: '/xxxxxx' },
    { line: 'hello\n/who', redacted: 'xxxxx\n/xxx' },
  ])('of the line "$line" is "$redacted"', ({ line, redacted }) => {
    expect(redactedLine(line, (name) => `<${name}>`)).toBe(redacted);
  });
});
