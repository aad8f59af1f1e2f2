// The inspector of a program at work, from what it tells the person to what a page can do.
import { EventEmitter } from 'node:events';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createSession, type Session } from '../../src/app.js';
import { defaultGroup, defaultPort } from '../../src/config.js';
import { inspectionEvent, inspectionHello } from '../../src/inspect/inspection-event.js';
import type { InspectRequest } from '../../src/inspect/inspect-request.js';
import { type Inspector, type InspectorWorld, startInspector } from '../../src/inspect/start-inspector.js';
import { createMemoryLan } from '../../src/net/memory-lan.js';
import { timeLine } from '../support/time-line.js';
import { ask, openStream, type OpenStream, pageFiles, untilTrue } from './page-files.js';

const files = pageFiles();
afterAll(files.remove);

const inspectors: Inspector[] = [];
afterEach(async () => {
  await Promise.all(inspectors.splice(0).map((inspector) => inspector.close()));
});

/** How the command that opens a browser ends. */
type OpenerEnd = { readonly code: number } | { readonly error: string };

function started(request: Partial<InspectRequest> = {}, end: OpenerEnd = { code: 0 }) {
  const time = timeLine();
  const told: string[] = [];
  const commands: string[][] = [];
  const spawn = (command: string, words: readonly string[]) => {
    commands.push([command, ...words]);
    const child = Object.assign(new EventEmitter(), { unref: () => undefined });
    process.nextTick(() =>
      'code' in end ? child.emit('exit', end.code) : child.emit('error', new Error(end.error)),
    );
    return child;
  };
  const world = {
    now: time.now,
    version: '1.2.3',
    assets: files.directory,
    token: 'TOKEN',
    platform: 'linux',
    // Of what it returns only this much is used.
    spawn: spawn as unknown as InspectorWorld['spawn'],
    tell: (sentence: string) => told.push(sentence),
  } as const;
  return {
    time,
    told,
    commands,
    starting: startInspector({ how: 'page', content: false, ...request }, world),
  };
}

/** Somebody who is inspected, on a LAN in memory. */
async function inspected(request: Partial<InspectRequest> = {}) {
  const { time, starting } = started(request);
  const inspector = await starting;
  inspectors.push(inspector);
  const lan = createMemoryLan({ seed: 1, scheduler: time.scheduler });
  const session = createSession(
    {
      settings: { group: defaultGroup, port: defaultPort, ttl: 1, handle: 'alice' },
      format: 'chat',
      role: 'person',
    },
    {
      transport: lan.attach({ address: '10.0.0.1' }).transport,
      now: time.now,
      seed: 1,
      scheduler: time.scheduler,
      clock: time.clock,
      inspect: inspector.inspect,
    },
  );
  session.start();
  await time.pass(1000);
  return { time, inspector, session };
}

function post(url: string, sessionId: string, event: object) {
  return ask(`${url}send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sessionId, event }),
  });
}

/** Waits until a page has been told of the session's state, in words. */
async function untilState(stream: OpenStream, session: Session, state: string): Promise<void> {
  await untilTrue(`the state ${state}`, () =>
    stream.messages().some((message) => {
      const event = inspectionEvent.safeParse(message).data;
      if (event?.type !== '@xstate.snapshot' || event.sessionId !== session.sessionId) return false;
      return JSON.stringify(event.snapshot.value) === state;
    }),
  );
}

describe('an inspector', () => {
  it('says where it is', async () => {
    const { told, commands, starting } = started();
    const inspector = await starting;
    inspectors.push(inspector);
    expect(told).toEqual([`the inspector is at ${inspector.url}`]);
    expect(commands).toEqual([]);
  });

  it('opens the browser when it is asked to', async () => {
    const { told, commands, starting } = started({ how: 'open' });
    const inspector = await starting;
    inspectors.push(inspector);
    expect(commands).toEqual([['xdg-open', inspector.url]]);
    expect(told).toHaveLength(1);
  });

  it.each([
    { end: { code: 3 }, sentence: 'the browser is not opened: xdg-open has failed' },
    { end: { error: 'ENOENT' }, sentence: 'the browser is not opened: xdg-open cannot be run: ENOENT' },
  ])('goes on without a browser: $sentence', async ({ end, sentence }) => {
    const { told, starting } = started({ how: 'open' }, end);
    inspectors.push(await starting);
    expect(told.at(-1)).toBe(sentence);
  });

  it('shows a program at work to a page that comes late, and goes on', async () => {
    const { time, inspector, session } = await inspected();
    const stream = await openStream(`${inspector.url}events`);
    await untilState(stream, session, '{"active":"connected"}');
    const hello = inspectionHello.parse(stream.messages()[0]);
    expect(hello).toMatchObject({ version: '1.2.3', live: true, content: false, sending: true });
    expect(Object.keys(hello.sendable?.['session'] ?? {})).toContain('retry');
    session.send({ type: 'quit' });
    await time.pass(3000);
    await untilState(stream, session, '"closed"');
    stream.close();
  });

  it.each([
    { content: false, times: 0 },
    { content: true, times: 1 },
  ])('tells what is said only where it may: $content', async ({ content, times }) => {
    const { time, inspector, session } = await inspected({ content });
    const stream = await openStream(`${inspector.url}events`);
    session.send({ type: 'say', text: 'kanarienvogel', at: time.now() });
    await time.pass(1000);
    session.send({ type: 'quit' });
    await time.pass(3000);
    await untilState(stream, session, '"closed"');
    const told = JSON.stringify(stream.messages()).split('kanarienvogel').length - 1;
    expect(Math.min(1, told)).toBe(times);
    stream.close();
  });

  it('sends an event to an actor', async () => {
    const { inspector, session } = await inspected();
    const { url } = inspector;
    const answer = await post(url, session.sessionId, { type: 'rename', handle: 'alys' });
    expect(answer).toMatchObject({ status: 200 });
    expect(session.getSnapshot().context.identity.handle).toBe('alys');
  });

  it.each([
    { name: 'an actor that is not there', sessionId: 'x:none', event: { type: 'retry' } },
    { name: 'what is no event of it', sessionId: undefined, event: { type: 'lan.joined' } },
  ])('sends nothing to $name', async ({ sessionId, event }) => {
    const { inspector, session } = await inspected();
    const before = session.getSnapshot();
    const answer = await post(inspector.url, sessionId ?? session.sessionId, event);
    expect(answer).toMatchObject({ status: 422 });
    expect(session.getSnapshot()).toBe(before);
  });

  it('tells a page of Stately which inspector it is to embed', async () => {
    const { inspector } = await inspected({ how: 'stately', embed: 'http://127.0.0.1:9/inspect' });
    const stream = await openStream(`${inspector.url}events`);
    await untilTrue('the hello', () => stream.messages().length > 0);
    expect(inspectionHello.parse(stream.messages()[0]).embed).toBe('http://127.0.0.1:9/inspect');
    expect((await ask(inspector.url)).body).toBe('<stately.html>');
    stream.close();
  });
});
