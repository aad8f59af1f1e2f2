// Scenes of people who talk: the first picture of all, who comes late, the people beside the talk, themes, the line mode.
// Nobody is called "bob": that name has the same colour as "alice".
import { type Scene, windowOf } from './picture-scene.js';
import { converse, type Stage } from './picture-stage.js';
import { darkPalette, lightPalette } from './screen-theme.js';

/** Two of these stand side by side. */
const half = { columns: 64, rows: 12 } as const;
/** From 100 columns on the people are beside the talk. */
const wide = { columns: 104, rows: 10 } as const;
/** For a few lines. */
const low = { columns: 64, rows: 7 } as const;

const train: Scene = {
  picture: 'screen.svg',
  hosts: ['alice', 'ben', 'carol'],
  play: async (stage) => {
    const alice = await stage.chat('alice', half);
    const ben = await stage.chat('ben', half);
    const carol = await stage.original('carol');
    await Promise.all([alice.waitFor('ben joined'), ben.waitFor('here already')]);
    await converse(
      [
        [alice, 'morning! is anybody else on the train?'],
        [ben, 'two rows behind you 👋 no signal, but we have a LAN'],
        [carol, 'dining car here, still on the Ruby version from 2012'],
        [alice, '太好了, then we are three'],
        [ben, 'the café opens at nine, shall we meet there? I would like to hear how you did the rebinding'],
        [alice, 'nine it is 🥐'],
      ],
      [alice, ben],
    );
    ben.type('see you ther');
    await ben.waitFor('see you ther');
    await Promise.all([alice, ben].map(async (chat) => await chat.waitFor(/^connected · 3 here/u)));
    await Promise.all([alice.waitFor(/^◉ .*nine it is 🥐/u), ben.waitFor(/^◉ .*the café opens/u)]);
    return [windowOf(alice, 'backchannel alice'), windowOf(ben, 'backchannel ben')];
  },
};

const late: Scene = {
  picture: 'screens/late.svg',
  hosts: ['alice', 'ben', 'erin'],
  play: async (stage) => {
    const { alice, ben } = await twoWhoTalk(stage);
    const erin = await stage.chat('erin', { columns: 80, rows: 11 });
    await erin.waitFor('here already');
    await erin.waitFor('erin, the beamer needs HDMI');
    await converse(
      [
        [erin, 'sorry, the tram. what have I missed?'],
        [alice, 'nothing that is not above, erin :)'],
        [ben, '/me waves'],
      ],
      [erin],
    );
    await erin.waitFor(/^◉ .*what have I missed/u);
    return [windowOf(erin, 'backchannel erin')];
  },
};

const people: Scene = {
  picture: 'screens/people.svg',
  hosts: ['alice', 'ben', 'carol', 'erin'],
  play: async (stage) => {
    const alice = await stage.chat('alice', wide);
    const ben = await stage.chat('ben', half);
    const erin = await stage.chat('erin', half);
    const carol = await stage.original('carol');
    await alice.waitFor('erin joined');
    await converse(
      [
        [ben, 'the build is green again'],
        [carol, 'then I can go home'],
        [erin, 'alice, do you have the slides? https://slides.example/rebinding'],
        [alice, 'on the stick beside the coffee machine'],
        [erin, '谢谢!'],
      ],
      [alice],
    );
    await alice.waitFor(/^◉ .*on the stick/u);
    ben.type('/quit\r');
    await alice.waitFor('ben left');
    return [windowOf(alice, 'backchannel alice')];
  },
};

const harbour = {
  base: 'dark',
  colours: {
    mention: '#ffb454',
    unread: '#ffb454',
    status: 'cyan',
    own: '#7fd962',
    mark: '#7fd962',
    faint: 244,
  },
  handles: ['#7fd962', '#39bae6', '#d2a6ff', '#f07178', 'bright-yellow'],
};

const themes: Scene = {
  picture: 'screens/themes.svg',
  hosts: ['alice', 'carol'],
  play: async (stage) => {
    const alice = await stage.chat('alice', { ...low, settings: { theme: 'light' } });
    const carol = await stage.chat('carol', { ...low, settings: { theme: 'harbour', themes: { harbour } } });
    await Promise.all([alice.waitFor('carol joined'), carol.waitFor('here already')]);
    await converse(
      [
        [carol, 'alice, how does the light one look in the sun?'],
        [alice, 'one can read it, carol. and yours?'],
        [carol, 'like the harbour: https://harbour.example'],
        [alice, '/me looks out of the window'],
      ],
      [alice, carol],
    );
    await Promise.all([alice.waitFor(/^◉ .*looks out/u), carol.waitFor(/^◉ .*like the harbour/u)]);
    return [
      windowOf(alice, 'theme: light', { palette: lightPalette }),
      windowOf(carol, 'theme: harbour', { palette: { ...darkPalette, background: '#0b1a26' } }),
    ];
  },
};

const plain: Scene = {
  picture: 'screens/plain.svg',
  hosts: ['alice', 'ben', 'erin'],
  play: async (stage) => {
    await twoWhoTalk(stage);
    const seat = { columns: 80, rows: 10, options: ['--plain'], status: / - connected to /u };
    const erin = await stage.chat('erin', seat);
    await erin.waitFor('the beamer needs HDMI');
    await erin.waitFor('ends here');
    await erin.waitFor('here already');
    await converse([[erin, 'I have one in my bag']], [erin]);
    await erin.waitFor(/^\d\d:\d\d erin: /u);
    erin.type('and a spa');
    await erin.waitFor('and a spa');
    return [windowOf(erin, 'backchannel --plain erin')];
  },
};

export const talkScenes = [train, late, people, themes, plain];

/** A talk between two of which the rest of a scene can be late. */
async function twoWhoTalk(stage: Stage) {
  const alice = await stage.chat('alice', half);
  const ben = await stage.chat('ben', half);
  await alice.waitFor('ben joined');
  await converse(
    [
      [alice, 'we are in room 4, second floor'],
      [ben, 'I have put the chairs in a circle'],
      [ben, 'and there is cake 🍰'],
      [alice, 'erin, the beamer needs HDMI'],
    ],
    [alice, ben],
  );
  return { alice, ben };
}
