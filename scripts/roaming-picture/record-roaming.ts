// A chat on the move, played on a LAN of network namespaces and recorded by the program itself: it loses its network, waits
// with a line that was typed meanwhile, gets the network back, and then another address.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { say } from '../../test/support/chat-terminal.js';
import { connectedOn, noNetwork } from '../../test/support/status-patterns.js';
import { openStage } from '../picture-stage.js';

const seat = { columns: 100, rows: 14 } as const;

/** What stands before a line of one's own that has been sent. */
const sent = (text: string) => new RegExp(`^◉ .*${text}`, 'u');

/** Another address of the lab's LAN, as a new lease would bring it. */
const nextAddress = '10.77.0.20';

/** How long the cable stays out while a line waits: enough for a retry or two that are in vain. */
const outMs = 1_000;

/** Longer than the longest pause between two retries. */
const patienceMs = 30_000;

export interface RoamingRecording extends Disposable {
  readonly file: string;
}

/** Plays and records the scene; the recording is gone when it is disposed of. */
export async function recordRoaming(): Promise<RoamingRecording> {
  const folder = mkdtempSync(join(tmpdir(), 'roaming-'));
  const dispose = (): void => rmSync(folder, { recursive: true, force: true });
  const file = join(folder, 'roaming.ndjson');
  try {
    await play(file);
    return { file, [Symbol.dispose]: dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

async function play(file: string): Promise<void> {
  await using stage = await openStage(['alice', 'bob']);
  const bob = await stage.chat('bob', seat);
  const alice = await stage.chat('alice', { ...seat, options: ['--record', file] });
  await alice.waitFor('bob');
  say(alice, 'I take the laptop along');
  await alice.waitFor(sent('laptop along'), patienceMs);

  await stage.host('alice').cable('out');
  await alice.waitFor(noNetwork, patienceMs);
  say(alice, 'are you still there?');
  await alice.waitFor(/^… .*still there/u, patienceMs);
  await alice.waitFor(/retrying in \d+ s/u, patienceMs);
  await setTimeout(outMs);
  await stage.host('alice').cable('in');
  await alice.waitFor(sent('still there'), patienceMs);
  await bob.waitFor('still there', patienceMs);

  await stage.host('alice').replaceAddress(nextAddress);
  await alice.waitFor(connectedOn(`eth0 ${nextAddress}`), patienceMs);
  say(alice, 'here I am again');
  await alice.waitFor(sent('here I am again'), patienceMs);
  say(alice, '/quit');
  await alice.exit;
}
