// Chats that tell an inspector's page what they do, and the page in a browser on the same host: the page is only there.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { type Support, allOf, labSupport, ptySupport } from './requirements.js';
import { browserSupport, openTestBrowser } from './browser.js';
import { type InspectorPage, openInspectorPage, toldUrl } from './inspector-page.js';
import { builtSupport } from './program.js';
import type { Room } from './room.js';
import { type SharedLan, shareLan } from './shared-lan.js';
import type { TerminalSession } from './terminal.js';

/** What these tests need of the machine. */
export function inspectedChatSupport(): Support {
  return allOf(labSupport(), ptySupport(), builtSupport(), browserSupport());
}

export interface InspectedChat {
  readonly terminal: TerminalSession;
  /** Where its page is. */
  readonly url: string;
}

export interface InspectedLan {
  readonly lan: SharedLan;
  /** The browser on alice's host. */
  readonly browser: Browser;
  /** Opens alice's chat with an inspector. It ends with the test. */
  readonly chat: (room: Room, ...options: readonly string[]) => Promise<InspectedChat>;
  /** Opens a page. It is closed with the test. */
  readonly open: (url: string, options?: Parameters<typeof openInspectorPage>[2]) => Promise<InspectorPage>;
}

/** Call it in the body of a suite: a LAN of alice and bob, with a browser on alice's host. */
export function shareInspectedLan(): InspectedLan {
  const lan = shareLan({ hosts: ['alice', 'bob'] });
  let opened: Browser | undefined;
  beforeAll(async () => {
    opened = await openTestBrowser(lan.host('alice'));
  });
  afterAll(async () => await opened?.close());
  const browser = (): Browser => {
    if (opened === undefined) throw new Error('there is no browser before the first test begins');
    return opened;
  };
  return {
    lan,
    get browser() {
      return browser();
    },
    chat: async (room, ...options) => {
      const terminal = await lan.chat('alice', room, { options: ['--inspect', ...options] });
      return { terminal, url: toldUrl(terminal.raw()) };
    },
    open: async (url, options) => {
      const page = await openInspectorPage(browser(), url, options);
      onTestFinished(async () => await page.close());
      return page;
    },
  };
}
