// Who is here, who has been quiet, who has left: for `/who`. By sign and word, never by colour alone.
import { faint, type Line, type Style, span } from '../frame.js';
import { handleStyle } from '../handle-colour.js';
import { handleText } from '../handle-text.js';
import { inOrder, presenceSigns } from '../people-order.js';
import type { PersonView, SessionView } from '../session-view.js';
import { peopleHere } from '../status-line.js';
import { padded, widthOf } from '../text-width.js';
import { gap, hanging, type Overlay, paragraph } from './overlay.js';

/** A name gets at most this share of the row. */
const nameShare = 1 / 3;

/** More people than anybody reads through; the others are counted. */
const maxPeopleListed = 300;

/** Everybody, those who are here first; oneself before them all. */
export function whoOverlay(
  { handle, name: ownName, people }: SessionView,
  columns: number,
  formatTime: (ms: number) => string,
): Overlay {
  const listed = inOrder(people).slice(0, maxPeopleListed);
  const names = [ownName, ...listed.map(({ name }) => name)];
  const longest = Math.max(...names.map((name) => widthOf(handleText(name))));
  const nameColumns = Math.min(longest, Math.floor(columns * nameShare));
  const row = (sign: string, name: string, style: Style, details: string): Line[] =>
    hanging(
      [span(`${sign} `), span(padded(handleText(name), nameColumns), style), span(gap)],
      span(details, faint),
      columns,
      nameColumns + sizeOfMargins,
    );
  const more = people.length - listed.length;
  return {
    title: `Who is here: ${peopleHere(people) + 1}`,
    lines: [
      ...row(presenceSigns.here, ownName, handleStyle(handle), 'you'),
      ...listed.flatMap((person) =>
        row(
          presenceSigns[person.presence],
          person.name,
          handleStyle(person.handle),
          detailsOf(person, formatTime),
        ),
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
