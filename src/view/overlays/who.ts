// Who is here, who has been quiet, who has left: for `/who`. By sign and word, never by colour alone.
import { faint, type Line, span } from '../frame.js';
import { handleColour } from '../handle-colour.js';
import type { PersonView, SessionView } from '../session-view.js';
import { peopleHere } from '../status-line.js';
import { padded, truncate, widthOf } from '../text-width.js';
import { gap, hanging, type Overlay, paragraph } from './overlay.js';

const presences = {
  here: { sign: '+', rank: 0 },
  quiet: { sign: '~', rank: 1 },
  gone: { sign: '-', rank: 2 },
} as const;

/** A name gets at most this share of the row. */
const nameShare = 1 / 3;

/** More people than anybody reads through; the others are counted. */
const maxPeopleListed = 300;

/** Everybody, those who are here first; oneself before them all. */
export function whoOverlay(
  { handle, people }: SessionView,
  columns: number,
  formatTime: (ms: number) => string,
): Overlay {
  const byPresence = people.toSorted(
    (one, other) => presences[one.presence].rank - presences[other.presence].rank,
  );
  const listed = byPresence.slice(0, maxPeopleListed);
  const longest = Math.max(...[handle, ...listed.map(({ name }) => name)].map(widthOf));
  const nameColumns = Math.min(longest, Math.floor(columns * nameShare));
  const row = (sign: string, name: string, details: string): Line[] =>
    hanging(
      [
        span(`${sign} `),
        span(padded(truncate(name, nameColumns), nameColumns), { bold: true, colour: handleColour(name) }),
        span(gap),
      ],
      span(details, faint),
      columns,
      nameColumns + sizeOfMargins,
    );
  const more = people.length - listed.length;
  return {
    title: `Who is here: ${peopleHere(people) + 1}`,
    lines: [
      ...row(presences.here.sign, handle, 'you'),
      ...listed.flatMap((person) =>
        row(presences[person.presence].sign, person.name, detailsOf(person, formatTime)),
      ),
      ...(more > 0 ? paragraph(`and ${more} more`, columns) : []),
    ],
  };
}

/** The sign and the gap. */
const sizeOfMargins = 2 + gap.length;

function detailsOf(
  { presence, heardFirstAt, address, isOriginal }: PersonView,
  formatTime: (ms: number) => string,
): string {
  const facts = [
    presence,
    `${presence === 'here' ? 'since' : 'came'} ${formatTime(heardFirstAt)}`,
    ...(address === undefined ? [] : [address]),
    ...(isOriginal ? ['with the original program'] : []),
  ];
  return facts.join(' · ');
}
