// A computer that IPv4 multicast does not get through to, while IPv6 does, as behind a filter that knows one family: the chat
// is in IPv4, and reaches it all the same, by repair over IPv6; and it is said what is wrong.
import { expect, it } from 'vitest';
import { say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { drop } from '../support/firewall.js';
import { addLinkLocal } from '../support/link-local.js';
import { builtSupport } from '../support/program.js';
import { allOf, firewallSupport, labSupport, ptySupport } from '../support/requirements.js';
import { room } from '../support/room.js';
import { shareLan } from '../support/shared-lan.js';
import { spoken } from '../support/spoken.js';

/** Longer than the silence after which it is said, on a busy machine. */
const patienceMs = 45_000;

const lab = allOf(labSupport(), firewallSupport(), ptySupport(), builtSupport());

describeWhen(lab, 'a computer that hears nothing over IPv4', () => {
  const lan = shareLan({ hosts: ['alice', 'bob', 'carol'] });
  const filtered = { table: 'filtered', what: 'ip daddr 224.0.0.0/4' } as const;

  it('gets each line once, by repair over IPv6, whoever begins, and says what is wrong', async () => {
    const here = room(83);
    for (const [index, host] of lan.hosts.entries()) await addLinkLocal(host, 'eth0', index + 1);
    const [alice, carol] = [await lan.chat('alice', here), await lan.chat('carol', here)];
    const bob = await lan.chat('bob', here);
    for (const chat of [alice, bob, carol]) await chat.waitFor('connected · 3 here');
    say(alice, 'all is well');
    await bob.waitFor('alice all is well');

    const lift = await drop(lan.host('bob'), { ...filtered, hook: 'input' });
    await bob.waitFor('IPv4 silent (/net)', patienceMs);
    const lines = Array.from({ length: 5 }, (_, index) => `line ${index + 1}`);
    for (const line of lines) say(alice, line);
    say(bob, 'and mine?');
    for (const line of lines) await bob.waitFor(new RegExp(`${line}$`, 'u'), patienceMs);
    await alice.waitFor(/^◉ .* line 5 +2\/2$/, patienceMs);
    await bob.waitFor(/^◉ .* and mine\? +2\/2$/, patienceMs);
    expect(spoken(bob)).toEqual(spoken(carol));

    say(bob, '/net');
    await bob.waitFor(/IPv4 +nobody is heard, though others are over IPv6/);
    await lift();
    await alice.waitFor('connected · 3 here');
  }, 120_000);
});
