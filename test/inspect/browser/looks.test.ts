// How the page looks, as far as a machine can tell: nothing covers anything else, nothing sticks out, and every text is
// dark enough on its ground, or light enough (WCAG 2.2, 1.4.3).
import { expect, it } from 'vitest';
import * as z from 'zod';
import { say } from '../../support/chat-terminal.js';
import { describeWhen } from '../../support/describe-when.js';
import { inspectedChatSupport, shareInspectedLan } from '../../support/inspected-chat.js';
import { untilTrue } from '../page-files.js';
import { room } from '../../support/room.js';

/** Runs in the page: what is wrong with how it is laid out, in sentences. */
const layoutFaults = `(() => {
  const faults = [];
  const boxOf = (part) => ({ name: part.id || part.className || part.textContent, box: part.getBoundingClientRect() });
  const isSeen = ({ box }) => box.width > 0 && box.height > 0;
  const apart = (one, other) =>
    one.right <= other.left + 1 || other.right <= one.left + 1 || one.bottom <= other.top + 1 || other.bottom <= one.top + 1;
  const judge = (boxes, within, scrolls = false) => {
    for (const [index, one] of boxes.entries()) {
      const { left, top, right, bottom } = one.box;
      if (left < within.left - 1 || top < within.top - 1 || right > within.right + 1 || (!scrolls && bottom > within.bottom + 1))
        faults.push(one.name + ' sticks out');
      for (const other of boxes.slice(index + 1))
        if (!apart(one.box, other.box)) faults.push(one.name + ' and ' + other.name + ' overlap');
    }
  };
  const regions = [...document.querySelectorAll('.top, .panel, #time, .status')].map(boxOf);
  for (const region of regions) if (!isSeen(region)) faults.push(region.name + ' is not seen');
  judge(regions, { left: 0, top: 0, right: innerWidth, bottom: innerHeight });
  for (const bar of document.querySelectorAll('.top, .bar, .travel, .status, .tab-panel:not([hidden])')) {
    const box = bar.getBoundingClientRect();
    if (box.width > 0) judge([...bar.children].map(boxOf).filter(isSeen), box, getComputedStyle(bar).overflowY === 'auto');
  }
  return faults;
})()`;

/** Runs in the page: the texts whose contrast is too low, with it. */
const faintTexts = `(() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (part) => {
    for (let at = part; at !== null; at = at.parentElement) {
      const [r, g, b, alpha = 1] = parse(getComputedStyle(at).backgroundColor);
      if (alpha === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const part = node.parentElement;
    const isText = node.data.trim() !== '' && part.checkVisibility({ visibilityProperty: true });
    if (!isText || part.closest('svg, :disabled') !== null) continue;
    const [one, other] = [parse(getComputedStyle(part).color).slice(0, 3), groundOf(part)].map(luminance);
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) faint.add(node.data.trim().slice(0, 20) + ' ' + contrast.toFixed(1));
  }
  return [...faint];
})()`;

/** Runs in the page: whether the last row of the terminal is in sight. */
const endIsInSight = `(() => {
  const bottomOf = (selector) => document.querySelector(selector).getBoundingClientRect().bottom;
  return bottomOf('.screen .line:last-of-type') <= bottomOf('#terminal-frame') + 1;
})()`;

const sentences = z.array(z.string());

describeWhen(inspectedChatSupport(), "the inspector's looks", () => {
  const { lan, chat, open } = shareInspectedLan();

  const windows = [
    { width: 1920, height: 1080, colorScheme: 'dark' },
    { width: 1600, height: 900, colorScheme: 'light' },
    { width: 1280, height: 800, colorScheme: 'dark' },
    { width: 1024, height: 768, colorScheme: 'light' },
  ] as const;
  it.each(windows)('are sound at $width × $height, $colorScheme', async (window) => {
    const { width, height, colorScheme } = window;
    const { terminal, url } = await chat(room(80));
    const { page, ...seen } = await open(url, { viewport: { width, height }, colorScheme });
    await lan.chat('bob', room(80));
    await seen.actor(/^peer\//u).waitFor();
    say(terminal, 'a line that makes something happen');
    await seen.state('session.active.connected', '.active').waitFor();
    await page.locator('#terminal-screen', { hasText: '2 here' }).waitFor();

    const faults: string[] = [];
    const look = async (where: string) => {
      const found = [layoutFaults, faintTexts].map(async (script) =>
        sentences.parse(await page.evaluate(script)).map((fault) => `${where}: ${fault}`),
      );
      faults.push(...(await Promise.all(found)).flat());
    };
    await page.locator('#log-rows .row:visible').first().click();
    await look('with the log');
    for (const tab of ['sequence', 'context', 'send']) {
      await page.locator(`#${tab}-tab`).click();
      await page.locator(`#${tab}-panel`).waitFor();
      await look(`with ${tab}`);
    }
    await page.locator('#time-back').click();
    await page.locator('#time[data-live=no]').waitFor();
    await look('in the past');
    await page.locator('#theme').click();
    await look('in the theme of the button');
    expect([...faults, ...seen.faults()]).toEqual([]);
  });

  it('keep the end of the terminal in sight in a smaller window', async () => {
    const { url } = await chat(room(81));
    const { page, faults } = await open(url);
    const frame = page.locator('#terminal-frame');
    await frame.locator('.line').first().waitFor();
    const untilEnd = async () =>
      await untilTrue('the end of the terminal', async () => (await page.evaluate(endIsInSight)) === true);
    await untilEnd();
    await page.setViewportSize({ width: 1200, height: 640 });
    await untilEnd();
    await page.locator('#terminal-toggle').click();
    await frame.waitFor({ state: 'hidden' });
    await page.locator('#terminal-toggle').click();
    await untilEnd();
    expect(faults()).toEqual([]);
  });
});
