// Who gets nothing from the inspector, asked by a real browser; and that nobody gets what people say, unless it is wanted.
import { expect, it, onTestFinished } from 'vitest';
import { say } from '../../support/chat-terminal.js';
import { describeWhen } from '../../support/describe-when.js';
import { foreignName } from '../../support/browser.js';
import { inspectedChatSupport, shareInspectedLan } from '../../support/inspected-chat.js';
import { piped } from '../../support/program.js';
import { room } from '../../support/room.js';

/** A server whose pages have nothing to do with us; it says its port. */
const foreignSite = `require('node:http')
  .createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>elsewhere</p>'))
  .listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;

/** Runs in a page: asks for what is there, and tells what came of it. */
const readingFrom = (address: string, mode: string) =>
  `fetch('${address}', { mode: '${mode}' }).then(() => 'answered', () => 'failed')`;

/** Runs in a page: posts what a form can make of an event. */
const formTo = (address: string) => `{
  const form = document.createElement('form');
  form.method = 'post';
  form.enctype = 'text/plain';
  form.action = '${address}';
  const field = document.createElement('input');
  field.name = '{"sessionId":"x:0","event":{"type":"quit"},"';
  field.value = '":0}';
  form.append(field);
  document.body.append(form);
  form.submit();
}`;

describeWhen(inspectedChatSupport(), "the inspector's door", () => {
  const inspected = shareInspectedLan();
  const { lan, chat, open } = inspected;

  it('opens to nobody without the token, nor by another name', async () => {
    const { url } = await chat(room(70));
    const page = await inspected.browser.newPage();
    onTestFinished(async () => await page.close());
    // Without a body, the browser shows an error of its own in its place.
    const statusOf = async (address: string) => {
      const [response] = await Promise.all([
        page.waitForResponse(address),
        page.goto(address).catch(() => undefined),
      ]);
      return response.status();
    };
    const asked = new URL(url);
    const foreign = url.replace('127.0.0.1', foreignName);
    const answers = {
      right: await statusOf(url),
      wrongToken: await statusOf(new URL('/AAAAAAAAAAAAAAAAAAAAAA/', url).href),
      shortToken: await statusOf(url.slice(0, -2)),
      noToken: await statusOf(`${asked.origin}/`),
      foreignHost: await statusOf(foreign),
      foreignEvents: await statusOf(`${foreign}events`),
    };
    expect(answers).toEqual({
      right: 200,
      wrongToken: 404,
      shortToken: 404,
      noToken: 404,
      foreignHost: 403,
      foreignEvents: 403,
    });
  });

  it('opens to no page of another site', async () => {
    const { terminal, url } = await chat(room(71));
    const site = piped(lan.host('alice').spawn([process.execPath, '--eval', foreignSite], { stdio: 'pipe' }));
    onTestFinished(() => site.kill('SIGTERM'));
    const [port] = await site.waitForLines((lines) => lines.length > 0);
    const page = await inspected.browser.newPage();
    onTestFinished(async () => await page.close());
    await page.goto(`http://${foreignName}:${port}/`);
    expect(await page.evaluate(readingFrom(`${url}events`, 'cors'))).toBe('failed');
    expect(await page.evaluate(readingFrom(`${url}events`, 'no-cors'))).toBe('failed');
    // A form may be sent anywhere, without being allowed to read the answer.
    const [response] = await Promise.all([
      page.waitForResponse(`${url}send`),
      page.evaluate(formTo(`${url}send`)),
    ]);
    expect(await response.request().headerValue('origin')).toBe(`http://${foreignName}:${port}`);
    expect(response.status()).toBe(403);
    // It has not gone: the event did not come through.
    say(terminal, 'still here');
    await terminal.waitFor('alice still here');
  });

  const contents = [
    { name: 'hides what people say', options: [], isTold: false },
    { name: 'shows it if it is asked to', options: ['--inspect-content'], isTold: true },
  ] as const;
  it.each(contents)('$name', async ({ options, isTold }) => {
    const { terminal, url } = await chat(room(72), ...options);
    const seen = await open(url);
    const bob = await lan.chat('bob', room(72));
    await seen.actor(/^peer\//u).waitFor();
    say(terminal, 'zebras');
    await bob.waitFor('alice zebras');
    say(bob, 'giraffes');
    await terminal.waitFor('bob giraffes');
    // The row of bob's line, hidden or not: by then everything before it has come as well.
    const line = isTold ? 'bob giraffes' : 'xxx xxxxxxxx';
    await seen.page.locator('#terminal-screen', { hasText: line }).waitFor();
    await seen.page.locator('#context-tab').click();
    await seen.page.locator('#context-panel .row:visible').first().waitFor();

    const told = await seen.told();
    const shown = await seen.page.content();
    const places = ['zebras', 'giraffes'].map((word) => [told.includes(word), shown.includes(word)]);
    expect(places).toEqual([
      [isTold, isTold],
      [isTold, isTold],
    ]);
    expect(await seen.page.locator('#status-content').isVisible()).toBe(!isTold);
    expect(seen.faults()).toEqual([]);
  });
});
