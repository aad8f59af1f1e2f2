// Makes docs/screen.svg from a real run: two chats and the 2012 original talk on a LAN of network namespaces.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openChat, say } from '../test/support/chat-terminal.js';
import { createLab, type Lab } from '../test/support/lab.js';
import { startOriginalPeer } from '../test/support/original-peer.js';
import { builtSupport, makeHome } from '../test/support/program.js';
import { allOf, labSupport, ptySupport } from '../test/support/requirements.js';
import { roomAt } from '../test/support/room.js';
import { screenSvg } from './screen-svg.js';

const picture = fileURLToPath(new URL('../docs/screen.svg', import.meta.url));

/** The default room; the hosts have no way out to where somebody might be in it. */
const room = roomAt('224.6.8.11', 6811);

/** Two of these stand side by side in a README. */
const size = { columns: 64, rows: 11 } as const;

const conversation = [
  { who: 'alice', says: 'morning! is anybody else on the train?' },
  { who: 'bob', says: 'two rows behind you 👋 no signal, but we have a LAN' },
  { who: 'carol', says: 'dining car here, still on the Ruby version from 2012' },
  { who: 'alice', says: '太好了, then we are three' },
  {
    who: 'bob',
    says: 'the café opens at nine, shall we meet there? I would like to hear how you did the rebinding',
  },
  { who: 'alice', says: 'nine it is ☕' },
] as const;

const support = allOf(labSupport(), ptySupport(), builtSupport());
if (support.ok) {
  await using lab = await createLab({ hosts: ['alice', 'bob', 'carol'] });
  writeFileSync(picture, await pictureOf(lab));
} else {
  process.stderr.write(`${support.reason}\n`);
  process.exitCode = 1;
}

async function pictureOf(lab: Lab): Promise<string> {
  using home = makeHome();
  await using alice = await openChat(lab.host('alice'), { handle: 'alice', room, home, ...size });
  await using bob = await openChat(lab.host('bob'), { handle: 'bob', room, home, ...size });
  const original = await startOriginalPeer(lab.host('carol'), { room, handle: 'carol' });

  for (const { who, says } of conversation) {
    if (who === 'carol') original.say(says);
    else say(who === 'alice' ? alice : bob, says);
    // Long lines are wrapped: their first words are enough to know that they have come.
    const start = says.slice(0, 30);
    await Promise.all([alice, bob].map(async (chat) => await chat.waitFor(start)));
    if (who !== 'carol') await original.waitForLine((line) => line.includes(start));
  }
  bob.type('see you ther');
  await bob.waitFor('see you ther');
  await Promise.all([alice, bob].map(async (chat) => await chat.waitFor(/2 others heard/)));
  await alice.waitFor(/^✓ .*nine it is ☕/);
  return screenSvg([
    { emulator: alice.emulator, title: 'backchannel alice', cursor: true },
    { emulator: bob.emulator, title: 'backchannel bob', cursor: true },
  ]);
}
