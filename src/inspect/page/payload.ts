// The JSON that a person writes beside an event's type, and what is wrong with it. Pure.
import { maxPayloadUnits } from './page-limits.js';
import { isRecord } from './shared-structure.js';

export type Payload =
  | { readonly ok: true; readonly event: Readonly<Record<string, unknown>> & { readonly type: string } }
  | { readonly ok: false; readonly problem: string };

/** The event that is meant. @param text an object's JSON; nothing at all counts as an empty object */
export function readPayload(type: string, text: string): Payload {
  if (type.trim() === '') return problem('choose an event, or write its type');
  if (text.length > maxPayloadUnits) return problem(`at most ${maxPayloadUnits} characters, please`);
  const read = parsed(text);
  if (!read.ok) return read;
  if (!isRecord(read.value)) return problem('an event is an object: { "text": "hello" }');
  const named = read.value['type'];
  if (named !== undefined && named !== type)
    return problem(`"type" is ${JSON.stringify(named)}, and chosen is ${type}`);
  return { ok: true, event: { ...read.value, type: type.trim() } };
}

function parsed(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string } {
  if (text.trim() === '') return { ok: true, value: {} };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return problem(error instanceof Error ? error.message : 'this is no JSON');
  }
}

function problem(sentence: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem: sentence };
}
