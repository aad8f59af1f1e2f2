// The files of the inspector's pages, as the build leaves them, and with which head each is sent.
import { readPageFile } from './read-page-file.js';

/** Which page is served. */
export type PageKind = 'page' | 'stately';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

/** By its name in the page's address, the file: the page itself has the empty name. */
const files: Readonly<Record<PageKind, Readonly<Record<string, string>>>> = {
  page: { '': 'page.html', 'page.js': 'page.js', 'page.css': 'page.css' },
  stately: { '': 'stately.html', 'stately.js': 'stately.js', 'stately.css': 'stately.css' },
};

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/**
 * Reads the files of a page; they stay in memory, since a package may be replaced while its program runs.
 *
 * @param directory where the build has put them; ends in a slash
 * @throws when one is not there, which is a defect of the build
 */
export function readAssets(kind: PageKind, directory: URL): ReadonlyMap<string, Asset> {
  return new Map(
    Object.entries(files[kind]).map(([name, file]) => [
      name,
      {
        type: types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
        body: readPageFile(file, directory),
      },
    ]),
  );
}

/**
 * What every answer says: nothing from outside, nothing kept, nothing told to others.
 *
 * @param embedded the origin of what the page embeds, if it does
 */
export function securityHeaders(embedded: string | undefined): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    `frame-src ${embedded ?? "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}
