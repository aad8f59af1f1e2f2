// Signals to somebody in a chat: whether the others hear a goodbye, and which exit code tells of it.
import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { leaveWhenSignalled } from '../../src/programs/leave-when-signalled.js';
import { countByes, programRig } from './program-rig.js';

it.each([
  ['one', ['SIGTERM'], 143, true],
  ['one that closes the terminal', ['SIGHUP'], 129, true],
  ['the same twice, of somebody impatient', ['SIGINT', 'SIGINT'], 130, false],
  ['two, of somebody impatient', ['SIGINT', 'SIGTERM'], 130, false],
  ['a closed terminal, told of twice', ['SIGHUP', 'SIGHUP'], 129, true],
  ['a session that the system ends', ['SIGTERM', 'SIGHUP'], 143, true],
  ['the same, the other way round', ['SIGHUP', 'SIGTERM'], 129, true],
  ['the same, once more', ['SIGTERM', 'SIGHUP', 'SIGTERM'], 143, true],
] as const)('%s', async (_, names, exitCode, isGoodbyeSaid) => {
  const { person, pass, lan } = programRig({ seed: 1 });
  const [ann] = [person('ann'), person('bob')];
  await pass(2000);
  const byes = countByes(lan.sent);
  const signals = new EventEmitter();
  const signalled = leaveWhenSignalled(ann.session, signals);
  expect(signalled.exitCode()).toBe(undefined);
  for (const name of names) signals.emit(name);
  await pass(2000);
  expect(ann.session.getSnapshot().status).toBe('done');
  expect([signalled.exitCode(), byes() > 0]).toEqual([exitCode, isGoodbyeSaid]);
  signalled.stop();
  expect(signals.eventNames()).toEqual([]);
});
