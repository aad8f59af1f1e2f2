// The server behind a page, asked over HTTP on this computer.
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { InspectionEvent, InspectionHello } from '../../src/inspect/inspection-event.js';
import { createLedger } from '../../src/inspect/ledger.js';
import { Note } from '../../src/inspect/note.js';
import { recorded } from '../../src/inspect/page-source.js';
import { type PageServer, type ServedPage, servePage } from '../../src/inspect/serve-page.js';
import { ask, openStream, pageFiles, untilTrue } from './page-files.js';

const files = pageFiles();
afterAll(files.remove);

const hello: InspectionHello = {
  type: '@backchannel.hello',
  version: '1.2.3',
  live: true,
  content: false,
  sending: true,
};

const stamp = { id: 'x', createdAt: '0', _version: '0' };

function screenOf(label: string): InspectionEvent {
  return { ...stamp, type: '@backchannel.screen', rows: [label] };
}

function newLedger() {
  return createLedger((count) => ({ ...stamp, type: '@backchannel.dropped', count }));
}

function noteOf(label: string): Note {
  return new Note('other', 'a', () => screenOf(label));
}

const servers: PageServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(changes: Partial<ServedPage> = {}): Promise<PageServer> {
  const source = recorded([screenOf('one'), screenOf('two')]);
  const server = await servePage({ source, hello, assets: files.directory, token: 'TOKEN', ...changes });
  servers.push(server);
  return server;
}

describe('the page', () => {
  it('is served on this computer alone, with its files', async () => {
    const { url } = await serve();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/TOKEN\/$/u);
    expect(await ask(url)).toMatchObject({ status: 200, body: '<page.html>' });
    expect(await ask(`${url}page.js`)).toMatchObject({
      status: 200,
      body: '<page.js>',
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    });
    expect(await ask(`${url}page.css`)).toMatchObject({ status: 200, body: '<page.css>' });
    expect(await ask(`${url}stately.js`)).toMatchObject({ status: 404 });
  });

  it('may take nothing from outside, and is kept nowhere', async () => {
    const { url } = await serve();
    const { headers } = await ask(url);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-src 'none'");
    expect(policy).not.toMatch(/http|\*|unsafe/u);
  });

  it('may embed one inspector, and that one only', async () => {
    const embed = 'https://inspector.example/path';
    const { url } = await serve({ kind: 'stately', hello: { ...hello, embed } });
    const { headers, body } = await ask(url);
    expect(body).toBe('<stately.html>');
    expect(headers['content-security-policy']).toContain('frame-src https://inspector.example;');
  });

  it.each([
    { name: 'another Host', path: 'TOKEN/', headers: { host: 'evil.example' }, status: 403 },
    { name: 'another Origin', path: 'TOKEN/events', headers: { origin: 'http://evil.example' }, status: 403 },
    { name: 'no token', path: '', headers: {}, status: 404 },
    { name: 'a wrong token', path: 'TOKEM/events', headers: {}, status: 404 },
    { name: 'a wrong token, and longer', path: 'TOKEN1/', headers: {}, status: 404 },
  ])('is refused without a word: $name', async ({ path, headers, status }) => {
    const { url } = await serve();
    const answer = await ask(new URL(`/${path}`, url).href, { headers });
    expect(answer).toMatchObject({ status, body: '' });
  });
});

