// The main job: people on one LAN talk, each in a full-screen chat on a host of their own, and somebody on the 2012
// original talks with them. What is said arrives everywhere, once, and nothing kills the original.
import { expect, it } from 'vitest';
import { rowsWith, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport } from '../support/program.js';
import { allOf, labSupport, ptySupport } from '../support/requirements.js';
import { room } from '../support/room.js';
import { shareLan } from '../support/shared-lan.js';
import { connectedOn } from '../support/status-patterns.js';

describeWhen(allOf(labSupport(), ptySupport(), builtSupport()), 'the chat on a LAN', () => {
  const lan = shareLan({ hosts: ['alice', 'bob', 'carol'] });

  it('carries what each says to all others, exactly once', async () => {
    const here = room(30);
    const alice = await lan.chat('alice', here);
    const bob = await lan.chat('bob', here);
    const original = await lan.original('carol', here);

    say(alice, 'hello, is anybody there?');
    await bob.waitFor(/alice hello, is anybody there\?/);
    await original.waitForLine((line) => line === '<alice> hello, is anybody there?');
    say(bob, 'yes, I am');
    await alice.waitFor(/bob yes, I am/);
    original.say('and so am I, since 2012');
    await alice.waitFor(/carol and so am I, since 2012/);
    await bob.waitFor(/carol and so am I, since 2012/);
    say(alice, 'then we are three');
    await bob.waitFor('then we are three');
    await alice.waitFor(/^◉ .*alice then we are three +1\/1$/);
    await original.waitForLine((line) => line.endsWith('then we are three'));

    const said = ['hello, is anybody there?', 'yes, I am', 'and so am I, since 2012', 'then we are three'];
    for (const chat of [alice, bob]) {
      expect(said.map((text) => rowsWith(chat, text).length)).toEqual([1, 1, 1, 1]);
      await chat.waitFor('3 here');
    }
    expect(original.lines()).toEqual([`<alice> ${said[0]}`, `<bob> ${said[1]}`, `<alice> ${said[3]}`]);
    expect(await original.fate()).toEqual({ alive: true });
  });

  const pasted = [
    { name: 'a long text', text: 'a long story that has no end, '.repeat(100).trim(), shown: 'has no end' },
    { name: 'several lines', text: 'first line\nsecond line\r\nthird line', shown: 'third line' },
    { name: 'emoji and wide characters', text: '👩‍👩‍👧‍👦 漢字 e\u0301 🇨🇭 done', shown: 'done' },
    {
      name: 'control characters',
      text: 'bell \u0007 escape \u001B[31m C1 \u009B31m NUL \0 done',
      shown: 'done',
    },
    { name: 'lone marks and bidi controls', text: '\u0301\u200F\u202Eevil\u2066 done', shown: 'done' },
    { name: 'something like JSON', text: '{"client_id": [[["}]] done', shown: 'done' },
  ] as const;
  it.each(pasted)('does not kill the original by $name', async ({ text, shown }) => {
    const here = room(31);
    const alice = await lan.chat('alice', here);
    const bob = await lan.chat('bob', here);
    const original = await lan.original('carol', here);

    alice.paste(text);
    alice.press('enter');
    await bob.waitFor(shown);
    say(alice, 'that was all');
    await bob.waitFor(/ that was all$/);
    await original.waitForLine((line) => line === '<alice> that was all');

    expect(await original.fate()).toEqual({ alive: true });
    expect(original.lines().join('')).not.toMatch(/\p{Cc}/u);
  });

  it('goes on with another address when the interface gets one', async () => {
    const here = room(32);
    const alice = await lan.chat('alice', here);
    const bob = await lan.chat('bob', here);
    const aliceHost = lan.host('alice');
    await alice.waitFor(connectedOn(`eth0 ${aliceHost.address}`));

    await aliceHost.replaceAddress('10.77.0.101');
    await alice.waitFor(connectedOn('eth0 10.77.0.101'));
    say(alice, 'I have moved');
    await bob.waitFor('alice I have moved');
    say(bob, 'and I still hear you');
    await alice.waitFor('bob and I still hear you');
    expect(rowsWith(bob, 'I have moved')).toHaveLength(1);
  });
});
