import { describe, expect, it } from 'vitest';
import type { InspectionHello } from '../../../src/inspect/inspection-event.js';
import { emptyModel, type PageMessage, received } from '../../../src/inspect/page/page-model.js';
import { readMessage } from '../../../src/inspect/page/read-message.js';
import { begins, drops } from './told-events.js';

const hello: InspectionHello = {
  type: '@backchannel.hello',
  version: '1.2.3',
  live: true,
  content: false,
  sending: true,
};

const greeting: PageMessage = { type: 'hello', hello };

function told(event: ReturnType<typeof begins>): PageMessage {
  return { type: 'event', event };
}

describe('what the page has been told', () => {
  it('begins with nothing', () => {
    expect(received(emptyModel, [])).toBe(emptyModel);
  });

  it('is whom it is connected with, and what happened there', () => {
    const model = received(emptyModel, [greeting, told(begins('x:0')), told(drops(4))]);
    expect(model).toMatchObject({ hello, link: 'connected', run: 1 });
    expect(model.timeline.latest.dropped).toBe(4);
    expect([...model.timeline.latest.actors.keys()]).toEqual(['x:0']);
  });

  it('stays when the stream breaks off, and begins anew when it is back', () => {
    const lost = received(emptyModel, [greeting, told(begins('x:0')), { type: 'lost' }]);
    expect(lost.link).toBe('reconnecting');
    expect(lost.timeline.next).toBe(1);
    const back = received(lost, [greeting, told(begins('x:1'))]);
    expect(back).toMatchObject({ link: 'connected', run: 2 });
    expect([...back.timeline.latest.actors.keys()]).toEqual(['x:1']);
  });

  it('counts what it cannot read', () => {
    expect(received(emptyModel, [{ type: 'unreadable' }, { type: 'unreadable' }]).unreadable).toBe(2);
  });
});

describe('a message of the stream', () => {
  it.each([
    { name: 'an event', text: JSON.stringify(begins('x:0')), type: 'event' },
    { name: 'the greeting', text: JSON.stringify(hello), type: 'hello' },
    { name: 'no JSON', text: '{', type: 'unreadable' },
    { name: 'nothing', text: '', type: 'unreadable' },
    { name: 'another object', text: '{"type":"@xstate.actor"}', type: 'unreadable' },
    { name: 'a list', text: '[]', type: 'unreadable' },
  ])('that is $name is read as $type', ({ text, type }) => {
    expect(readMessage(text).type).toBe(type);
  });
});
