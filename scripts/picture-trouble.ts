// Scenes of things that go wrong: the cable is out, somebody floods the room.
import { type Scene, windowOf } from './picture-scene.js';
import { converse } from './picture-stage.js';

const usual = { columns: 80, rows: 10 } as const;

const cable: Scene = {
  picture: 'screens/trouble.svg',
  hosts: ['alice', 'ben'],
  play: async (stage) => {
    const alice = await stage.chat('alice', usual);
    const ben = await stage.chat('ben', usual);
    await alice.waitFor('ben joined');
    await converse(
      [
        [ben, 'who has the long cable?'],
        [ben, 'the one that is under the table, I think'],
        [alice, 'I do, one moment'],
      ],
      [alice],
    );
    await alice.waitFor(/^◉ .*one moment/u);
    await stage.host('alice').cable('out');
    await alice.waitFor(/^error: /u);
    await converse([[alice, 'that was the wrong one, was it not?']], [alice]);
    await alice.waitFor(/^… .*wrong one/u);
    alice.type('it will go out by itse');
    await alice.waitFor(/ in \d+ s/u);
    await alice.waitFor('by itse');
    return [windowOf(alice, 'backchannel alice')];
  },
};

/** Lines of a build that somebody has led into the room. */
const buildLines = 2400;

const flood: Scene = {
  picture: 'screens/flood.svg',
  hosts: ['alice', 'ben', 'ci'],
  play: async (stage) => {
    const alice = await stage.chat('alice', { columns: 80, rows: 19 });
    const ben = await stage.chat('ben', usual);
    await alice.waitFor('ben joined');
    await converse(
      [
        [ben, 'I pipe the build in here, then we see it both'],
        [alice, 'all of it?'],
      ],
      [alice],
    );
    const build = stage.pipe(
      'ci',
      'make',
      Array.from(
        { length: buildLines },
        (_, index) => `[${index + 1}/${buildLines}] CC src/unit-${index + 1}.o`,
      ),
    );
    await alice.waitFor(/⋯ [\d,]+ lines from make/u);
    await converse([[ben, 'that is how long it is']], [alice]);
    await build;
    await alice.waitFor((screen) => screen.filter((row) => row.includes('⋯')).length === 2);
    await converse(
      [
        [ben, 'oh. sorry, alice'],
        [alice, 'never mind, it takes little room'],
      ],
      [alice],
    );
    await alice.waitFor(/^◉ .*little room/u);
    return [windowOf(alice, 'backchannel alice')];
  },
};

export const troubleScenes = [cable, flood];
