// Who may ask a page's server for what.
import { describe, expect, it } from 'vitest';
import { type Asked, judge } from '../../src/inspect/page-access.js';

const door = {
  port: 4000,
  isToken: (candidate: string) => candidate === 'TOKEN',
  assets: new Set(['', 'page.js']),
};

const asked: Asked = { method: 'GET', path: '/TOKEN/', host: '127.0.0.1:4000', origin: undefined };

describe('a request', () => {
  it.each<{ name: string; asked: Partial<Asked>; judged: object }>([
    { name: 'the page', asked: {}, judged: { type: 'asset', name: '' } },
    {
      name: 'the page by the name of this computer',
      asked: { host: 'localhost:4000' },
      judged: { type: 'asset', name: '' },
    },
    { name: 'a file of it', asked: { path: '/TOKEN/page.js' }, judged: { type: 'asset', name: 'page.js' } },
    { name: 'the events', asked: { path: '/TOKEN/events' }, judged: { type: 'events' } },
    {
      name: 'sending, by the page',
      asked: { path: '/TOKEN/send', method: 'POST', origin: 'http://127.0.0.1:4000' },
      judged: { type: 'send' },
    },
  ])('for $name is answered', ({ asked: changed, judged }) => {
    expect(judge({ ...asked, ...changed }, door)).toEqual(judged);
  });

  it.each<{ name: string; asked: Partial<Asked>; status: number }>([
    { name: 'without a Host', asked: { host: undefined }, status: 403 },
    { name: 'by another name that leads here', asked: { host: 'evil.example:4000' }, status: 403 },
    { name: 'by our name without the port', asked: { host: '127.0.0.1' }, status: 403 },
    { name: 'for another port', asked: { host: '127.0.0.1:4001' }, status: 403 },
    { name: 'from a page elsewhere', asked: { origin: 'http://evil.example' }, status: 403 },
    { name: 'from a page of another server here', asked: { origin: 'http://127.0.0.1:4001' }, status: 403 },
    { name: 'from a page by another name', asked: { origin: 'http://localhost:4000' }, status: 403 },
    { name: 'from nowhere', asked: { origin: 'null' }, status: 403 },
    { name: 'without a token', asked: { path: '/' }, status: 404 },
    { name: 'with a wrong token', asked: { path: '/TOKEM/' }, status: 404 },
    { name: 'with a token and no slash', asked: { path: '/TOKEN' }, status: 404 },
    { name: 'for a file that is not there', asked: { path: '/TOKEN/secret' }, status: 404 },
    { name: 'for a file above', asked: { path: '/TOKEN/../secret' }, status: 404 },
    { name: 'with a question', asked: { path: '/TOKEN/page.js?x' }, status: 404 },
    { name: 'to send with a wrong token', asked: { path: '/x/send', method: 'POST' }, status: 404 },
    { name: 'to send by GET', asked: { path: '/TOKEN/send' }, status: 405 },
    { name: 'to change the page', asked: { method: 'POST' }, status: 405 },
    { name: 'to change the events', asked: { path: '/TOKEN/events', method: 'PUT' }, status: 405 },
  ])('$name is refused', ({ asked: changed, status }) => {
    expect(judge({ ...asked, ...changed }, door)).toEqual({ type: 'refused', status });
  });
});
