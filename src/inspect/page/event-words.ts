// An event in the words of one row: its kind, its head, and its payload on one line. Pure.
import { eventInWords } from '../../chart/words.js';
import type { InspectionEvent } from '../inspection-event.js';
import type { TakenTransition } from './actor-picture.js';
import { preview } from './preview.js';
import { valueInWords } from './state-paths.js';

/** What the log sorts events into. */
export type LogKind = 'event' | 'transition' | 'snapshot' | 'actor' | 'screen' | 'gap';

/** All of them, as they are offered, with what the person is told. */
export const logKinds: readonly { readonly kind: LogKind; readonly label: string }[] = [
  { kind: 'event', label: 'events' },
  { kind: 'transition', label: 'transitions' },
  { kind: 'snapshot', label: 'snapshots' },
  { kind: 'actor', label: 'actors' },
  { kind: 'screen', label: 'screen' },
];

const kinds: Readonly<Record<InspectionEvent['type'], LogKind>> = {
  '@xstate.actor': 'actor',
  '@xstate.event': 'event',
  '@xstate.snapshot': 'snapshot',
  '@backchannel.transitions': 'transition',
  '@backchannel.screen': 'screen',
  '@backchannel.dropped': 'gap',
};

export function kindOf({ type }: InspectionEvent): LogKind {
  return kinds[type];
}

/** What an event is called in a row. */
export function headOf(event: InspectionEvent): string {
  switch (event.type) {
    case '@xstate.actor':
      return 'began';
    case '@xstate.event':
      return typeInWords(event.event.type);
    case '@xstate.snapshot':
      return valueInWords(event.snapshot.value) || (event.snapshot.status ?? 'snapshot');
    case '@backchannel.transitions':
      return event.transitions.map(transitionInWords).join(', ');
    case '@backchannel.screen':
      return 'the terminal was painted';
    case '@backchannel.dropped':
      return `${event.count} events were left out`;
  }
}

/** The type of an event that a delay sends: the delay's name or its milliseconds, and then the state. */
const delayed = /^xstate\.after\.(?<delay>[^.]+)\./u;

/** An event's type as the chart has it, if XState made it: `after pace`, `transmit is done`. */
export function typeInWords(type: string): string {
  const delay = delayed.exec(type)?.groups?.['delay'];
  return eventInWords(type, delay !== undefined && /^\d+$/u.test(delay) ? Number(delay) : delay);
}

function transitionInWords({ source, targets }: TakenTransition): string {
  if (targets.length === 0) return `stays in ${source}`;
  const shared = sharedDepth([parentOf(source), ...targets]);
  const words = (id: string): string => id.split('.').slice(shared).join('.');
  return `${words(source)} → ${targets.map(words).join(', ')}`;
}

function parentOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('.')));
}

/** How many parts all ids begin with in common; never all of one. */
function sharedDepth(ids: readonly string[]): number {
  const [first = [], ...others] = ids.map((id) => id.split('.'));
  const differs = first.findIndex((each, at) =>
    others.some((other) => other[at] !== each || at === other.length - 1),
  );
  return differs === -1 ? first.length : differs;
}

/** What an event carries: what is shown when its row is opened, and searched. */
export function payloadOf(event: InspectionEvent): unknown {
  switch (event.type) {
    case '@xstate.actor':
    case '@xstate.snapshot':
      return event.snapshot;
    case '@xstate.event':
      return event.event;
    case '@backchannel.transitions':
      return event.transitions;
    case '@backchannel.screen':
      return event.rows;
    case '@backchannel.dropped':
      return event.count;
  }
}

/** The payload on one line, without what the head tells already. */
export function tailOf(event: InspectionEvent): string {
  switch (event.type) {
    case '@xstate.event': {
      const { type: _, ...rest } = event.event;
      return Object.keys(rest).length === 0 ? '' : preview(rest);
    }
    case '@xstate.snapshot':
    case '@backchannel.transitions':
      return typeInWords(event.event.type);
    case '@xstate.actor':
      return valueInWords(event.snapshot.value);
    case '@backchannel.screen':
    case '@backchannel.dropped':
      return '';
  }
}
