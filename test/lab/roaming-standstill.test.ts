// Trouble with the interfaces all in place: a firewall that drops what the chat sends, and a chat that stands still, as
// when the lid of a laptop is closed.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { rowsWith, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { dropOutgoing } from '../support/firewall.js';
import { openMeeting } from '../support/meeting.js';
import { builtSupport } from '../support/program.js';
import { print, recovery } from '../support/recovery.js';
import { allOf, firewallSupport, labSupport, ptySupport } from '../support/requirements.js';
import { shareHome } from '../support/shared-home.js';
import { connectedOn } from '../support/status-patterns.js';

/** How long the chat stands still: longer than what it takes for a busy moment (see `src/net/sleep.ts`). */
const standstillMs = 5000;

const labWithChat = allOf(labSupport(), ptySupport(), builtSupport());

describeWhen(allOf(labWithChat, firewallSupport()), 'roaming behind a firewall', () => {
  const home = shareHome();

  it.concurrent('says what the firewall does, goes on listening, and sends when it may', async () => {
    await using meeting = await openMeeting({ home });
    const { host, room, alice, carol } = meeting;
    meeting.say('before it');
    await meeting.untilHeard();

    const lift = await dropOutgoing(host, room.port);
    await meeting.sayInVain('behind the firewall');
    await meeting.untilStatus(
      new RegExp(`^blocked: .*eth0 10\\.77\\.0\\.1: EPERM.* firewall .*${room.port}.* retrying in \\d+ s`),
    );
    await meeting.sayInVain('and again');
    carol.say('can you hear me?');
    await alice.waitFor(' carol can you hear me?');
    expect(carol.lines()).toEqual(['<alice> before it']);

    await lift();
    print('outgoing firewall lifted', await recovery(meeting));
    await meeting.untilStatus(/^connected/);
    expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
    expect(rowsWith(alice, 'can you hear me?')).toHaveLength(1);
  });

  it.concurrent('sends at once by /retry when the firewall is gone', async () => {
    await using meeting = await openMeeting({ home });
    const { host, room, alice } = meeting;
    const lift = await dropOutgoing(host, room.port);
    await meeting.sayInVain('behind the firewall');
    // The pauses have become long by then.
    await meeting.untilStatus(/^blocked: .* retrying in [4-9] s/);
    await lift();
    say(alice, '/retry');
    print('outgoing firewall lifted, with /retry', await recovery(meeting));
    expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
  });
});

describeWhen(labWithChat, 'roaming through a standstill', () => {
  const home = shareHome();

  it.concurrent('hears what was said meanwhile, and says what was typed', async () => {
    await using meeting = await openMeeting({ home });
    const { alice, carol } = meeting;
    meeting.say('before it');
    await meeting.untilHeard();

    alice.kill('SIGSTOP');
    meeting.say('typed while it stood still');
    carol.say('said while you stood still');
    await sleep(standstillMs);
    expect(carol.lines()).toEqual(['<alice> before it']);
    alice.kill('SIGCONT');
    print(`standstill of ${standstillMs} ms`, await recovery(meeting));
    await alice.waitFor(' carol said while you stood still');
    await meeting.untilStatus(/^connected/);
    expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
    expect(rowsWith(alice, 'said while you stood still')).toHaveLength(1);
  });

  it.concurrent('notices that the network has become another one meanwhile', async () => {
    await using meeting = await openMeeting({ home });
    const { alice, host } = meeting;
    meeting.say('before it');
    await meeting.untilHeard();

    alice.kill('SIGSTOP');
    meeting.say('typed while it stood still');
    await host.card.remove();
    await host.card.insert({ name: 'wlan0', address: '10.77.0.103' });
    await sleep(standstillMs);
    alice.kill('SIGCONT');
    print(`standstill of ${standstillMs} ms, other network`, await recovery(meeting));
    await meeting.untilStatus(connectedOn('wlan0 10.77.0.103'));
    expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
  });

  it.concurrent('notices that its interface was replaced by its like meanwhile', async () => {
    await using meeting = await openMeeting({ home });
    const { alice, host } = meeting;
    alice.kill('SIGSTOP');
    await host.card.remove();
    await host.card.insert();
    await sleep(standstillMs);
    alice.kill('SIGCONT');
    await meeting.untilAliceHears();
    expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
  });
});
