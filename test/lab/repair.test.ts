// A LAN that loses three datagrams of ten on their way into each host, and twenty who talk there all the same: nothing is
// lost, nothing comes twice, and the original, which can ask for nothing, at least lives and sees no line twice.
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, expect, it, vi } from 'vitest';
import { say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { loseIncoming, part } from '../support/firewall.js';
import { gather, type Gathering } from '../support/gathering.js';
import type { OriginalPeer } from '../support/original-peer.js';
import { builtSupport } from '../support/program.js';
import { print, stopwatch } from '../support/recovery.js';
import { allOf, firewallSupport, labSupport, ptySupport } from '../support/requirements.js';
import { room } from '../support/room.js';
import { shareLan } from '../support/shared-lan.js';
import { spoken } from '../support/spoken.js';
import { waitUntil } from '../support/wait-until.js';

const lossPercent = 30;
/** Few enough that twenty programs can share two cores: what is measured here is repair, not the machine. */
const linesEach = 8;
/** A screen on which all of it has room, and not so wide that the people have a pane beside it. */
const wholeTalk = { columns: 90, rows: 100 } as const;
const listeners = Array.from({ length: 17 }, (_, index) => `listener${index + 1}`);
const hosts = ['alice', 'bob', 'carol', ...listeners];

/** Twenty programs on a busy machine of two cores may wait long for a core: a guard against hanging, not a measure. */
const patienceMs = 60_000;
const hangMs = 3 * patienceMs;

const lossyLab = allOf(labSupport(), firewallSupport(), ptySupport(), builtSupport());

vi.setConfig({ testTimeout: hangMs, hookTimeout: hangMs });

describeWhen(lossyLab, `${hosts.length} peers on a LAN that loses ${lossPercent} %`, () => {
  const here = room(80);
  const lan = shareLan({ hosts });
  let crowd: Gathering;
  let original: OriginalPeer;
  beforeAll(async () => {
    await Promise.all(lan.hosts.map(async (host) => await loseIncoming(host, lossPercent)));
    [crowd, original] = await Promise.all([gather(lan, here, listeners), lan.original('carol', here)]);
  });

  /** The original has no means to get what it lost; what it did get, it got once, and it lives. */
  const expectOriginalWell = async (): Promise<void> => {
    expect(await original.fate()).toEqual({ alive: true });
    const lines = original.lines();
    expect(lines.filter((line, index) => lines.indexOf(line) < index)).toEqual([]);
  };

  it('brings all that three say at once to everybody, exactly once', async () => {
    const speakers = ['ann', 'ben', 'cid'].map((handle) => ({
      handle,
      lines: Array.from({ length: linesEach }, (_, index) => `${handle} says ${index + 1}`),
    }));
    const ends = speakers.map(({ handle, lines }, index) => {
      const speaker = lan.run(`listener${index + 1}`, 'send', ...here.options, '--handle', handle);
      speaker.stdin.end([...lines, ''].join('\n'));
      return speaker.end;
    });
    const sinceSaid = stopwatch();
    // What they say on standard error is who had not told yet that it has everything: that is no failure.
    expect((await Promise.all(ends)).map(({ code }) => code)).toEqual(speakers.map(() => 0));
    const all = speakers.flatMap(({ lines }) => lines);
    await Promise.all(all.map(async (line) => await crowd.untilAllHeard(line, patienceMs)));
    print(`${speakers.length * linesEach} lines at everybody`, { lastMs: sinceSaid() });
    // In which order they were printed is not asked: a line that comes after the rest has been held back for long enough
    // is printed late, and twenty programs on two cores may have to wait that long for a core.
    for (const { handle, lines } of speakers) {
      const heard = crowd.heardFrom(handle).map((texts) => texts.toSorted());
      expect(heard).toEqual(listeners.map(() => lines.toSorted()));
    }
    await expectOriginalWell();
  });

  it('brings the last line of one who was killed to everybody, and to whoever comes later', async () => {
    const speaker = lan.run('bob', 'send', ...here.options, '--handle', 'dora');
    const lines = ['I have to tell you something', 'the money is in the', 'tea pot'];
    const lastLine = lines.at(-1) ?? '';
    speaker.stdin.write(`${lines.join('\n')}\n`);
    await crowd.untilSomebodyHeard(lastLine);
    speaker.kill('SIGKILL');
    const sinceKilled = stopwatch();
    await crowd.untilAllHeard(lastLine, patienceMs);
    print("a dead speaker's last line, at everybody", { allMs: sinceKilled() });
    await Promise.all(lines.map(async (line) => await crowd.untilAllHeard(line, patienceMs)));
    expect(crowd.heardFrom('dora').map((texts) => texts.toSorted())).toEqual(
      listeners.map(() => lines.toSorted()),
    );

    const late = await lan.chat('alice', here, { ...wholeTalk, handle: 'zoe' });
    await late.waitFor(() => spoken(late).includes('dora tea pot'), patienceMs);
    await late.waitFor(/^── above: before you came ─+$/, patienceMs);
    expect(spoken(late).filter((line) => line.startsWith('dora'))).toEqual(
      lines.map((line) => `dora ${line}`),
    );
    await expectOriginalWell();
  });

  it('makes the transcripts of two groups equal that were parted for a while', async () => {
    const [alice, bob] = await Promise.all(
      ['alice', 'bob'].map(async (host) => await lan.chat(host, here, wholeTalk)),
    );
    if (alice === undefined || bob === undefined) throw new Error('somebody is missing');
    const left = lan.hosts.filter((_, index) => index % 2 === 0);
    const right = lan.hosts.filter((_, index) => index % 2 === 1);

    const together = await part(left, right);
    say(alice, 'is this the left side?');
    say(bob, 'is this the right side?');
    // One who has left by the time the others could ask.
    const ear = left.find(({ name }) => listeners.includes(name));
    const passer = lan.run(
      ear?.name ?? 'alice',
      'send',
      ...here.options,
      '--handle',
      'eve',
      'I am just passing',
    );
    expect((await passer.end).code).toBe(0);
    await alice.waitFor('eve I am just passing', patienceMs);
    expect(spoken(bob).filter((line) => /passing|left side/.test(line))).toEqual([]);
    expect(spoken(alice).filter((line) => line.includes('right side'))).toEqual([]);

    await together();
    const sinceTogether = stopwatch();
    const said = ['is this the left side?', 'is this the right side?', 'I am just passing'];
    await Promise.all(said.map(async (text) => await crowd.untilAllHeard(text, patienceMs)));
    const isComplete = (): boolean =>
      said.every((text) => spoken(alice).some((line) => line.endsWith(text))) &&
      isDeepStrictEqual(spoken(alice), spoken(bob));
    await waitUntil('both to show the same', () => (isComplete() ? true : undefined), patienceMs);
    print('a partition healed', { equalMs: sinceTogether() });
    expect(spoken(alice)).toEqual(spoken(bob));
    expect(['alice', 'bob', 'eve'].map((handle) => crowd.heardFrom(handle))).toEqual(
      [said[0], said[1], said[2]].map((text) => listeners.map(() => [text])),
    );
    await expectOriginalWell();
  });
});
