// The page that embeds Stately's inspector, in a browser, with a stand-in for what comes from the internet.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createActor, createMachine } from 'xstate';
import * as z from 'zod';
import { type Inspector, startInspector } from '../../src/inspect/start-inspector.js';
import { browserSupport, openTestBrowser } from '../support/browser.js';
import { describeWhen } from '../support/describe-when.js';
import { type PageFiles, pageFiles, untilTrue } from './page-files.js';

/** Records what it is sent, as an inspector would show it, and says that it is ready as one does. */
const standIn = `<!doctype html><script>
  window.received = [];
  addEventListener('message', ({ data, origin }) => window.received.push({ data, origin }));
  parent.postMessage({ type: '@statelyai.connected' }, '*');
</script>`;

const received = z.array(
  z.object({
    data: z.looseObject({ type: z.string(), sessionId: z.string(), _version: z.string() }),
    origin: z.string(),
  }),
);

const folder = 'src/inspect/stately';

describeWhen(browserSupport(), "the page with Stately's inspector", () => {
  let browser: Browser;
  let files: PageFiles;
  let server: Server;
  let embed = '';
  const inspectors: Inspector[] = [];

  beforeAll(async () => {
    const built = await build({
      entryPoints: [`${folder}/main.ts`],
      bundle: true,
      format: 'esm',
      platform: 'browser',
      write: false,
    });
    files = pageFiles({
      'stately.html': readFileSync(`${folder}/stately.html`, 'utf8'),
      'stately.css': readFileSync(`${folder}/stately.css`, 'utf8'),
      'stately.js': built.outputFiles[0]?.text ?? '',
    });
    server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(standIn));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    embed = `http://127.0.0.1:${(server.address() as AddressInfo).port}/inspect`;
    browser = await openTestBrowser();
  });

  afterEach(async () => {
    await Promise.all(inspectors.splice(0).map((inspector) => inspector.close()));
  });

  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
    files.remove();
  });

  async function inspect(address: string): Promise<Inspector> {
    const inspector = await startInspector(
      { how: 'stately', content: false, embed: address },
      {
        now: Date.now,
        version: '1.2.3',
        assets: files.directory,
        token: 'TOKEN',
        platform: 'linux',
        spawn,
        tell: () => undefined,
      },
    );
    inspectors.push(inspector);
    return inspector;
  }

  it('feeds what it embeds in the official format', async () => {
    const inspector = await inspect(embed);
    const light = createMachine({
      id: 'light',
      initial: 'red',
      states: { red: { on: { go: 'green' } }, green: {} },
    });
    const actor = createActor(light, { inspect: inspector.inspect }).start();
    const page = await browser.newPage();
    await page.goto(inspector.url);
    const messages = async () => {
      const frame = page.frames().find((each) => each.url() === embed);
      return received.parse((await frame?.evaluate('window.received')) ?? []);
    };
    await untilTrue('the first state', async () => (await messages()).length >= 3);
    actor.send({ type: 'go' });
    await untilTrue('the second state', async () =>
      (await messages()).some(({ data }) => JSON.stringify(data).includes('"value":"green"')),
    );
    const all = await messages();
    const [{ data: began }] = all as [(typeof all)[number]];
    expect(began).toMatchObject({ type: '@xstate.actor', name: 'light', sessionId: actor.sessionId });
    // The configuration, which that inspector makes a machine of.
    const config = JSON.parse(String(began['definition'])) as unknown;
    expect(config).toEqual({
      id: 'light',
      initial: 'red',
      states: { red: { on: { go: 'green' } }, green: {} },
    });
    expect(new Set(all.map(({ data }) => data.type))).toEqual(
      new Set(['@xstate.actor', '@xstate.event', '@xstate.snapshot']),
    );
    expect(await page.locator('#notice').isVisible()).toBe(false);
    await page.close();
  });

  it('feeds it from the beginning again after a reload', async () => {
    const inspector = await inspect(embed);
    createActor(createMachine({ id: 'once' }), { inspect: inspector.inspect }).start();
    const page = await browser.newPage();
    const first = async () => {
      const frame = page.frames().find((each) => each.url() === embed);
      return received.parse((await frame?.evaluate('window.received')) ?? [])[0]?.data.type;
    };
    await page.goto(inspector.url);
    await untilTrue('the actor', async () => (await first()) === '@xstate.actor');
    await page.reload();
    await untilTrue('something again', async () => (await first()) !== undefined);
    expect(await first()).toBe('@xstate.actor');
    await page.close();
  });

  it('says when what it embeds does not come', async () => {
    // Nobody listens at the port of discarding.
    const inspector = await inspect('http://127.0.0.1:9/inspect');
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(inspector.url);
    const notice = page.locator('#notice');
    await untilTrue(
      'the beginning',
      async () => (await notice.textContent())?.includes('being loaded') === true,
    );
    await page.clock.runFor(10_000);
    expect(await notice.textContent()).toContain('it needs the internet');
    await page.close();
  });
});
