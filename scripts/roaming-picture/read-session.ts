// What a recording tells of its session: the chart of the machine, and when it was in which states.
import * as z from 'zod';
import { activeStateIds } from '../../src/chart/active-states.js';
import type { Chart } from '../../src/chart/chart.js';
import { readChart } from '../../src/chart/read-chart.js';
import type { InspectionEvent } from '../../src/inspect/inspection-event.js';
import { openRecording } from '../../src/recording/open-recording.js';

/** The session was in these states from then until the next moment. */
export interface Moment {
  /** Milliseconds since the session began. */
  readonly atMs: number;
  /** The type of the event that led there. */
  readonly event: string;
  readonly activeIds: ReadonlySet<string>;
}

export interface RecordedSession {
  readonly chart: Chart;
  readonly moments: readonly Moment[];
}

const machineId = 'session';

/** Reads the session of a recording. @throws Error if it has none */
export function readSession(path: string): RecordedSession {
  const events = inspectionEventsOf(path);
  for (const event of events) {
    if (event.type !== '@xstate.actor' || event.definition === undefined) continue;
    const chart = readChart(JSON.parse(event.definition));
    if (chart?.id === machineId) return { chart, moments: momentsOf(chart, event, events) };
  }
  throw new Error(`${path} tells of no machine "${machineId}"`);
}

function inspectionEventsOf(path: string): readonly InspectionEvent[] {
  const recording = openRecording(path);
  try {
    return Array.from(recording.entries, ({ entry }) => entry).flatMap((entry) =>
      entry.type === 'inspection' ? [entry.event] : [],
    );
  } finally {
    recording.close();
  }
}

type ActorBegan = Extract<InspectionEvent, { readonly type: '@xstate.actor' }>;

function momentsOf(
  chart: Chart,
  { sessionId, createdAt }: ActorBegan,
  events: readonly InspectionEvent[],
): readonly Moment[] {
  const begunAt = Number(createdAt);
  const moments: Moment[] = [];
  let latest = '';
  for (const told of events) {
    if (told.type !== '@xstate.snapshot' || told.sessionId !== sessionId) continue;
    const value = z.json().parse(told.snapshot.value);
    const written = JSON.stringify(value);
    // Most events leave the session in the state in which it is.
    if (written === latest) continue;
    latest = written;
    const atMs = Number(told.createdAt) - begunAt;
    moments.push({ atMs, event: told.event.type, activeIds: activeStateIds(chart, value) });
  }
  return moments;
}
