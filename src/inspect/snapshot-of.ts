// A snapshot of an actor of any kind as the inspector's format has it.
import type { Snapshot } from 'xstate';
import type { InspectionEvent } from './inspection-event.js';
import { plainValue } from './plain-value.js';
import type { RunningDelay } from './running-delays.js';

type Told = Extract<InspectionEvent, { readonly type: '@xstate.snapshot' }>['snapshot'];

/** How much of it is told. */
export interface Extent {
  /** Whether what people say is. */
  readonly content: boolean;
  /** Whether only what is short is: no context. */
  readonly brief: boolean;
}

export function snapshotOf(
  snapshot: Snapshot<unknown>,
  timers: readonly RunningDelay[],
  { content, brief }: Extent,
): Told {
  const { status, output, error } = snapshot;
  const told: Told = { status };
  if ('value' in snapshot) {
    told.value = snapshot.value;
    told.timers = timers.map((timer) => ({ ...timer }));
  }
  if ('tags' in snapshot && snapshot.tags instanceof Set) told.tags = Array.from(snapshot.tags, String);
  if (output !== undefined) told.output = plainValue(output, content, 'output');
  if (error !== undefined) told['error'] = plainValue(error, content, 'error');
  if (!brief && 'context' in snapshot) told.context = plainValue(snapshot.context, content);
  return told;
}
