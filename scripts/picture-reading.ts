// Scenes of somebody who reads: a search and its hits, a selected message and its details, the help.
import type { TerminalSession } from '../test/support/terminal.js';
import { type Scene, windowOf } from './picture-scene.js';
import { converse, functionKey, type Stage } from './picture-stage.js';

const usual = { columns: 80, rows: 12 } as const;
const hosts = ['alice', 'ben', 'carol'];

const search: Scene = {
  picture: 'screens/search.svg',
  hosts,
  play: async (stage) => {
    const alice = await planning(stage, 12);
    alice.type(functionKey.f3);
    await alice.waitFor('search>');
    alice.type('cable');
    await alice.waitFor(/^3\/3 /u);
    alice.press('up');
    await alice.waitFor(/^2\/3 /u);
    return [windowOf(alice, 'backchannel alice')];
  },
};

const details: Scene = {
  picture: 'screens/details.svg',
  hosts,
  play: async (stage) => {
    const alice = await planning(stage, 15);
    alice.type(functionKey.f4);
    await alice.waitFor(/^▸ .*done/u);
    alice.type('k');
    await alice.waitFor(/^▸ .*take the sixty/u);
    alice.type('k');
    await alice.waitFor(/^▸ .*spare ones/u);
    alice.press('enter');
    await alice.waitFor((screen) => !screen.some((row) => row.startsWith('j, k')));
    return [windowOf(alice, 'backchannel alice', { cursor: false })];
  },
};

const help: Scene = {
  picture: 'screens/help.svg',
  hosts: ['alice'],
  play: async (stage) => {
    const alice = await stage.chat('alice', { columns: 80, rows: 24 });
    alice.type(functionKey.f1);
    await alice.waitFor(/^Help · rows/u);
    return [windowOf(alice, 'backchannel alice', { cursor: false })];
  },
};

export const readingScenes = [search, details, help];

/** Alice's screen after three have planned what to bring. */
async function planning(stage: Stage, rows: number): Promise<TerminalSession> {
  const alice = await stage.chat('alice', { columns: 80, rows });
  const ben = await stage.chat('ben', usual);
  const carol = await stage.chat('carol', usual);
  await alice.waitFor('carol joined');
  await converse(
    [
      [ben, 'who brings what on Saturday?'],
      [carol, 'I have a switch with 24 ports, but no cables'],
      [ben, 'how long is the cable to the roof?'],
      [carol, 'forty metres, says the caretaker'],
      [alice, 'I have two spare ones: forty metres of cable, and sixty'],
      [carol, 'take the sixty. 屋上は風が強い'],
      [ben, 'done 👍'],
    ],
    [alice],
  );
  await alice.waitFor(/^◉ .*spare ones/u);
  return alice;
}
