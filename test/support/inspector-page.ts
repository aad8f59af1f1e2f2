// The inspector's page in a browser, as tests look at it: what it shows, what it was told, and what it asked for. Every wait
// is for something on the page; what the page complains of is kept for the test to see.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import * as z from 'zod';

/** Larger than the least that the page is made for. */
const viewport = { width: 1600, height: 1000 };

/** Keeps all that comes on the stream, beside what the page does with it. */
const listening = `
  window.told = [];
  window.EventSource = class extends EventSource {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => window.told.push(data));
    }
  };`;

/** Resolves when what has changed is drawn: the page draws with the next frame. */
const nextFrame = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))';

export interface InspectorPage {
  readonly page: Page;
  /** What the browser complained of: errors, warnings, requests that failed. */
  readonly faults: () => readonly string[];
  /** The addresses of all that it asked for. */
  readonly requests: () => readonly string[];
  /** All that came on the stream, as text. */
  readonly told: () => Promise<string>;
  /** The row of an actor whose name fits, of those with such a life if one is named. */
  readonly actor: (name: string | RegExp, life?: string) => Locator;
  /** Looks at an actor. */
  readonly choose: (name: string | RegExp) => Promise<void>;
  /** Resolves when the chosen actor's value fits. */
  readonly untilValue: (value: string | RegExp) => Promise<void>;
  /** A state of the chart, as `.active` or `.visited`. */
  readonly state: (id: string, as: '.active' | '.visited') => Locator;
  /** The rows of the log that are in sight and contain this. */
  readonly logged: (text: string | RegExp) => Locator;
  /** Shows of the log only what has this as its actor or type. */
  readonly filterLog: (text: string) => Promise<void>;
  /** To the first moment that is kept. */
  readonly toBeginning: () => Promise<void>;
  /** From one step of the chosen actor to the next, until its value fits; it has to come. */
  readonly stepUntil: (direction: 'back' | 'on', value: RegExp) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens the page at an address; resolves when it is connected with the program, or shows the recording. */
export async function openInspectorPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<InspectorPage> {
  const context = await browser.newContext({ viewport, ...options });
  const page = await context.newPage();
  await page.addInitScript(listening);
  const faults: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(url);
  await page.locator('#status-link:is([data-link=connected], [data-link=recording])').waitFor();

  const actor = (name: string | RegExp, life?: string): Locator =>
    page
      .locator(`#actor-tree .row${life === undefined ? '' : `[data-life=${life}]`}`)
      .filter({ has: page.locator('.name', { hasText: typeof name === 'string' ? exactly(name) : name }) })
      .filter({ visible: true });
  const value = page.locator('#chart-value');
  const move = async (selector: string, shift: boolean): Promise<void> => {
    await page.locator(selector).click(shift ? { modifiers: ['Shift'] } : {});
    await page.evaluate(nextFrame);
  };
  return {
    page,
    actor,
    faults: () => faults,
    requests: () => requests,
    told: async () => z.string().parse(await page.evaluate("window.told.join('\\n')")),
    choose: async (name) => {
      await actor(name).first().click();
      await page.evaluate(nextFrame);
    },
    untilValue: async (wanted) =>
      await value.filter({ hasText: typeof wanted === 'string' ? exactly(wanted) : wanted }).waitFor(),
    state: (id, as) => page.locator(`g.state${as}[data-state="${id}"]`),
    logged: (text) => page.locator('#log-rows .row', { hasText: text }).filter({ visible: true }),
    filterLog: async (text) => {
      await page.locator('#log-tab').click();
      await page.locator('#log-filter').fill(text);
      await page.evaluate(nextFrame);
    },
    toBeginning: async () => {
      const slider = page.locator('#time-slider');
      await slider.fill((await slider.getAttribute('min')) ?? '0');
      await page.evaluate(nextFrame);
    },
    stepUntil: async (direction, wanted) => {
      const label = page.locator('#time-label');
      for (let before = ''; ; ) {
        if (wanted.test((await value.textContent()) ?? '')) return;
        await move(`#time-${direction}`, true);
        const now = (await label.textContent()) ?? '';
        if (now === before) throw new Error(`${String(wanted)} does not come, only ${now}`);
        before = now;
      }
    },
    close: async () => await context.close(),
  };
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll('.', String.raw`\.`)}$`, 'u');
}

/** The address in what a program has said. */
export function toldUrl(text: string): string {
  const [url] = /http:\/\/127\.0\.0\.1:\d+\/[\w-]+\//u.exec(text) ?? [];
  if (url === undefined) throw new Error(`no address is told: ${text}`);
  return url;
}
