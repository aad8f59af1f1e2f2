// The chat as lines that are printed once and stay: from two versions of the session to what there is to say about it. Pure.
// Every line begins with the time; what the program itself says goes on with `-`, which no handle looks like.
import { type SharedHandles, unknownName } from '../chat/display-handle.js';
import { compareEntries, type Entry, type HoleEntry, type MessageEntry } from '../chat/entry.js';
import { emptyTranscript, type Transcript } from '../chat/transcript.js';
import { transcriptChanges } from '../chat/transcript-changes.js';
import { newlinePicture } from '../text/pictures.js';
import { faint, type Line, span } from './frame.js';
import { handleStyle, ownHandleStyle } from './handle-colour.js';
import { handleText } from './handle-text.js';
import { floodGate, floodToldAt, noSecond, type PlainSecond } from './plain-flood.js';
import type { Phase, SessionView } from './session-view.js';
import { speakerName, speechOf } from './speech.js';

/** What has been printed. */
export interface PlainState {
  readonly transcript: Transcript;
  /** What was said last about the network. */
  readonly status: string;
  /** The newest entry that was printed: what belongs above it comes late. */
  readonly newest?: Entry;
  /** What is missing something, since when: it may come yet. */
  readonly awaited: ReadonlyMap<string, number>;
  /** How many lines of others have been printed within the present second. */
  readonly second: PlainSecond;
  /** When we came, in milliseconds since 1970: what was said before that is history. */
  readonly startedAt: number;
  /** Whether the line that the history ends with has been printed. */
  readonly isPastOver: boolean;
}

export const nothingPrinted: PlainState = {
  transcript: emptyTranscript,
  status: '',
  awaited: new Map(),
  second: noSecond,
  startedAt: 0,
  isPastOver: false,
};

export interface PlainStep {
  readonly state: PlainState;
  readonly lines: readonly Line[];
  /** When to look again though nothing has happened: milliseconds since 1970. */
  readonly lookAgainAt?: number;
}

/** Most of what is missing comes within a second or so, asked for again; until then it is not worth a line. */
export const awaitMs = 1500;

/** So much of an own message names it. */
const maxNamedUnits = 40;

/** Phases in which what is typed goes out. */
const soundPhases: ReadonlySet<Phase> = new Set<Phase>(['connected', 'sending', 'leaving', 'closed']);

/**
 * What there is to print.
 *
 * @param now milliseconds since 1970
 * @param formatTime the time of day of a moment, as the person writes it
 */
export function plainStep(
  before: PlainState,
  session: SessionView,
  now: number,
  formatTime: (ms: number) => string,
): PlainStep {
  const { transcript } = session;
  const { added, changed, removed } = transcriptChanges(before.transcript, transcript);
  const awaited = new Map(before.awaited);
  for (const key of removed) awaited.delete(key);
  let { newest, isPastOver } = before;
  const lines: Line[] = [];
  const own = (text: string, at: number) => lines.push(programLine(formatTime(at), text));
  const gate = floodGate(before.second, session.handle, now, session.phase === 'closed');
  if (gate.told !== undefined) own(gate.told, now);
  const print = (given: Entry) => {
    // History comes once, is bounded by itself, and was asked for: no flood.
    const isHistory = !isPastOver && isPast(given, before.startedAt);
    if (given.kind === 'boundary') isPastOver = true;
    if (!isHistory && !gate.passes(given)) return;
    const entry = toldApart(given, session.sharedHandles);
    const isLate = newest !== undefined && compareEntries(entry, newest) < 0;
    if (entry.kind === 'message' && !(isLate && entry.delivery === undefined)) {
      lines.push(messageLine(formatTime(entry.at), entry));
    } else own(isLate ? lateText(entry) : entryText(entry), entry.at);
    if (!isLate) newest = entry;
  };

  const status = statusOf(session, before.status);
  if (status !== before.status) own(status, now);
  for (const entry of added) {
    if (isAwaited(entry)) awaited.set(entry.key, now);
    else if (entry.kind !== 'message' || entry.delivery !== 'waiting') print(entry);
    else if (!soundPhases.has(session.phase)) own(`waits: ${named(entry)}`, entry.at);
    if (isHeldByAll(entry)) own(heldText(entry), now);
  }
  for (const { before: old, after } of changed) {
    if (awaited.has(after.key)) {
      if (!isAwaited(after)) print(after);
    } else if (wasSent(old, after)) print(after);
    else if (isAwaited(old) && !isAwaited(after) && gate.passes(after))
      own(mendedText(toldApart(after, session.sharedHandles)), now);
    if (!isAwaited(after)) awaited.delete(after.key);
    if (!isHeldByAll(old) && isHeldByAll(after)) own(heldText(after), now);
  }
  for (const entry of patienceEnded(transcript, awaited, now)) {
    awaited.delete(entry.key);
    print(entry);
  }
  const second = gate.second();
  const awaitedAt = [...awaited.values()].map((since) => since + awaitMs);
  const lookAgainAt = Math.min(...awaitedAt, floodToldAt(second) ?? Number.POSITIVE_INFINITY);
  return {
    state: {
      transcript,
      status,
      awaited,
      second,
      startedAt: before.startedAt,
      isPastOver,
      ...(newest === undefined ? {} : { newest }),
    },
    lines,
    ...(Number.isFinite(lookAgainAt) ? { lookAgainAt } : {}),
  };
}

/** Whether the entry was said before we came and has been repeated since, or is missing among what was. */
function isPast(entry: Entry, startedAt: number): boolean {
  const isRepeated = entry.kind === 'hole' || (entry.kind === 'message' && entry.heardAt !== undefined);
  return isRepeated && entry.clock[0] < startedAt;
}

