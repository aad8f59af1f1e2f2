// Reading as a person does it: the built program in a pseudo-terminal, with wheel, focus and search.
import { expect, it } from 'vitest';
import { focusGot, lookElsewhere, rowsWith, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport } from '../support/program.js';
import { allOf, ptySupport } from '../support/requirements.js';
import { room } from '../support/room.js';
import { shareSandbox } from '../support/shared-sandbox.js';

/** What a terminal sends that was asked for it (xterm's ctlseqs: DECSET 1006). */
const wheelUp = '\u001B[<64;10;5M';
const wheelDown = '\u001B[<65;10;5M';

const f2 = '\u001BOQ';
const ctrlF = '\u0006';

describeWhen(allOf(ptySupport(), builtSupport()), 'reading in the chat', () => {
  const { open } = shareSandbox();

  it('scrolls by the wheel', async () => {
    const ann = await open({ handle: 'ann', room: room(60), rows: 10 });
    for (let count = 1; count <= 20; count += 1) say(ann, `line ${count}.`);
    await ann.waitFor(/line 20\.$/);
    ann.type(wheelUp);
    await ann.waitFor((screen) => screen.some((row) => row.startsWith('scrolled back')));
    expect(rowsWith(ann, 'line 20.')).toHaveLength(0);
    ann.type(wheelDown.repeat(2));
    await ann.waitFor(/line 20\.$/);
    expect(rowsWith(ann, 'scrolled back')).toHaveLength(0);
  });

  it('parts what came while one looked elsewhere, and counts it in the title', async () => {
    const here = room(61);
    const ann = await open({ handle: 'ann', room: here });
    const ben = await open({ handle: 'ben', room: here });
    // Said in its own time, it could come between the two messages.
    await ann.waitFor(/ben joined$/);
    say(ben, 'before');
    await ann.waitFor(/ben before$/);
    await lookElsewhere(ann, 'ann', 'I am');
    say(ben, 'ann, are you there?');
    await ann.waitFor(/^@ \d\d:\d\d ben ann, are you there\?$/);
    await ann.waitFor(() => ann.raw().includes('(1) backchannel: ann'));
    const at = ann.screen().findIndex((row) => row.startsWith('── new ─'));
    expect(ann.screen()[at - 1]).toMatch(/ben before$/);
    expect(ann.screen()[at + 1]).toMatch(/are you there\?$/);
    ann.type(focusGot);
    ann.press('enter');
    await ann.waitFor((screen) => !screen.some((row) => row.startsWith('── new ─')));
  });

  it('finds what was said, and goes back', async () => {
    const ann = await open({ handle: 'ann', room: room(62), rows: 10 });
    for (let count = 1; count <= 30; count += 1) say(ann, `line ${count}.`);
    await ann.waitFor(/^✓ .*line 30\.$/);
    const before = ann.screen().slice(0, 8);
    ann.type(ctrlF);
    await ann.waitFor('search>');
    ann.type('line 1');
    await ann.waitFor(/^11\/11 /);
    await ann.waitFor(/^▸ .*line 19\.$/);
    ann.press('enter');
    ann.type('n');
    await ann.waitFor(/^10\/11 /);
    await ann.waitFor(/^▸ .*line 18\.$/);
    ann.type('N');
    await ann.waitFor(/^11\/11 /);
    ann.type('N');
    await ann.waitFor(/^1\/11 /);
    await ann.waitFor(/^▸ .*line 1\.$/);
    ann.press('escape');
    await ann.waitFor((screen) => screen.slice(0, 8).every((row, at) => row === before[at]));
    expect(rowsWith(ann, 'ann>')).toHaveLength(1);
  });

  it('shows the people beside the messages', async () => {
    const here = room(63);
    const ann = await open({ handle: 'ann', room: here, columns: 120 });
    await ann.waitFor(/│ \+ ann +you$/);
    const ben = await open({ handle: 'ben', room: here });
    await ann.waitFor(/│ \+ ben$/);
    ann.type(f2);
    await ann.waitFor((screen) => !screen.some((row) => row.includes('│')));
    ben.type(f2);
    await ben.waitFor(/│ \+ ann$/);
    expect(rowsWith(ben, 'you')).toHaveLength(1);
  });

  it('tells of deeds', async () => {
    const here = room(64);
    const ann = await open({ handle: 'ann', room: here });
    const ben = await open({ handle: 'ben', room: here });
    say(ann, '/me waves');
    await ben.waitFor(/^ {2}\d\d:\d\d \* ann waves$/);
    // Ben may have said that he has got it before this looks.
    await ann.waitFor(/^(?:✓ \d\d:\d\d \* ann waves|◉ \d\d:\d\d \* ann waves +1\/1)$/);
    expect(rowsWith(ben, 'waves')).toHaveLength(1);
  });
});
