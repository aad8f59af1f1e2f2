import { describe, expect, it } from 'vitest';
import type { InspectionEvent } from '../../../src/inspect/inspection-event.js';
import {
  chosenActor,
  initialState,
  type PageAction,
  type PageState,
  shownAfter,
  shownUntil,
} from '../../../src/inspect/page/page-state.js';
import { becomes, begins, sends } from './told-events.js';

const greeting = {
  type: 'hello',
  hello: { type: '@backchannel.hello', version: '1', live: true, content: true, sending: true },
} as const;

function stateAfter(...actions: readonly PageAction[]): PageState {
  return actions.reduce(shownAfter, initialState);
}

function coming(...events: readonly InspectionEvent[]): PageAction {
  return { type: 'received', messages: events.map((event) => ({ type: 'event', event })) };
}

const greeted: PageAction = { type: 'received', messages: [greeting] };

const story = coming(
  begins('x:0', { definition: '{}', snapshot: { value: 'joining' } }),
  begins('x:1', { snapshot: { value: 'idle' } }),
  becomes('x:0', { value: 'connected' }),
  sends('x:0', 'x:1', 'go'),
  becomes('x:1', { value: 'busy' }),
  becomes('x:0', { value: 'sending' }),
);

function valueShown(state: PageState): unknown {
  return chosenActor(state)?.snapshot.value;
}

describe('what is looked at', () => {
  it.each<{ name: string; actions: readonly PageAction[]; value: unknown; until: number }>([
    { name: 'the first chart, as it is now', actions: [], value: 'sending', until: 5 },
    { name: 'another actor', actions: [{ type: 'choose', sessionId: 'x:1' }], value: 'busy', until: 5 },
    { name: 'an earlier moment', actions: [{ type: 'go', to: 2 }], value: 'connected', until: 2 },
    {
      name: 'the first moment, when asked for one before',
      actions: [{ type: 'go', to: -7 }],
      value: 'joining',
      until: 0,
    },
    {
      name: 'the last moment, when asked for one after',
      actions: [{ type: 'go', to: 99 }],
      value: 'sending',
      until: 5,
    },
    {
      name: 'one event back',
      actions: [{ type: 'step', by: -1, along: 'events' }],
      value: 'connected',
      until: 4,
    },
    {
      name: 'two events back and one on',
      actions: [
        { type: 'step', by: -1, along: 'events' },
        { type: 'step', by: -1, along: 'events' },
        { type: 'step', by: 1, along: 'events' },
      ],
      value: 'connected',
      until: 4,
    },
    {
      name: 'the chosen actor’s snapshot before',
      actions: [{ type: 'step', by: -1, along: 'chosen' }],
      value: 'connected',
      until: 2,
    },
    {
      name: 'where it is, when the chosen actor has no snapshot before',
      actions: [
        { type: 'go', to: 2 },
        { type: 'step', by: -1, along: 'chosen' },
      ],
      value: 'connected',
      until: 2,
    },
    { name: 'now again', actions: [{ type: 'go', to: 0 }, { type: 'live' }], value: 'sending', until: 5 },
  ])('is $name', ({ actions, value, until }) => {
    const state = stateAfter(greeted, story, ...actions);
    expect(valueShown(state)).toBe(value);
    expect(shownUntil(state)).toBe(until);
  });

  it('stays at a moment while more happens', () => {
    const state = stateAfter(
      greeted,
      story,
      { type: 'go', to: 2 },
      coming(becomes('x:0', { value: 'closed' })),
    );
    expect(valueShown(state)).toBe('connected');
    expect(valueShown(shownAfter(state, { type: 'live' }))).toBe('closed');
  });

  it('is nobody before the actor began', () => {
    const state = stateAfter(greeted, story, { type: 'choose', sessionId: 'x:1' }, { type: 'go', to: 0 });
    expect(chosenActor(state)).toBeUndefined();
  });

  it('is the present after the stream has come anew, and the same actor if it is there', () => {
    const before = [greeted, story, { type: 'choose', sessionId: 'x:1' }, { type: 'go', to: 2 }] as const;
    const again: PageAction = {
      type: 'received',
      messages: [greeting, { type: 'event', event: begins('x:0') }, { type: 'event', event: begins('x:1') }],
    };
    expect(stateAfter(...before, again)).toMatchObject({ chosen: 'x:1', moment: undefined });
    const another: PageAction = {
      type: 'received',
      messages: [greeting, { type: 'event', event: begins('x:9') }],
    };
    expect(stateAfter(...before, another)).toMatchObject({ chosen: 'x:9', moment: undefined });
  });

  it('is nothing before anything has come', () => {
    const state = stateAfter(greeted, { type: 'go', to: 3 }, { type: 'step', by: -1, along: 'events' });
    expect(state.moment).toBeUndefined();
    expect(chosenActor(state)).toBeUndefined();
  });
});
