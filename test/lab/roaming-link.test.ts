// One interface that comes, goes and changes under the chat: the talk goes on by itself, says what is the matter, and
// loses nothing that was typed.
import { describe, expect, it } from 'vitest';
import { describeWhen } from '../support/describe-when.js';
import type { Host } from '../support/lab.js';
import { type Meeting, type MeetingOptions, openMeeting } from '../support/meeting.js';
import { builtSupport } from '../support/program.js';
import { print, recovery, stopwatch } from '../support/recovery.js';
import { allOf, labSupport, ptySupport } from '../support/requirements.js';
import { shareHome } from '../support/shared-home.js';
import { connectedOn, noNetwork } from '../support/status-patterns.js';
import { troubles } from '../support/troubles.js';

/** Without what the chat may have to start, and how that comes. */
const absences = [
  {
    name: 'no interface, not even loopback',
    before: async (host: Host) => {
      await host.card.remove();
      await host.run('ip', 'link', 'set', 'lo', 'down');
    },
    comes: async ({ card }: Host) => await card.insert(),
  },
  {
    name: 'no address',
    before: async ({ card }: Host) => await card.removeAddress(),
    comes: async ({ card }: Host) => await card.addAddress(),
  },
  {
    name: 'the cable out',
    before: async ({ card }: Host) => await card.cable('out'),
    comes: async ({ card }: Host) => await card.cable('in'),
  },
];

describeWhen(allOf(labSupport(), ptySupport(), builtSupport()), 'roaming with one interface', () => {
  const home = shareHome();

  const meet = async (options: Partial<MeetingOptions> = {}): Promise<Meeting> =>
    await openMeeting({ home, ...options });

  describe.each(Object.values(troubles))('$name', ({ name, goes, comes, status }) => {
    it.concurrent('is seen, waited out, and loses nothing that was typed', async () => {
      await using meeting = await meet();
      const { host } = meeting;
      meeting.say('before it');
      await meeting.untilHeard();
      await meeting.untilStatus(connectedOn('eth0 10.77.0.1'));

      await goes(host);
      const sinceTrouble = stopwatch();
      await meeting.untilStatus(noNetwork);
      const seenMs = sinceTrouble();
      await meeting.sayInVain('in the middle of it');
      await meeting.sayInVain('and again');

      await comes(host);
      print(name, { seenMs, ...(await recovery(meeting)) });
      await meeting.untilStatus(status);
      expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
    });

    it.concurrent('is survived when it is over before it can be seen', async () => {
      await using meeting = await meet();
      const { host } = meeting;
      meeting.say('before it');
      await meeting.untilHeard();

      await goes(host);
      await comes(host);
      const sinceReady = stopwatch();
      await meeting.untilAliceHears();
      print(`${name}, quickly`, { hearsMs: sinceReady() });
      await meeting.untilStatus(status);
      expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
    });

    it.concurrent('does not take a line that is typed at the very moment, and send it to nobody', async () => {
      await using meeting = await meet();
      const { host } = meeting;
      await goes(host);
      meeting.say('are you still there?');
      await meeting.untilStatus(noNetwork);
      expect(meeting.carol.lines()).toEqual([]);
      await comes(host);
      expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
    });
  });

  describe.each(absences)('started with $name', ({ name, before, comes }) => {
    it.concurrent('says that there is no network, and talks when one comes', async () => {
      await using meeting = await meet({ before, status: noNetwork });
      await meeting.sayInVain('is there nobody?');
      await comes(meeting.host);
      print(`started with ${name}`, await recovery(meeting));
      await meeting.untilStatus(connectedOn('eth0 10.77.0.1'));
      expect(await meeting.outcome()).toEqual(meeting.faultlessOutcome());
    });
  });
});
