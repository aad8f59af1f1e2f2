// The inspector's page in a browser while people chat: what happens to the machines is seen, and can be seen again.
import { expect, it } from 'vitest';
import { say } from '../../support/chat-terminal.js';
import { describeWhen } from '../../support/describe-when.js';
import { inspectedChatSupport, shareInspectedLan } from '../../support/inspected-chat.js';
import type { InspectorPage } from '../../support/inspector-page.js';
import { room } from '../../support/room.js';
import { connectedOn, noNetwork } from '../../support/status-patterns.js';

/** More than a countdown on the page takes to go on, on a busy machine. */
const patienceMs = 10_000;

/** What is not as it should be: complaints of the browser, and what it asked of others than the program. */
function faultsOf({ faults, requests }: InspectorPage, url: string): readonly string[] {
  return [...faults(), ...requests().filter((each) => !each.startsWith(url))];
}

describeWhen(inspectedChatSupport(), 'the inspector in a browser', () => {
  const { lan, chat, open } = shareInspectedLan();

  it('shows joining, then connected, and a typed line on its way', async () => {
    const { terminal, url } = await chat(room(60));
    const seen = await open(url);
    await seen.untilValue('active.connected');
    await seen.state('session.active.connected', '.active').waitFor();

    const flashes = seen.state('session.active.sending', '.visited').waitFor();
    const edge = seen.page
      .locator(
        'g.transition.taken[data-source="session.active.connected"][data-targets="session.active.sending"]',
      )
      .waitFor({ state: 'attached' });
    say(terminal, 'hello, page');
    await Promise.all([flashes, edge]);
    await seen.filterLog('say');
    await seen
      .logged(/screen|session/u)
      .first()
      .waitFor();
    await seen.logged('text of 11 characters').first().waitFor();
    await seen.filterLog('pace');
    await seen
      .logged(/pacing → .*connected/u)
      .first()
      .waitFor();

    await seen.toBeginning();
    await seen.stepUntil('on', /^active\.joining$/u);
    expect(await seen.state('session.active.joining', '.active').count()).toBe(1);
    expect(await seen.state('session.active.connected', '.active').count()).toBe(0);
    await seen.stepUntil('on', /^active\.connected$/u);
    expect(await seen.state('session.active.connected', '.active').count()).toBe(1);
    await seen.stepUntil('on', /^active\.sending/u);
    expect(await seen.state('session.active.sending', '.active').count()).toBe(1);
    await seen.page.locator('#time-live').click();
    await seen.untilValue('active.connected');
    expect(faultsOf(seen, url)).toEqual([]);
  });

  it('shows a new place, no network with its countdown, and the recovery', async () => {
    const { terminal, url } = await chat(room(61));
    const seen = await open(url);
    const alice = lan.host('alice');
    await seen.state('session.active.connected', '.active').waitFor();

    const second = await alice.addCard({ name: 'eth1', address: '10.77.0.91' });
    await terminal.waitFor(connectedOn('eth0 10.77.0.1', 'eth1 10.77.0.91'));
    await seen.untilValue('active.connected');
    const flashes = seen.state('session.active.rebinding', '.visited').waitFor();
    await second.remove();
    await terminal.waitFor(connectedOn('eth0 10.77.0.1'));
    await flashes;
    await seen.filterLog('session');
    await seen
      .logged(/active → active\.rebinding/u)
      .first()
      .waitFor();
    await seen.stepUntil('back', /^active\.rebinding$/u);
    expect(await seen.state('session.active.rebinding', '.active').count()).toBe(1);
    await seen.page.keyboard.press('Escape');
    await seen.page.locator('#time-live[aria-pressed=true]').waitFor();

    await alice.card.remove();
    await terminal.waitFor(noNetwork);
    await seen.untilValue('error');
    await seen.state('session.error', '.active').waitFor();
    const running = seen.page.locator('g.transition[data-source="session.error"] g.delay.running text');
    const left = async () => Number(/ ([\d.]+) s$/u.exec((await running.textContent()) ?? '')?.[1]);
    // The pauses between retries become long, so that one of them is seen to pass.
    await running.filter({ hasText: /^retryDelay [3-9]\.\d s$/u }).waitFor();
    const before = await left();
    await expect.poll(left, { timeout: patienceMs }).toBeLessThan(before);
    await seen.page.locator('#chart-delays', { hasText: /^retryDelay \d\.\d s$/u }).waitFor();

    await seen.page.locator('#send-tab').click();
    await seen.page.locator('#send-type').fill('retry');
    await seen.page.locator('#send-payload').fill('{"at": "noon"}');
    await seen.page.locator('#send-problem', { hasText: /./u }).waitFor();
    expect(await seen.page.locator('#send-button').isDisabled()).toBe(true);
    await seen.page.locator('#send-payload').fill('');
    await seen.page.locator('#send-button').click();
    await seen.page.locator('#send-outcome', { hasText: /^sent$/u }).waitFor();
    await seen.filterLog('retry');
    await seen
      .logged(/error → active.*retry|→ active\S* retry/u)
      .first()
      .waitFor();

    await alice.card.insert();
    await terminal.waitFor(connectedOn('eth0 10.77.0.1'));
    await seen.untilValue('active.connected');
    await seen.state('session.active.connected', '.active').waitFor();
    expect(faultsOf(seen, url)).toEqual([]);
  });

  it('shows who comes and who leaves', async () => {
    const { terminal, url } = await chat(room(62));
    const seen = await open(url);
    const bob = await lan.chat('bob', room(62));
    await seen.actor(/^peer\//u).waitFor();
    await seen.choose(/^peer\//u);
    await seen.untilValue(/present/u);
    await seen.page.locator('#chart-name', { hasText: /^peer\// }).waitFor();
    await seen.page.locator('g.state.active').first().waitFor();
    say(bob, 'hello from bob');
    await terminal.waitFor('hello from bob');
    say(bob, '/quit');
    await bob.exit;
    await seen.page
      .locator('#actor-tree .row:is([data-life=done], [data-life=stopped])')
      .filter({ has: seen.page.locator('.name', { hasText: /^peer\// }), visible: true })
      .waitFor();
    expect(faultsOf(seen, url)).toEqual([]);
  });

  it('shows chart, context and terminal as they were', async () => {
    const { terminal, url } = await chat(room(63), '--inspect-content');
    const seen = await open(url);
    const screen = seen.page.locator('#terminal-screen');
    say(terminal, 'the first word');
    await screen.filter({ hasText: 'alice the first word' }).waitFor();
    await seen.untilValue('active.connected');
    say(terminal, 'the last word');
    await screen.filter({ hasText: 'the last word' }).waitFor();
    await seen.page.locator('#context-tab').click();
    const context = seen.page.locator('#context-panel');
    await context.locator('.row:visible', { hasText: 'transcript' }).first().waitFor();

    // Before anything was said there was nothing of it on any of them.
    await seen.toBeginning();
    await seen.stepUntil('on', /^active\.connected$/u);
    await screen.filter({ hasNotText: 'word' }).waitFor();
    const empty = await context.innerText();
    await seen.stepUntil('on', /^active\.sending/u);
    // The screen is told of a moment later than the state.
    await seen.page.locator('#time-label', { hasText: 'session' }).waitFor();
    expect(await screen.innerText()).not.toContain('the last word');
    expect(await context.innerText()).not.toBe(empty);

    await seen.page.locator('#time-live').click();
    await screen.filter({ hasText: 'the last word' }).waitFor();
    expect(faultsOf(seen, url)).toEqual([]);
  });

  it('shows all again after a reload, in a second page, and in one that is opened later', async () => {
    const { terminal, url } = await chat(room(64));
    const [first, second] = await Promise.all([open(url), open(url, { colorScheme: 'dark' })]);
    // Only a chart that is laid out can flash.
    for (const seen of [first, second]) await seen.state('session.active.connected', '.active').waitFor();
    const flashes = [first, second].map(
      async (seen) => await seen.state('session.active.sending', '.visited').waitFor(),
    );
    say(terminal, 'to both');
    await Promise.all(flashes);

    /** Looks for all of it. @returns what is wrong */
    const faultsWithAll = async (seen: InspectorPage) => {
      for (const name of ['session', 'presence', 'history', 'screen']) await seen.actor(name).waitFor();
      await seen.untilValue('active.connected');
      await seen.toBeginning();
      await seen.stepUntil('on', /^active\.joining$/u);
      await seen.stepUntil('on', /^active\.sending/u);
      await seen.page.locator('#time-live').click();
      await seen.untilValue('active.connected');
      return faultsOf(seen, url);
    };
    await first.page.reload();
    await first.page.locator('#status-link[data-link=connected]').waitFor();
    expect(await faultsWithAll(first)).toEqual([]);
    expect(await faultsWithAll(second)).toEqual([]);

    await first.close();
    await second.close();
    say(terminal, 'to nobody');
    await terminal.waitFor(/^(?!alice> ).* to nobody/u);
    expect(await faultsWithAll(await open(url))).toEqual([]);
  });

  it('says when the program has ended', async () => {
    const { terminal, url } = await chat(room(65));
    const seen = await open(url);
    await seen.untilValue('active.connected');
    say(terminal, '/quit');
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
    await seen.page.locator('#status-link[data-link=reconnecting]').waitFor();
    expect(await seen.page.locator('#actor-tree .row:visible').count()).toBeGreaterThan(5);
  });
});