describe('the events', () => {
  it('of a recording come all, after the hello', async () => {
    const { url } = await serve();
    const stream = await openStream(`${url}events`);
    await untilTrue('all messages', () => stream.messages().length === 3);
    expect(stream.messages()).toEqual([hello, screenOf('one'), screenOf('two')]);
    stream.close();
  });

  it('of a program come as they happen, to each page', async () => {
    const ledger = newLedger();
    ledger.note(noteOf('before'));
    const { url } = await serve({ source: ledger });
    const one = await openStream(`${url}events`);
    await untilTrue('the first message', () => one.messages().length === 2);
    ledger.note(noteOf('after'));
    const other = await openStream(`${url}events`);
    const all = [hello, screenOf('before'), screenOf('after')];
    await untilTrue('all messages', () => one.messages().length === 3 && other.messages().length === 3);
    expect([one.messages(), other.messages()]).toEqual([all, all]);
    one.close();
    other.close();
  });

  it('do not wait for a page that does not read: it is told what it missed', async () => {
    const ledger = newLedger();
    const { url } = await serve({ source: ledger });
    const stream = await openStream(`${url}events`);
    stream.pause();
    const long = 'x'.repeat(20_000);
    for (let at = 0; at < 3000; at += 1) {
      ledger.note(noteOf(`${at} ${long}`));
      if (at % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    stream.resume();
    await untilTrue('the last message', () =>
      JSON.stringify(stream.messages().at(-1) ?? '').includes('2999 x'),
    );
    expect(stream.messages()).toContainEqual(expect.objectContaining({ type: '@backchannel.dropped' }));
    expect(stream.messages().length).toBeLessThan(3000);
    stream.close();
  });

  it('go to so many pages and no more, and to another when one has gone', async () => {
    const { url } = await serve();
    const streams = await Promise.all(Array.from({ length: 8 }, () => openStream(`${url}events`)));
    expect(await ask(`${url}events`)).toMatchObject({ status: 503, body: '' });
    streams[0]?.close();
    await untilTrue('a stream', async () => {
      const another = await openStream(`${url}events`);
      another.close();
      return another.status === 200;
    });
    for (const stream of streams) stream.close();
  });

  it('end when the server is closed, and so does the server', async () => {
    const server = await serve();
    const stream = await openStream(`${server.url}events`);
    await server.close();
    await stream.ended;
    await expect(ask(server.url)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('sending an event', () => {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ sessionId: 'x:0', event: { type: 'retry' } });

  it('reaches the actor, and says what has come of it', async () => {
    const sent: unknown[] = [];
    const { url } = await serve({
      send: (sessionId, event) => {
        sent.push([sessionId, event]);
        return sessionId === 'x:0' ? { ok: true } : { ok: false, reason: 'nobody' };
      },
    });
    const good = await ask(`${url}send`, { method: 'POST', headers, body });
    expect(good).toMatchObject({ status: 200, body: '{"ok":true}' });
    const bad = await ask(`${url}send`, { method: 'POST', headers, body: body.replace('x:0', 'x:1') });
    expect(bad).toMatchObject({ status: 422, body: '{"ok":false,"reason":"nobody"}' });
    expect(sent).toEqual([
      ['x:0', { type: 'retry' }],
      ['x:1', { type: 'retry' }],
    ]);
  });

  it.each([
    { name: 'no JSON', question: { body: '{' }, status: 422 },
    { name: 'no event', question: { body: '{"sessionId":"x:0"}' }, status: 422 },
    { name: 'something beside it', question: { body: body.replace('{', '{"x":1,') }, status: 422 },
    { name: 'a form', question: { headers: { 'content-type': 'text/plain' } }, status: 415 },
    { name: 'a book', question: { body: `"${'x'.repeat(300_000)}"` }, status: 413 },
    {
      name: 'another Origin',
      question: { headers: { ...headers, origin: 'http://evil.example' } },
      status: 403,
    },
  ])('is refused: $name', async ({ question, status }) => {
    let count = 0;
    const { url } = await serve({
      send: () => {
        count += 1;
        return { ok: true };
      },
    });
    const answer = await ask(`${url}send`, { method: 'POST', headers, body, ...question });
    expect(answer.status).toBe(status);
    expect(count).toBe(0);
  });

  it('is refused where nothing may be sent', async () => {
    const { url } = await serve({ hello: { ...hello, sending: false } });
    expect(await ask(`${url}send`, { method: 'POST', headers, body })).toMatchObject({
      status: 403,
      body: '',
    });
  });
});
