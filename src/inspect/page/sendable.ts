// What may be sent to an actor: what its machine can take now, and of that what the program lets through. Pure.
import * as z from 'zod';
import { acceptedEvents } from '../../chart/active-states.js';
import type { Chart } from '../../chart/chart.js';
import type { InspectionHello } from '../inspection-event.js';
import { isRecord } from './shared-structure.js';

/** A type of event, and its JSON Schema if the program tells it. */
export interface Offer {
  readonly type: string;
  readonly schema: unknown;
}

/**
 * The types that can be sent now.
 *
 * @param sendable what the program lets through, by machine and type; `undefined`: it does not say
 * @param value that of the machine's snapshot
 */
export function offersFor(
  sendable: InspectionHello['sendable'],
  chart: Chart,
  value: unknown,
): readonly Offer[] {
  const accepted = acceptedEvents(chart, value);
  if (sendable === undefined) return accepted.map((type) => ({ type, schema: undefined }));
  const allowed = new Map(Object.entries(sendable)).get(chart.id) ?? {};
  return accepted
    .filter((type) => Object.hasOwn(allowed, type))
    .map((type) => ({ type, schema: allowed[type] }));
}

const objectSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

/** A payload to begin with: what has to be there, empty. @returns JSON; nothing for an event that carries nothing */
export function templateFor(schema: unknown): string {
  const { data } = objectSchema.safeParse(schema);
  const required = data?.required.filter((name) => name !== 'type') ?? [];
  if (data === undefined || required.length === 0) return '';
  const members = required.map((name) => [name, exampleFor(data.properties[name])] as const);
  return JSON.stringify(Object.fromEntries(members), undefined, 2);
}

function exampleFor(schema: unknown): unknown {
  if (!isRecord(schema)) return null;
  const { type, enum: choices, const: only } = schema;
  if (only !== undefined) return only;
  if (Array.isArray(choices)) return choices[0];
  const empty: Readonly<Record<string, unknown>> = {
    string: '',
    number: 0,
    integer: 0,
    boolean: false,
    array: [],
  };
  if (type === 'object') return JSON.parse(templateFor(schema) || '{}');
  return typeof type === 'string' && Object.hasOwn(empty, type) ? empty[type] : null;
}

/** What is wrong with an event, in a sentence; `undefined` if nothing is, or nobody can tell. */
export function problemWith(schema: unknown, event: unknown): string | undefined {
  const issue = readSchema(schema)?.safeParse(event).error?.issues[0];
  if (issue === undefined) return undefined;
  const where = issue.path.join('.');
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}

function readSchema(schema: unknown): z.ZodType | undefined {
  if (!isRecord(schema)) return undefined;
  try {
    return z.fromJSONSchema(schema);
  } catch {
    // A schema that nobody here can read forbids nothing: the program judges anyway.
    return undefined;
  }
}
