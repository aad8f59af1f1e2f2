// A host with more than one interface: everybody hears it once, it hears everybody once, and it is no bridge.
import { expect, it } from 'vitest';
import { rowsWith, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { addLinkLocal } from '../support/link-local.js';
import { type Meeting, type MeetingOptions, openMeeting } from '../support/meeting.js';
import { ownLine, ownRows } from '../support/meeting-outcome.js';
import { builtSupport, doneQuietly, piped, program } from '../support/program.js';
import { allOf, labSupport, ptySupport } from '../support/requirements.js';
import { shareHome } from '../support/shared-home.js';
import { connectedOn } from '../support/status-patterns.js';

/** More than the 20 groups that Linux lets one socket join (net.ipv4.igmp_max_memberships, ip(7)). */
const manyInterfaces = 30;

describeWhen(allOf(labSupport(), ptySupport(), builtSupport()), 'roaming with several interfaces', () => {
  const home = shareHome();

  const meet = async (options: Partial<MeetingOptions> = {}): Promise<Meeting> =>
    await openMeeting({ home, ...options });

  /** Bob says one line, on the way of `send`. */
  const bobSays = async ({ lab, room }: Meeting, text: string): Promise<void> => {
    const argv = program('send', ...room.options, '--handle', 'bob', text);
    const sender = piped(lab.host('bob').spawn(argv, { env: home.env, stdio: 'pipe' }));
    expect(await sender.end).toEqual(doneQuietly);
  };

  it.concurrent('talks through two interfaces on one segment as through one', async () => {
    await using meeting = await meet({
      before: async (host) => void (await host.addCard({ name: 'eth1', address: '10.77.0.201' })),
    });
    const { alice, carol } = meeting;
    await meeting.untilStatus(connectedOn('eth0 10.77.0.1', 'eth1 10.77.0.201'));
    meeting.say('one');
    meeting.say('two');
    await meeting.untilHeard();
    carol.say('the first from 2012');
    carol.say('the second from 2012');
    carol.say('the last from 2012');
    await alice.waitFor('the last from 2012');
    await bobSays(meeting, 'and bob');
    await alice.waitFor(' bob and bob');
    expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
    const others = ['the first from 2012', 'the second from 2012', 'the last from 2012', 'and bob'];
    expect(others.map((text) => rowsWith(alice, text).length)).toEqual([1, 1, 1, 1]);
  });

  it.concurrent('goes on through the other interface of the segment when one fails', async () => {
    await using meeting = await meet({
      before: async (host) => void (await host.addCard({ name: 'eth1', address: '10.77.0.201' })),
    });
    await meeting.untilStatus(connectedOn('eth0 10.77.0.1', 'eth1 10.77.0.201'));
    await meeting.host.cable('out');
    await meeting.untilStatus(connectedOn('eth1 10.77.0.201'));
    meeting.say('through the other');
    await meeting.untilHeard();
    await meeting.untilAliceHears();
    await meeting.host.cable('in');
    await meeting.untilStatus(connectedOn('eth0 10.77.0.1', 'eth1 10.77.0.201'));
    expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
  });

  it.concurrent('takes in another interface that comes, and lets it go, and says so', async () => {
    await using meeting = await meet();
    const { alice, host } = meeting;
    meeting.say('through one');
    await meeting.untilHeard();
    const card = await host.addCard({ name: 'wlan0', address: '10.77.0.202' });
    // That it rebinds stands in the status line for some milliseconds, mostly less than a frame; where it is now stays.
    await alice.waitFor('now on eth0 10.77.0.1, wlan0 10.77.0.202 (wlan0 came)');
    await meeting.untilStatus(connectedOn('eth0 10.77.0.1', 'wlan0 10.77.0.202'));
    meeting.say('through one of two');
    await meeting.untilHeard();
    await card.remove();
    await alice.waitFor('now on eth0 10.77.0.1 (wlan0 is gone)');
    await meeting.untilStatus(connectedOn('eth0 10.77.0.1'));
    expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
  });

  it.concurrent('finds out that two interfaces with different prefixes are on one segment, and then speaks once', async () => {
    await using meeting = await meet({
      before: async (host) => {
        await addLinkLocal(host, 'eth0', 1);
        await host.addCard({ name: 'eth1', address: '10.99.0.1' });
        await addLinkLocal(host, 'eth1', 11);
      },
    });
    const { alice, carol } = meeting;
    await meeting.untilStatus(connectedOn('eth0 10.77.0.1', 'eth1 10.99.0.1'));
    // Until the two have heard each other on the control port, a line goes out on both: they may as well be two LANs.
    const drawn = (text: string): number => carol.lines().filter((line) => line === `<alice> ${text}`).length;
    for (let attempt = 1, copies = 0; copies !== 1; attempt += 1) {
      say(alice, `attempt ${attempt}`);
      say(alice, `behind attempt ${attempt}`);
      await carol.waitForLine((line) => line === `<alice> behind attempt ${attempt}`);
      copies = drawn(`attempt ${attempt}`);
    }
    say(alice, 'once');
    say(alice, 'and only once');
    say(alice, 'that was all');
    await carol.waitForLine((line) => line === '<alice> that was all');
    await alice.waitFor((screen) => ownRows(screen).includes(ownLine('sent', 'that was all')));
    expect(['once', 'and only once', 'that was all'].map(drawn)).toEqual([1, 1, 1]);
    expect(ownRows(alice.screen()).slice(-3)).toEqual(
      ['once', 'and only once', 'that was all'].map((text) => ownLine('sent', text)),
    );
    expect(await carol.fate()).toEqual({ alive: true });
  });

  it.concurrent('serves two segments and repeats nothing from one on the other', async () => {
    await using meeting = await meet({
      carolOn: 'other',
      before: async (host) => void (await host.addCard({ name: 'eth1', address: '10.78.0.201' }, 'other')),
    });
    const { alice, carol } = meeting;
    await meeting.untilStatus(connectedOn('eth0 10.77.0.1', 'eth1 10.78.0.201'));
    meeting.say('to both of you');
    await meeting.untilHeard();
    await bobSays(meeting, 'from the first segment');
    carol.say('from the second segment');
    await alice.waitFor(' bob from the first segment');
    await alice.waitFor(' carol from the second segment');
    expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
    expect(carol.lines().filter((line) => line.includes('from the first'))).toEqual([]);
    expect(meeting.bob.lines().filter((line) => line.includes('from the second'))).toEqual([]);
  });

  it.concurrent('needs no default route', async () => {
    await using meeting = await meet({
      before: async (host) => void (await host.run('ip', 'route', 'add', 'default', 'via', '10.77.0.2')),
    });
    meeting.say('with a default route');
    await meeting.untilHeard();
    await meeting.host.run('ip', 'route', 'delete', 'default');
    expect(await meeting.host.run('ip', 'route')).not.toContain('default');
    meeting.say('without one');
    await meeting.untilHeard();
    await meeting.untilAliceHears();
    await meeting.host.run('ip', 'route', 'add', 'default', 'via', '10.77.0.2');
    expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
    await meeting.untilStatus(connectedOn('eth0 10.77.0.1'));
  });

  it.concurrent('does not follow the default route to the wrong LAN', async () => {
    await using meeting = await meet({
      before: async (host) => {
        await host.addCard({ name: 'eth1', address: '10.78.0.201' }, 'other');
        await host.run('ip', 'route', 'add', 'default', 'via', '10.78.0.202');
      },
    });
    meeting.say('this way');
    await meeting.untilHeard();
    await meeting.untilAliceHears();
    expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
  });

  it.concurrent(`has ${manyInterfaces} interfaces, uses each or says which refused, and speaks once on each LAN`, async () => {
    await using meeting = await meet({
      carolOn: 'other',
      before: async (host) => {
        // The first is there; the others by turns on this LAN and that.
        for (let number = 1; number < manyInterfaces; number += 1) {
          const address = `10.${number % 2 === 0 ? 77 : 78}.0.${100 + number}`;
          await host.addCard({ name: `eth${number}`, address }, number % 2 === 0 ? 'main' : 'other');
        }
      },
    });
    const { alice, carol } = meeting;
    const status = alice.screen().find((row) => row.startsWith('connected')) ?? '';
    const named = status.match(/eth\d+ (?:10\.|refused)/g)?.length ?? 0;
    const counted = [...status.matchAll(/ and (\d+) more/g)].reduce((sum, [, more]) => sum + Number(more), 0);
    expect({ status, interfaces: named + counted }).toEqual({ status, interfaces: manyInterfaces });
    meeting.say('to all');
    await meeting.untilHeard();
    carol.say('the first from 2012');
    carol.say('the last from 2012');
    await alice.waitFor('the last from 2012');
    await bobSays(meeting, 'and bob');
    await alice.waitFor(' bob and bob');
    expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
    const others = ['the first from 2012', 'the last from 2012', 'and bob'];
    expect(others.map((text) => rowsWith(alice, text).length)).toEqual([1, 1, 1]);
  });
});
