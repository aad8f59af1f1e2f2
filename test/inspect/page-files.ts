// The files of the inspector's pages as a test has them, small and in a folder of their own; and requests by hand, since
// `fetch` would not let a test lie about the Host.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { waitUntil } from '../support/wait-until.js';

export interface PageFiles {
  readonly directory: URL;
  readonly remove: () => void;
}

/** @param files by their names; the pages of both kinds, if left out */
export function pageFiles(files: Readonly<Record<string, string>> = {}): PageFiles {
  const folder = mkdtempSync(join(tmpdir(), 'backchannel-pages-'));
  const names = ['page.html', 'page.js', 'page.css', 'stately.html', 'stately.js', 'stately.css'];
  for (const name of names) writeFileSync(join(folder, name), files[name] ?? `<${name}>`);
  return {
    directory: pathToFileURL(`${folder}/`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks a server, and waits for the whole answer. */
export function ask(url: string, { method = 'GET', headers = {}, body }: Question = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** A stream of events, as a page reads it. */
export interface OpenStream {
  readonly status: number;
  /** The messages so far, each as what it says. */
  readonly messages: () => readonly unknown[];
  /** Stops reading, as a page does that is busy. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
  /** Resolves when the other end has ended it. */
  readonly ended: Promise<void>;
}

export function openStream(url: string): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', () => undefined);
      resolve({
        status: response.statusCode ?? 0,
        messages: () =>
          text
            .split('\n')
            .slice(0, -1)
            .filter((line) => line.startsWith('data: '))
            .map((line): unknown => JSON.parse(line.slice('data: '.length))),
        pause: () => response.pause(),
        resume: () => response.resume(),
        close: () => asked.destroy(),
        ended: new Promise((over) => response.on('close', () => over())),
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Waits until something is so. */
export async function untilTrue(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  await waitUntil(what, async () => ((await look()) ? true : undefined));
}
