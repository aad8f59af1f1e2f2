// How long a talk needs to go on when its network has changed, and how soon the person sees that something is the matter.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Meeting, openMeeting } from '../../test/support/meeting.js';
import { recovery, stopwatch } from '../../test/support/recovery.js';
import { noNetwork } from '../../test/support/status-patterns.js';
import { type Trouble, troubles } from '../../test/support/troubles.js';
import type { Bench, Measurement } from '../measurement.js';

/** What it should take at the most. */
const targetsMs = { change: 2500, standstill: 2000, seen: 2000 } as const;

/** Longer than what the program takes for a busy moment (see `src/net/sleep.ts`). */
const standstillMs = 5000;

const figure = (title: string, targetMs: number, meaning: string) => ({
  title: `${title} (target: at most ${targetMs})`,
  unit: 'ms',
  better: 'lower' as const,
  meaning: `${meaning}.`,
});

const untilHeard = 'until a line typed meanwhile has reached both others, and one of theirs its screen';

export const recoveryTimes: Measurement<
  'addressChange' | 'linkFlap' | 'replacement' | 'standstill' | 'cableSeen'
> = {
  name: 'recovery-times',
  method:
    'A chat, a `receive` and the original on three hosts of a LAN of their own. Something happens to the network of the chat, and a line is typed while nothing can go out; the clock runs from when the system is ready again. Bare Node has no part in it: it would have stopped talking.',
  figures: {
    addressChange: figure(
      'address change',
      targetsMs.change,
      `from when the new address is usable ${untilHeard}`,
    ),
    linkFlap: figure('link down and up', targetsMs.change, `from when the link is up again ${untilHeard}`),
    replacement: figure(
      'interface replaced by another',
      targetsMs.change,
      `from when the new interface has its address ${untilHeard}`,
    ),
    standstill: figure(
      'after SIGCONT',
      targetsMs.standstill,
      `from SIGCONT, after ${standstillMs / 1000} s of standstill, ${untilHeard}`,
    ),
    cableSeen: figure(
      'cable out, on the screen',
      targetsMs.seen,
      'from when the system has noticed that the cable is out until the status says that there is no network',
    ),
  },
  run: async (bench) => {
    const { comesMs: addressChange } = await survive(bench, troubles.addressChange);
    const { comesMs: linkFlap } = await survive(bench, troubles.linkFlap);
    const { comesMs: replacement } = await survive(bench, troubles.replacement);
    const { seenMs: cableSeen } = await survive(bench, troubles.cableFlap);
    const standstill = await standStill(bench);
    return {
      addressChange: { backchannel: addressChange },
      linkFlap: { backchannel: linkFlap },
      replacement: { backchannel: replacement },
      standstill: { backchannel: standstill },
      cableSeen: { backchannel: cableSeen },
    };
  },
};

/** Milliseconds until the trouble was on the screen, and until the talk went on after it. */
async function survive(
  { home, build: { launch } }: Bench,
  { goes, comes }: Trouble,
): Promise<{ readonly seenMs: number; readonly comesMs: number }> {
  await using meeting = await openMeeting({ home, launch });
  await goes(meeting.host);
  const sinceTrouble = stopwatch();
  await meeting.untilStatus(noNetwork);
  const seenMs = sinceTrouble();
  await meeting.sayInVain('said meanwhile');
  await comes(meeting.host);
  return { seenMs, comesMs: await recoveredMs(meeting) };
}

async function standStill({ home, build: { launch } }: Bench): Promise<number> {
  await using meeting = await openMeeting({ home, launch });
  meeting.alice.kill('SIGSTOP');
  meeting.say('said meanwhile');
  await sleep(standstillMs);
  meeting.alice.kill('SIGCONT');
  return await recoveredMs(meeting);
}

/** The later of both directions. */
async function recoveredMs(meeting: Meeting): Promise<number> {
  const { speaksMs, hearsMs } = await recovery(meeting);
  return Math.max(speaksMs, hearsMs);
}
