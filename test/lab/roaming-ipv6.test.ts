// Whole programs where there is no IPv4: a bare cable without DHCP, a room in an IPv6 group.
import { expect, it, onTestFinished } from 'vitest';
import { openChat, rowsWith, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { createLab, type Lab } from '../support/lab.js';
import { addLinkLocal } from '../support/link-local.js';
import { builtSupport, doneQuietly, piped, program } from '../support/program.js';
import { print, stopwatch } from '../support/recovery.js';
import { allOf, labSupport, ptySupport } from '../support/requirements.js';
import { room, type Room, roomAt } from '../support/room.js';
import { shareHome } from '../support/shared-home.js';
import { connectedOn, noNetwork } from '../support/status-patterns.js';
import type { TerminalSession } from '../support/terminal.js';

describeWhen(allOf(labSupport(), ptySupport(), builtSupport()), 'chats without IPv4', () => {
  const home = shareHome();

  const chatOn = async (lab: Lab, handle: string, here: Room): Promise<TerminalSession> => {
    const chat = await openChat(lab.host(handle), { handle, room: here, home });
    onTestFinished(async () => await chat.close());
    return chat;
  };

  it.each([
    { name: 'the default kind of room', here: room(83) },
    { name: 'a room in an IPv6 group', here: roomAt('ff12::e006:80b', 7200) },
  ])('meet on a bare cable, in $name', async ({ here }) => {
    const lab = await bareCable('alice', 'bob');
    const [alice, bob] = await Promise.all(['alice', 'bob'].map(async (who) => await chatOn(lab, who, here)));
    if (alice === undefined || bob === undefined) throw new Error('somebody is missing');
    await alice.waitFor(connectedOn('eth0 fe80::1'));
    for (const chat of [alice, bob]) await chat.waitFor('connected · 2 here');
    say(alice, 'hello from the other end');
    await bob.waitFor(/^ {2}\d\d:\d\d alice hello from the other end$/);
    await alice.waitFor(/^◉ .*hello from the other end +1\/1$/);
    const sender = piped(
      lab
        .host('bob')
        .spawn(program('send', ...here.options, 'from a script'), { env: home.env, stdio: 'pipe' }),
    );
    expect(await sender.end).toEqual(doneQuietly);
    await alice.waitFor('tester from a script');
    expect(['hello from the other end', 'from a script'].map((text) => rowsWith(bob, text).length)).toEqual([
      1, 1,
    ]);
  });

  it('wait while the bare cable is out, and go on when it is back', async () => {
    const here = room(84);
    const lab = await bareCable('alice', 'bob');
    const [alice, bob] = await Promise.all(['alice', 'bob'].map(async (who) => await chatOn(lab, who, here)));
    if (alice === undefined || bob === undefined) throw new Error('somebody is missing');
    for (const chat of [alice, bob]) await chat.waitFor('connected · 2 here');
    const host = lab.host('alice');
    await host.cable('out');
    await alice.waitFor(noNetwork);
    say(alice, 'said into the void');
    await alice.waitFor(/^… .*said into the void$/);
    await host.cable('in');
    const sinceReady = stopwatch();
    await bob.waitFor(/^ {2}\d\d:\d\d alice said into the void$/);
    print('bare cable out and in', { speaksMs: sinceReady() });
    await alice.waitFor(/^◉ .*said into the void +1\/1$/);
    expect(rowsWith(bob, 'said into the void')).toHaveLength(1);
  });
});

/** Hosts whose interfaces have nothing but a link-local IPv6 address. */
async function bareCable(...hosts: readonly string[]): Promise<Lab> {
  const lab = await createLab({ hosts });
  onTestFinished(async () => await lab.close());
  for (const [index, host] of lab.hosts.entries()) {
    await host.card.removeAddress();
    await addLinkLocal(host, 'eth0', index + 1);
  }
  return lab;
}
