// The server behind an inspector's page: HTTP on this computer alone, for whoever has the token. It serves a program that
// runs and a recording alike; it never decides anything.
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { asyncScheduler, type SchedulerLike, type Subscription } from 'rxjs';
import { streamEvents } from './event-stream.js';
import type { InspectionHello } from './inspection-event.js';
import { judge } from './page-access.js';
import { type PageKind, readAssets, securityHeaders } from './page-assets.js';
import type { PageSource } from './page-source.js';
import { sentMessage } from './sendable-events.js';

/** Only this computer: not even a name is looked up. */
const address = '127.0.0.1';

/** Streams at once: a few windows, and those that a browser has forgotten to close. */
const maxStreams = 8;

/** Connections at once; a browser opens six to one place. */
const maxConnections = 64;

/** Bytes of an event that is sent: more than any line that can be said. */
const maxSentBytes = 256 * 1024;

/** What an event that was sent has come to. */
export type SendOutcome = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Sends an event to an actor. */
export type SendEvent = (sessionId: string, event: { readonly type: string }) => SendOutcome;

export interface ServedPage {
  readonly source: PageSource;
  readonly hello: InspectionHello;
  /** Our own page, or the one that embeds Stately's; our own, if left out. */
  readonly kind?: PageKind;
  /** Where the files of the pages are; ends in a slash. */
  readonly assets: URL;
  /** Who does not know it gets nothing: at least 128 bits of chance, in characters that need no escape in an address. */
  readonly token: string;
  /** Left out where nothing may be sent. */
  readonly send?: SendEvent;
  readonly scheduler?: SchedulerLike;
}

export interface PageServer {
  /** What to open in a browser. */
  readonly url: string;
  /** Ends every stream and gives the port back; what the process does after that, it does not wait for us. */
  readonly close: () => Promise<void>;
}

/**
 * Serves a page on 127.0.0.1, on a port that the system chooses.
 *
 * @throws when the system lets nobody listen, or the page's files are not there
 */
export async function servePage({
  source,
  hello,
  kind = 'page',
  assets: directory,
  token,
  send,
  scheduler = asyncScheduler,
}: ServedPage): Promise<PageServer> {
  const assets = readAssets(kind, directory);
  const headers = securityHeaders(hello.embed === undefined ? undefined : new URL(hello.embed).origin);
  const streams = new Set<Subscription>();
  let port = 0;

  const refuse = (response: ServerResponse, status: number): void => {
    response.writeHead(status, { ...headers, connection: 'close' }).end();
  };

  const streamTo = (response: ServerResponse): void => {
    if (streams.size >= maxStreams) return refuse(response, 503);
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8' });
    const stream = streamEvents(response, { hello, source, scheduler });
    streams.add(stream);
    response.on('close', () => {
      streams.delete(stream);
      stream.unsubscribe();
    });
  };

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (send === undefined || !hello.sending) return refuse(response, 403);
    if (request.headers['content-type'] !== 'application/json') return refuse(response, 415);
    const text = await bodyOf(request);
    if (text === undefined) return refuse(response, 413);
    const message = sentMessage.safeParse(parsed(text));
    const outcome: SendOutcome = message.success
      ? send(message.data.sessionId, message.data.event)
      : { ok: false, reason: 'this is no event for an actor' };
    response
      .writeHead(outcome.ok ? 200 : 422, { ...headers, 'content-type': 'application/json' })
      .end(JSON.stringify(outcome));
  };

  const door = { assets: new Set(assets.keys()), isToken: (candidate: string) => isSame(candidate, token) };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { method, url: path, headers: asked } = request;
    const route = judge({ method, path, host: asked.host, origin: asked.origin }, { ...door, port });
    switch (route.type) {
      case 'refused':
        return refuse(response, route.status);
      case 'events':
        return streamTo(response);
      case 'send':
        take(request, response).catch(() => response.destroy());
        return;
      case 'asset': {
        const asset = assets.get(route.name);
        if (asset === undefined) return refuse(response, 404);
        response.writeHead(200, { ...headers, 'content-type': asset.type }).end(asset.body);
      }
    }
  };

  const server = createServer(answer);
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port: 0 }, resolve);
  });
  const bound = server.address();
  port = typeof bound === 'object' && bound !== null ? bound.port : 0;

  return {
    url: `http://${address}:${port}/${token}/`,
    close: () =>
      new Promise((resolve) => {
        for (const stream of streams) stream.unsubscribe();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The whole body as text; `undefined` when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Uint8Array)) return undefined;
    bytes += chunk.length;
    if (bytes > maxSentBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Without telling by the time it takes how much of it is right. */
function isSame(candidate: string, token: string): boolean {
  const [one, other] = [Buffer.from(candidate), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