/** The entry under a name that tells its speaker apart from others of the same handle. */
function toldApart(entry: Entry, shared: SharedHandles): Entry {
  if (entry.kind !== 'message' && entry.kind !== 'hole') return entry;
  return shared.has(entry.handle) ? { ...entry, handle: speakerName(entry, shared) } : entry;
}

/** Something that the program says: a line of its own. */
export function programLine(time: string, text: string): Line {
  return [span(`${time} - `, faint), span(inOneLine(text))];
}

function messageLine(time: string, entry: MessageEntry): Line {
  const { isDeed, text } = speechOf(entry);
  const style = entry.delivery === undefined ? handleStyle : ownHandleStyle;
  const name = span(handleText(entry.handle), style(entry.handle));
  const said = span(inOneLine(text) + missingText(entry));
  return isDeed
    ? [span(`${time} * `, faint), name, span(' '), said]
    : [span(`${time} `, faint), name, span(': '), said];
}

function entryText(entry: Entry): string {
  switch (entry.kind) {
    case 'message':
      return spokenText(entry);
    case 'notice':
      return entry.text;
    case 'hole':
      return holeText(entry);
    case 'boundary':
      return 'what was said before you came ends here';
  }
}

/** Lines that are printed stay where they are: what belongs above them is told as such. */
function lateText(entry: Entry): string {
  return entry.kind === 'message' ? `said earlier: ${spokenText(entry)}` : entryText(entry);
}

function spokenText(entry: MessageEntry): string {
  return messageLine('', entry)
    .map(({ text }) => text)
    .join('')
    .trimStart();
}

function holeText({ count, clientId, handle, isLost }: HoleEntry): string {
  const what = count === 1 ? '1 line' : `${count} lines`;
  const name = handle === '' ? unknownName(clientId) : handle;
  return isLost ? `${what} lost from ${name}` : `${what} missing from ${name}, asking`;
}

function mendedText(entry: Entry): string {
  return entry.kind === 'message' ? `now complete: ${spokenText(entry)}` : entryText(entry);
}

function missingText({ missingParts }: MessageEntry): string {
  if (missingParts === 0) return '';
  return missingParts === 1 ? ' (a part is missing)' : ` (${missingParts} parts are missing)`;
}

/** Whether it may change within a moment: part of it, or all of it, has been asked for. */
function isAwaited(entry: Entry): boolean {
  // Of what is lost has been told: that it is asked for once more is not worth a line.
  return entry.kind === 'message'
    ? entry.missingParts > 0
    : entry.kind === 'hole' && !entry.isLost && !entry.isAgain;
}

function wasSent(before: Entry, after: Entry): boolean {
  return (
    before.kind === 'message' &&
    after.kind === 'message' &&
    before.delivery === 'waiting' &&
    after.delivery === 'sent'
  );
}

function isHeldByAll(entry: Entry): entry is MessageEntry & { readonly receipt: object } {
  if (entry.kind !== 'message' || entry.receipt === undefined) return false;
  const { heldBy, of } = entry.receipt;
  return of > 0 && heldBy >= of;
}

function heldText(entry: Entry): string {
  if (entry.kind !== 'message' || entry.receipt === undefined) return '';
  const { heldBy, of } = entry.receipt;
  return `held by ${heldBy} of ${of}: ${named(entry)}`;
}

function named({ text }: MessageEntry): string {
  const line = inOneLine(text);
  return line.length <= maxNamedUnits ? line : `${line.slice(0, maxNamedUnits - 1)}…`;
}

/** What is still missing something after so long, in the order of the transcript. */
function patienceEnded(
  { chunks }: Transcript,
  awaited: ReadonlyMap<string, number>,
  now: number,
): readonly Entry[] {
  const due = new Set([...awaited].filter(([, since]) => now - since >= awaitMs).map(([key]) => key));
  if (due.size === 0) return [];
  return chunks.flatMap(({ entries }) => entries.filter(({ key }) => due.has(key)));
}

/** The state of the network in one sentence; the one before while nothing is new. */
function statusOf(session: SessionView, before: string): string {
  const { phase, reason, waiting } = session;
  switch (phase) {
    case 'leaving':
    case 'closed':
      return before;
    case 'joining':
      return `joining ${placeOf(session)} as ${session.handle}`;
    case 'connected':
    case 'sending':
      return before.startsWith(connected)
        ? before
        : `${connected} ${placeOf(session)}${interfacesOf(session)}`;
    default: {
      const trouble = reason === undefined ? phase : `${phase}: ${reason}`;
      if (before.startsWith(trouble)) return before;
      const lines = waiting === 1 ? '1 line waits' : `${waiting} lines wait`;
      return waiting === 0 ? trouble : `${trouble}; ${lines}`;
    }
  }
}

const connected = 'connected to';

/** An IPv6 address has colons of its own (RFC 3986 §3.2.2). */
function placeOf({ group, port }: SessionView): string {
  return group.includes(':') ? `[${group}]:${port}` : `${group}:${port}`;
}

function interfacesOf({ joined, refused }: SessionView): string {
  const names = [...new Set(joined.map(({ name }) => name))];
  const only = joined.every(({ internal }) => internal) ? ', this computer only' : '';
  const troubles = refused.map(({ name, code }) => `, ${name} refused (${code})`);
  return ` on ${names.join(', ')}${only}${troubles.join('')}`;
}

function inOneLine(text: string): string {
  return text.replaceAll('\n', ` ${newlinePicture} `);
}
