// Who is here, who holds what, and what a person can ask the program: three full-screen chats and somebody on the original.
import { expect, it } from 'vitest';
import { rowsWith, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport } from '../support/program.js';
import { allOf, labSupport, ptySupport } from '../support/requirements.js';
import { room } from '../support/room.js';
import { shareLan } from '../support/shared-lan.js';

describeWhen(allOf(labSupport(), ptySupport(), builtSupport()), 'company in the chat', () => {
  const lan = shareLan({ hosts: ['alice', 'bob', 'carol', 'dave'] });

  it('says who comes, who has what was said, who goes by another name, and who leaves', async () => {
    const here = room(81);
    const original = await lan.original('carol', here);
    const alice = await lan.chat('alice', here);
    await alice.waitFor('connected · only you');
    const bob = await lan.chat('bob', here);
    await alice.waitFor(/^· \d\d:\d\d bob joined$/);
    await bob.waitFor(/^· \d\d:\d\d here already: alice$/);
    const dave = await lan.chat('dave', here);
    await alice.waitFor(/^· \d\d:\d\d dave joined$/);
    for (const chat of [alice, bob, dave]) await chat.waitFor('connected · 3 here');

    say(alice, 'do you all hear me?');
    await alice.waitFor(/^◉ \d\d:\d\d alice do you all hear me\? +2\/2$/);
    original.say('so do I, and no receipt of mine will tell you');
    for (const chat of [alice, bob, dave]) await chat.waitFor('connected · 4 here');

    say(bob, '/nick robert');
    await alice.waitFor(/^· \d\d:\d\d bob is now called robert$/);
    say(bob, 'it is still me');
    await bob.waitFor(/^◉ \d\d:\d\d robert it is still me +2\/2$/);
    await alice.waitFor(/^ {2}\d\d:\d\d robert it is still me$/);

    say(dave, '/quit');
    expect(await dave.exit).toEqual({ code: 0, signal: 0 });
    await alice.waitFor(/^· \d\d:\d\d dave left$/);
    await alice.waitFor('connected · 3 here');
    // Whoever is not there any more is not counted.
    say(alice, 'and now?');
    await alice.waitFor(/^◉ \d\d:\d\d alice and now\? +1\/1$/);

    await original.waitForLine((line) => line === '<alice> and now?');
    expect(original.lines()).toEqual([
      '<alice> do you all hear me?',
      '<robert> it is still me',
      '<alice> and now?',
    ]);
    expect(await original.fate()).toEqual({ alive: true });
    expect(rowsWith(alice, 'joined')).toHaveLength(2);
    expect(rowsWith(alice, 'left')).toHaveLength(1);
  });

  it('answers /who, /held, /net and /doctor, and goes on listening behind them', async () => {
    const here = room(82);
    const [alice, bob] = await Promise.all([lan.chat('alice', here), lan.chat('bob', here)]);
    for (const chat of [alice, bob]) await chat.waitFor('connected · 2 here');
    say(alice, 'is that clear?');
    await alice.waitFor(/^◉ .* is that clear\? +1\/1$/);

    const pages = [
      {
        command: '/who',
        shows: [/^Who is here: 2/, /^\+ alice +you$/, /^\+ bob +here · since .* · 10\.77\.0\.2$/],
      },
      {
        command: '/held',
        shows: [/^Who has got your latest line/, /“is that clear\?”/, /has it \(1 of 1\): bob$/],
      },
      {
        command: '/net',
        shows: [
          /eth0: last heard somebody \d+ s ago/,
          /10\.77\.0\.1 has joined, sends to all in 10\.77\.0\.0\/24/,
        ],
      },
      {
        command: '/doctor',
        shows: [/^✓ multicast works here, and another computer is heard/, /hears what it sends itself/],
      },
    ];
    for (const { command, shows } of pages) {
      say(alice, command);
      for (const shown of shows) await alice.waitFor(shown, patienceMs);
      say(bob, `said behind ${command}`);
      await bob.waitFor(new RegExp(`^◉ .*said behind ${command} +1/1$`));
      alice.press('escape');
      await alice.waitFor(`said behind ${command}`);
      expect(rowsWith(alice, `said behind ${command}`)).toHaveLength(1);
    }
  });
});

/** The doctor looks around for some seconds. */
const patienceMs = 20_000;
