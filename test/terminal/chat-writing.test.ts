// Writing and taking along, as a person does it: the built program in a pseudo-terminal, typed at, pasted into, copied from.
import { expect, it } from 'vitest';
import { focusGot, lookElsewhere, rowsWith, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport } from '../support/program.js';
import { allOf, ptySupport } from '../support/requirements.js';
import { room } from '../support/room.js';
import { shareSandbox } from '../support/shared-sandbox.js';
import type { TerminalSession } from '../support/terminal.js';

const ctrlR = '\x12';
const undo = '\x1F';
const f4 = '\x1BOS';

describeWhen(allOf(ptySupport(), builtSupport()), 'writing in the chat', () => {
  const chats = shareSandbox();
  const open = async (handle: string, number: number, rows = 24): Promise<TerminalSession> =>
    await chats.open({ handle, room: room(number), rows });

  it('grows with a message of several lines, and sends it as one', async () => {
    const ann = await open('ann', 140);
    ann.paste('/quit\nroses are red\nviolets are blue\n');
    await ann.waitFor(/^ {5}violets are blue$/);
    expect(ann.screen().slice(-3)).toEqual(['ann> /quit', '     roses are red', '     violets are blue']);
    expect(ann.cursor()).toEqual({ column: 21, row: 23 });
    ann.press('up');
    ann.press('up');
    ann.press('end');
    ann.type('e');
    await ann.waitFor('ann> /quite');
    ann.press('enter');
    await ann.waitFor(/^✓ \d\d:\d\d ann \/quite$/);
    expect(ann.screen().at(-1)).toBe('ann>');
    expect(rowsWith(ann, 'violets')).toHaveLength(1);
  });

  it('completes, looks for earlier lines, and takes back', async () => {
    const ann = await open('ann', 141);
    ann.type('/he');
    ann.press('tab');
    await ann.waitFor(/^\/help {2}\/held$/);
    ann.press('tab');
    await ann.waitFor('ann> /held');
    ann.press('ctrl-u');
    say(ann, 'see you tomorrow');
    await ann.waitFor(/^✓ .*tomorrow$/);
    ann.type('draft');
    ann.type(ctrlR);
    ann.type('tom');
    await ann.waitFor('ann> see you tomorrow');
    ann.press('escape');
    await ann.waitFor(/^ann> draft$/);
    ann.type(' and more');
    await ann.waitFor(/^ann> draft and more$/);
    ann.type(undo);
    await ann.waitFor(/^ann> draft$/);
    expect(ann.cursor()).toEqual({ column: 'ann> draft'.length, row: 23 });
  });

  it('selects a message, copies it, and shows what is known of it', async () => {
    const ann = await open('ann', 142);
    say(ann, 'look at https://example.com/a');
    say(ann, 'second');
    await ann.waitFor(/^✓ .*second$/);
    ann.type(`${f4}k`);
    await ann.waitFor(/^▸ .*example/);
    ann.type('y');
    await ann.waitFor('copied');
    expect(ann.raw()).toContain(
      `\x1B]52;c;${Buffer.from('look at https://example.com/a').toString('base64')}\x07`,
    );
    expect(ann.raw()).toMatch(/\x1B\]8;id=[0-9a-z]+;https:\/\/example\.com\/a\x07/u);
    ann.press('enter');
    await ann.waitFor(/^client id +[0-9a-f]+$/);
    ann.press('escape');
    await ann.waitFor(/^▸ .*example/);
    ann.type('q');
    await ann.waitFor((screen) => screen.every((row) => !row.startsWith('▸')));
  });

  it('counts in the title what is said while one looks elsewhere, and rings for a mention', async () => {
    const ann = await open('ann', 143);
    const ben = await open('ben', 143);
    const titles: string[] = [];
    ann.emulator.onTitleChange((title) => titles.push(title));
    let bells = 0;
    ann.emulator.onBell(() => (bells += 1));
    await lookElsewhere(ann, 'ann', 'x');
    say(ben, 'hello');
    say(ben, 'ann: lunch?');
    await ann.waitFor('lunch?');
    ann.type(focusGot);
    ann.type('y');
    // The title follows the paint.
    await ann.waitFor((screen) => screen.at(-1) === 'ann> xy' && titles.at(-1) === 'backchannel: ann');
    expect(titles).toContain('(2) backchannel: ann');
    expect(bells).toBe(1);
  });

  it('gives the terminal back with all modes as they were', async () => {
    const ann = await open('ann', 144);
    expect(ann.modes.changed()).toEqual(expect.arrayContaining([1004, 1049, 2004]));
    ann.press('ctrl-c');
    await ann.exit;
    expect(ann.modes.changed()).toEqual([]);
  });
});
