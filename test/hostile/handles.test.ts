// Handles as nobody hopes to receive them: what is shown is one short line of visible characters, and nobody passes for
// somebody who is told apart from a namesake.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayHandle } from '../../src/chat/display-handle.js';
import { defaultPort } from '../../src/config.js';
import { maxHandleBytes } from '../../src/limits.js';
import { handleProblem, sanitiseHandle } from '../../src/wire/sanitise.js';
import { hostileText } from '../wire/hostile-text.js';
import { controlPort, idOf, nameOf, stage } from './stage.js';

describe('a handle that looks like one of two namesakes', () => {
  it.each<[string, string]>([
    ['alice#a1b2', 'alice_a1b2'],
    ['alice#A1B2', 'alice_A1B2'],
    ['alice#a', 'alice_a'],
    ['a#b#c0de', 'a#b_c0de'],
    ['#face', '_face'],
    ['alice#a1b2 ', 'alice_a1b2'],
    ['alice\u200B#\u202Ea1b2', 'alice_a1b2'],
    ['alice#a1b2g', 'alice#a1b2g'],
    ['C#', 'C#'],
    ['alice#', 'alice#'],
  ])('%j is shown as %j', (handle, shown) => {
    expect(sanitiseHandle(handle)).toBe(shown);
  });

  it('is none that anybody may choose', () => {
    expect(handleProblem('alice#a1b2')).toContain('told apart');
    expect(handleProblem('C#')).toBeUndefined();
  });

  it('is never what is shown, whatever has been cut away', () => {
    const piece = fc.oneof(hostileText({ maxLength: 4 }), fc.constantFrom('#', 'a1', 'b2', 'alice'));
    const handle = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(handle, (given) => {
        const shown = sanitiseHandle(given);
        expect(shown).not.toMatch(/#[\da-f]+$/iu);
        expect(sanitiseHandle(shown)).toBe(shown);
        expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(maxHandleBytes);
      }),
    );
  });
});

describe('in the session', () => {
  it.each<[string, string]>([
    ['escape sequences', '\u001B[2J\u001B]0;gone\u0007'],
    ['bidirectional overrides', '\u202Eecila\u2066'],
    ['line breaks', 'eve\n\nalice'],
    ['thousands of marks', `e${'\u0301'.repeat(3000)}`],
    ['more than a datagram of ours has', 'e'.repeat(7000)],
    ['nothing visible', '\u200B\u2060\u00AD'],
    ['a lone surrogate', '\uD83D'],
  ])('%s in a handle are tamed wherever it comes from', async (_, handle) => {
    const here = await stage(1);
    const id = idOf(1);
    here.send(defaultPort, { client_id: id, handle, content: 'hello' });
    here.send(controlPort, { v: 1, kind: 'hello', id: idOf(2), epoch: 1, handle, role: 'person', upMs: 1 });
    const presence = { handle: handle.slice(0, 300), role: 'person', upMs: 1, highest: 0, why: 'joined' };
    here.send(controlPort, { v: 1, kind: 'hello', id: idOf(3), epoch: 1, ...presence });
    await here.pass(2000);
    const { roster } = here.bob.session.getSnapshot().context;
    expect(roster.peers.has(id)).toBe(true);
    expect(roster.peers.has(idOf(3))).toBe(true);
    for (const peer of roster.peers.values()) {
      expect(peer.handle).toBe(sanitiseHandle(peer.handle));
      expect(displayHandle(roster, peer.clientId)).not.toMatch(/[\p{Cc}\p{Bidi_C}]/u);
    }
    for (const line of here.bob.shows()) expect(line).not.toMatch(/[\p{Cc}\p{Bidi_C}]/u);
  });

  it('somebody who calls himself as a namesake is shown has another name', async () => {
    const here = await stage(2);
    const { clientId } = nameOf(here.alice);
    const posed = `alice#${clientId.slice(0, 4)}`;
    here.send(defaultPort, { client_id: idOf(1), handle: 'alice', content: 'one more alice' });
    here.send(defaultPort, { client_id: idOf(2), handle: posed, content: 'it is me' });
    await here.pass(1000);
    const { roster } = here.bob.session.getSnapshot().context;
    expect(displayHandle(roster, clientId)).toBe(posed);
    const names = [...roster.peers.keys()].map((id) => displayHandle(roster, id));
    expect(new Set(names).size).toBe(names.length);
  });
});
