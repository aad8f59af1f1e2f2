// The system's browser, in which tests look at pages: on this computer, or on a host of the lab.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import type { Support } from './requirements.js';

/** What Chromium is called: by Debian and others, by Ubuntu, by Google. */
const commands = ['chromium', 'chromium-browser', 'google-chrome'];

/** The name of a site that is somebody else's, and leads to this computer all the same. */
export const foreignName = 'foreign.example';

/** Root has no sandbox in Chromium, and the pages are our own; no name leads out of this computer. */
const args = [
  '--no-sandbox',
  `--host-resolver-rules=MAP ${foreignName} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost`,
];

/** Somewhere a browser can run: a host of the lab. */
interface Place {
  command(argv: readonly string[]): string[];
}

function installed(): string | undefined {
  return commands.find((command) => spawnSync(command, ['--version']).status === 0);
}

/** Whether there is a browser. */
export function browserSupport(): Support {
  return installed() === undefined
    ? { ok: false, reason: `no browser is installed: ${commands.join(', ')}` }
    : { ok: true };
}

/** Opens a browser without a window. @param place where it runs; on this computer, if left out */
export async function openTestBrowser(place?: Place): Promise<Browser> {
  const command = installed() ?? '';
  const { stdout } = spawnSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' });
  const path = stdout.trim();
  if (place === undefined) return await chromium.launch({ executablePath: path, args });
  // We are told of an executable, not of a command: a script stands in for it, and gives way to the browser.
  const folder = mkdtempSync(join(tmpdir(), 'backchannel-browser-'));
  const script = join(folder, 'browser');
  const words = place.command([path]).map((word) => `'${word}'`);
  writeFileSync(script, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, { mode: 0o700 });
  try {
    // It is told through a pipe, which leads into a network namespace as well.
    return await chromium.launch({ executablePath: script, args });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
