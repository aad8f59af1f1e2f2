// Every step that a machine can take from its initial state, by the production machine's own graph.
import type { AnyEventObject, AnyStateMachine, EventObject, InputFrom, SnapshotFrom } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';

export interface ChartStep<Machine extends AnyStateMachine> {
  readonly from: SnapshotFrom<Machine>;
  readonly event: EventObject;
  readonly to: SnapshotFrom<Machine>;
}

interface Exploration<Machine extends AnyStateMachine> {
  readonly input: InputFrom<Machine>;
  /** Tried in every state; may name events of actors and delays (`xstate.done.actor.…`), which the machine's type does not list. */
  readonly events: readonly AnyEventObject[];
  /** What tells two snapshots apart; the fewer, the smaller the graph. */
  readonly identify: (snapshot: SnapshotFrom<Machine>) => unknown;
  /** Explores no further from here. */
  readonly stopWhen: (snapshot: SnapshotFrom<Machine>) => boolean;
}

/** More transitions than any of our charts needs; beyond it the exploration throws. */
const maxTransitions = 100_000;

/** All steps from all states that `events` can reach. */
export function chartSteps<Machine extends AnyStateMachine>(
  machine: Machine,
  { input, events, identify, stopWhen }: Exploration<Machine>,
): ChartStep<Machine>[] {
  // xstate's graph types do not accept its own machines under exactOptionalPropertyTypes, hence `never` and `unknown`.
  const adjacency: unknown = getAdjacencyMap(
    machine as never,
    {
      input,
      events,
      limit: maxTransitions,
      stopWhen,
      serializeState: (snapshot: SnapshotFrom<Machine>) => JSON.stringify(identify(snapshot)),
    } as never,
  );
  const rows = Object.values(
    adjacency as Record<
      string,
      {
        state: SnapshotFrom<Machine>;
        transitions: Record<string, { event: EventObject; state: SnapshotFrom<Machine> }>;
      }
    >,
  );
  return rows.flatMap(({ state: from, transitions }) =>
    Object.values(transitions).map(({ event, state: to }) => ({ from, event, to })),
  );
}
