// What the inspector costs a chat that has much to hear: when it is off, when nobody looks, and when a page is open; and how
// smooth the page is meanwhile.
import type { Page } from 'playwright-core';
import { openTestBrowser } from '../../test/support/browser.js';
import { openChat } from '../../test/support/chat-terminal.js';
import { toldUrl } from '../../test/support/inspector-page.js';
import { cpuSecondsOf, droppedDatagrams, residentMebibytesOf } from '../kernel-counts.js';
import type { Bench, Figure, Measurement, Sample } from '../measurement.js';
import { openSpeaker } from '../speaker.js';
import { unfold } from '../unfold.js';

const linesPerSecond = 200;
const warmUpLines = 400;
const countedLines = 1000;

const msPerSecond = 1000;
const hundred = 100;

/** Who looks at the chat. */
const watched = {
  off: 'without the inspector',
  alone: 'with it and no page',
  page: 'with a page open',
} as const;

type Watched = keyof typeof watched;
type Name = `${'processor' | 'memory'}-${Watched}` | 'frames';

/** Counts, in the page, how often the browser draws. */
const countFrames = `
  window.frames = 0;
  const count = () => { window.frames += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);`;

export const inspector: Measurement<Name> = {
  name: 'inspector',
  method: `The chat in a pseudo-terminal of 80 × 24 hears ${linesPerSecond} lines a second, ${countedLines} of them after ${warmUpLines} that are not counted, each of them shown (F6): without the inspector, with \`--inspect\` and no page, and with its page in a headless Chromium on the same computer, showing the session and the log. Processor time as the kernel counts it (\`schedstat\`), idle time not taken away; the run fails if a line was lost.`,
  figures: {
    'processor-off': processorFigure('off'),
    'memory-off': memoryFigure('off'),
    'processor-alone': processorFigure('alone'),
    'memory-alone': memoryFigure('alone'),
    'processor-page': processorFigure('page'),
    'memory-page': memoryFigure('page'),
    frames: {
      title: 'frames of the page meanwhile (target: at least 30)',
      unit: 'frames a second',
      better: 'higher',
      meaning: 'how often the browser draws the page; 60 is all that it does.',
    },
  },
  run: async (bench) => {
    const off = await listening(bench, 'off');
    const alone = await listening(bench, 'alone');
    const page = await listening(bench, 'page');
    return {
      'processor-off': off.processor,
      'memory-off': off.memory,
      'processor-alone': alone.processor,
      'memory-alone': alone.memory,
      'processor-page': page.processor,
      'memory-page': page.memory,
      frames: page.frames,
    };
  },
};

function processorFigure(who: Watched): Figure {
  return {
    title: `processor ${watched[who]}`,
    unit: '% of one core',
    better: 'lower',
    meaning: 'of the chat alone, from the kernel to the terminal and the page.',
  };
}

function memoryFigure(who: Watched): Figure {
  return {
    title: `memory ${watched[who]}`,
    unit: 'MiB',
    better: 'lower',
    meaning: 'what the chat has in memory (resident set) after the last line, garbage included.',
  };
}

async function listening(
  bench: Bench,
  who: Watched,
): Promise<Record<'processor' | 'memory' | 'frames', Sample>> {
  const { lab, room, home } = bench;
  const { launch } = bench.build;
  const host = lab.host('bob');
  const options = who === 'off' ? [] : ['--inspect'];
  await using terminal = await openChat(host, { handle: 'bob', room, home, options, launch });
  await using browser = who === 'page' ? await openTestBrowser(host) : undefined;
  const page = await browser?.newPage({ viewport: { width: 1600, height: 1000 } });
  if (page !== undefined) await openPage(page, toldUrl(terminal.raw()));
  await using speaker = await openSpeaker(bench);
  const { pid } = terminal;
  const hear = async (count: number): Promise<void> =>
    await terminal.waitFor(await speaker.say({ count, perSecond: linesPerSecond, lastTo: 'bob' }));

  await hear(warmUpLines);
  await unfold(terminal);
  const framesBefore = await framesOf(page);
  const [startedAt, cpuBefore] = [performance.now(), await cpuSecondsOf(pid)];
  await hear(countedLines);
  const seconds = (performance.now() - startedAt) / msPerSecond;
  const cpuSeconds = (await cpuSecondsOf(pid)) - cpuBefore;
  const frames = (await framesOf(page)) - framesBefore;
  const lost = await droppedDatagrams(pid, room.port);
  if (lost > 0) throw new Error(`${lost} lines were lost: this machine is too busy to measure`);
  return {
    processor: { backchannel: (cpuSeconds / seconds) * hundred },
    memory: { backchannel: await residentMebibytesOf(pid) },
    frames: { backchannel: frames / seconds },
  };
}

async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url);
  // Once the chart is laid out, there is as much to draw as there will be.
  await page.locator('g.state.active').first().waitFor();
  await page.evaluate(countFrames);
}

async function framesOf(page: Page | undefined): Promise<number> {
  return page === undefined ? 0 : Number(await page.evaluate('window.frames'));
}
