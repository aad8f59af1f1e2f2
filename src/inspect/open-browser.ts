// Opens an address in the person's browser, as each platform does it.
import type { spawn } from 'node:child_process';

/** The command, and what stands before the address. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [command: string, ...words: string[]]>>> = {
  darwin: ['open'],
  // `start` is a word of the shell; the first thing in quotes would be a window's title.
  win32: ['cmd', '/c', 'start', '""'],
};

/** What every other platform has, if it has a desktop. */
const desktopOpener = ['xdg-open'] as const;

/** An opener that has not failed by then has passed the address on, or has become the browser itself. */
const patienceMs = 1500;

export interface BrowserOpening {
  readonly platform: NodeJS.Platform;
  readonly spawn: typeof spawn;
}

/**
 * Opens an address.
 *
 * @returns `undefined`, or why it could not be opened
 */
export function openBrowser(
  url: string,
  { platform, spawn: run }: BrowserOpening,
): Promise<string | undefined> {
  const [command, ...words] = openers[platform] ?? desktopOpener;
  return new Promise((resolve) => {
    // The browser outlives us, and must neither write to our terminal nor read from it.
    const child = run(command, [...words, url], { stdio: 'ignore', detached: true });
    const timer = setTimeout(() => resolve(undefined), patienceMs);
    const end = (failure: string | undefined) => {
      clearTimeout(timer);
      resolve(failure);
    };
    child.once('error', (error) => end(`${command} cannot be run: ${error.message}`));
    child.once('exit', (code) => end(code === 0 ? undefined : `${command} has failed`));
    child.unref();
  });
}
