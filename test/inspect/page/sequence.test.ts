import { describe, expect, it } from 'vitest';
import { maxExchanges, maxLifelines } from '../../../src/inspect/page/page-limits.js';
import { type Sequence, sequenceOf } from '../../../src/inspect/page/sequence.js';
import { emptyTimeline, extended, type Timeline } from '../../../src/inspect/page/timeline.js';
import { becomes, begins, sends } from './told-events.js';

function sequenceIn(timeline: Timeline, until = timeline.next - 1): Sequence {
  return sequenceOf(timeline, until, timeline.latest);
}

function inWords({ lifelines, exchanges }: Sequence): string[] {
  return exchanges.map(({ from, to, type }) => `${lifelines[from]?.name} → ${lifelines[to]?.name}: ${type}`);
}

const timeline = extended(emptyTimeline, [
  begins('x:0', { name: 'session' }),
  begins('x:1', { name: 'lan' }),
  sends(undefined, 'x:0', 'say'),
  becomes('x:0', { value: 'sending' }),
  sends('x:1', 'x:0', 'lan.heard'),
  sends('x:0', 'x:0', 'xstate.after.pace.session.active'),
]);

describe('the sequence diagram', () => {
  it('tells who sent what to whom, in order', () => {
    expect(inWords(sequenceIn(timeline))).toEqual([
      'outside → session: say',
      'lan → session: lan.heard',
      'session → session: after pace',
    ]);
  });

  it('has whoever is outside first, and then the actors as they began', () => {
    expect(sequenceIn(timeline).lifelines.map(({ name }) => name)).toEqual(['outside', 'session', 'lan']);
  });

  it('ends at the moment that is shown', () => {
    expect(inWords(sequenceIn(timeline, 3))).toEqual(['outside → session: say']);
    expect(sequenceIn(timeline, -1)).toEqual({ lifelines: [], exchanges: [] });
  });

  it('knows an actor that is forgotten by what it was called', () => {
    const stranger = extended(emptyTimeline, [sends('x:8', 'x:9', 'go')]);
    expect(inWords(sequenceIn(stranger))).toEqual(['x:8 → x:9: go']);
  });

  it('shows the last ones of many', () => {
    const many = extended(
      timeline,
      Array.from({ length: 500 }, (_, index) => sends('x:0', 'x:1', `e${index}`)),
    );
    const { exchanges } = sequenceIn(many);
    expect(exchanges).toHaveLength(maxExchanges);
    expect(exchanges.at(-1)?.type).toBe('e499');
  });

  it('shows no more than a few actors beside each other', () => {
    const many = extended(
      timeline,
      Array.from({ length: 50 }, (_, index) => sends('x:0', `peer:${index}`, 'go')),
    );
    const { lifelines, exchanges } = sequenceIn(many);
    expect(lifelines).toHaveLength(maxLifelines);
    expect(exchanges).toHaveLength(maxLifelines - 1);
  });
});
