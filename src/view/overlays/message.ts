// One message looked at closely: who said it, from where, when, in how many parts, and who has it. Pure.
import { faint, span } from '../frame.js';
import { handleStyle } from '../handle-colour.js';
import type { MessageDetails } from '../message-details.js';
import { heading, item, type Overlay, paragraph } from './overlay.js';
import { widthOf } from '../text-width.js';

/** The longest of the terms. */
const termColumns = 'not yet held by'.length;

/** More names than anybody reads are counted. */
const maxNamesListed = 100;

export interface DayAndTime {
  readonly formatTime: (ms: number) => string;
  readonly formatDay: (ms: number) => string;
}

/** The page about a message; without one, a sentence. */
export function messageOverlay(
  details: MessageDetails | undefined,
  columns: number,
  { formatTime, formatDay }: DayAndTime,
): Overlay {
  const title = 'Message';
  if (details === undefined) return { title, lines: paragraph('this message is no longer known', columns) };
  const { name, clientId, address, at, clock, text } = details;
  const facts: readonly (readonly [term: string, meaning: string])[] = [
    ['client id', clientId],
    ['address', address ?? (details.delivery === undefined ? 'not known' : 'this computer')],
    [details.delivery === undefined ? 'heard' : 'typed', `${formatDay(at)}, ${formatTime(at)}`],
    ['clock', clockText(clock)],
    ['parts', partsText(details)],
    ...(details.delivery === undefined ? [] : [['state', deliveryText(details)] as const]),
    ...namesOf('held by', details.heldBy),
    ...namesOf('not yet held by', details.lackedBy),
  ];
  const nameLine = widthOf(name) <= columns ? [[span(name, handleStyle(name))]] : [heading(name, columns)];
  return {
    title,
    lines: [
      ...nameLine,
      ...facts.flatMap(([term, meaning]) => item(term, meaning, columns, termColumns)),
      [],
      ...text.split('\n').flatMap((row) => paragraph(row, columns)),
      [],
      [span('y in the list of messages copies the text', faint)],
    ],
  };
}

/** In the one way that is the same for everybody: UTC. */
function clockText([ms, counter]: MessageDetails['clock']): string {
  const date = new Date(ms);
  const moment = Number.isNaN(date.getTime()) ? `${ms} ms` : date.toISOString();
  return counter === 0 ? moment : `${moment} and ${counter}`;
}

function partsText({ parts, missingParts }: MessageDetails): string {
  if (parts === undefined) return 'not known';
  return missingParts === 0 ? `${parts}` : `${parts}, of which ${missingParts} missing`;
}

function deliveryText({ delivery, heldBy = [], lackedBy = [] }: MessageDetails): string {
  if (delivery === 'waiting') return 'waits for the network';
  const isHeldByAll = heldBy.length > 0 && lackedBy.length === 0;
  return isHeldByAll ? 'held by all who were here' : 'taken by the network';
}

function namesOf(term: string, names: readonly string[] | undefined): readonly (readonly [string, string])[] {
  if (names === undefined || names.length === 0) return [];
  const listed = names.slice(0, maxNamesListed).join(', ');
  const more = names.length - maxNamesListed;
  return [[term, more > 0 ? `${listed} and ${more} more` : listed]];
}
