// Who may ask a page's server for what: a request is judged before anything is done for it. A page of another site cannot
// get by, even if its name leads to this computer (DNS rebinding), and without the token nothing is answered at all. Pure.

/** What a server gives. */
export type Route =
  | { readonly type: 'asset'; readonly name: string }
  | { readonly type: 'events' }
  | { readonly type: 'send' };

/** What a request says of itself. */
export interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/** What the server knows. */
export interface Door {
  readonly port: number;
  /** Compares in a time that tells nothing. */
  readonly isToken: (candidate: string) => boolean;
  /** The names of the page's files; the page itself has the empty one. */
  readonly assets: ReadonlySet<string>;
}

export type Judgement = Route | { readonly type: 'refused'; readonly status: 403 | 404 | 405 };

/** Judges a request. */
export function judge(
  { method, path = '', host, origin }: Asked,
  { port, isToken, assets }: Door,
): Judgement {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host)) return refused(403);
  // The page's own requests come from where it is (RFC 6454); whatever is typed or opened has no origin.
  if (origin !== undefined && origin !== `http://${host}`) return refused(403);
  const [, token = '', name, ...rest] = path.split('/');
  if (!isToken(token) || name === undefined || rest.length > 0) return refused(404);
  if (name === 'send') return method === 'POST' ? { type: 'send' } : refused(405);
  const isThere = name === 'events' || assets.has(name);
  if (!isThere) return refused(404);
  if (method !== 'GET') return refused(405);
  return name === 'events' ? { type: 'events' } : { type: 'asset', name };
}

function refused(status: 403 | 404 | 405): Judgement {
  return { type: 'refused', status };
}
