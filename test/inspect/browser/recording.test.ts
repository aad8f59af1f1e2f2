// `backchannel inspect` of a recording, in a browser: what happened is seen, without anything that runs.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { say } from '../../support/chat-terminal.js';
import { describeWhen } from '../../support/describe-when.js';
import { inspectedChatSupport, shareInspectedLan } from '../../support/inspected-chat.js';
import { toldUrl } from '../../support/inspector-page.js';
import { doneQuietly } from '../../support/program.js';
import { room } from '../../support/room.js';

describeWhen(inspectedChatSupport(), 'the inspector on a recording', () => {
  const { lan, open } = shareInspectedLan();

  /** A chat that was recorded, and what is served of it. */
  async function recorded(index: number, ...options: readonly string[]) {
    const file = join(lan.home.env['HOME'] ?? '', `chat-${index}.ndjson`);
    const terminal = await lan.chat('alice', room(index), { options: ['--record', file, ...options] });
    say(terminal, 'a word for the file');
    await terminal.waitFor('alice a word for the file');
    await terminal.waitFor(/^connected/u);
    say(terminal, '/quit');
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
    return lan.run('alice', 'inspect', file);
  }

  it('shows it from its beginning to its end', async () => {
    const server = await recorded(90);
    const [line = ''] = await server.waitForLines((lines) => lines.length > 0);
    const seen = await open(toldUrl(line));
    await seen.page.locator('#status-link[data-link=recording]').waitFor();
    await seen.untilValue(/^closed/u);
    await seen.toBeginning();
    await seen.stepUntil('on', /^active\.joining$/u);
    await seen.state('session.active.joining', '.active').waitFor();
    await seen.stepUntil('on', /^active\.connected$/u);
    await seen.stepUntil('on', /^active\.sending/u);
    await seen.page.locator('#time-live').click();
    await seen.untilValue(/^closed/u);
    await seen.page.locator('#terminal-screen', { hasText: 'a word for the file' }).waitFor();
    await seen.page.locator('#send-tab').click();
    await seen.page.locator('#send-note', { hasText: 'This is a recording' }).waitFor();
    expect(await seen.page.locator('#send-form').isVisible()).toBe(false);
    expect(await seen.page.locator('#status-redacted').isVisible()).toBe(false);
    expect(seen.faults()).toEqual([]);

    server.kill('SIGINT');
    expect(await server.end).toEqual(doneQuietly);
  });

  it('says of a redacted one that there is nothing to see in it', async () => {
    const { code, errors } = await (await recorded(91, '--record-redacted')).end;
    expect(code).toBe(1);
    expect(errors.join('\n')).toContain('backchannel replay --inspect');
    expect(errors.join('\n')).not.toContain('a word for the file');
  });
});
