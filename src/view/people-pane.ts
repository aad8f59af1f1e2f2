// The people pane: beside the messages, who is here and how they are. Pure.
import { faint, type Line, type Style, span } from './frame.js';
import { handleStyle, ownHandleStyle } from './handle-colour.js';
import { handleText } from './handle-text.js';
import { inOrder, presenceSigns } from './people-order.js';
import type { SessionView } from './session-view.js';
import { padded, truncate, widthOf } from './text-width.js';
import { unlessChanged } from './unless-changed.js';

/** Always the same width, or the messages would be wrapped anew whenever somebody comes. */
export const peoplePaneColumns = 25;

const edge = ' │ ';
const edgeStyle: Style = { dim: true, role: 'rule' };

/** Behind a name: oneself, and whoever uses the original program, which does not say how it is. */
const ownHint = 'you';
const originalHint = '2012';

/** Bold would say that they are here. */
function goneStyle(handle: string): Style {
  const { bold: _, ...style } = handleStyle(handle);
  return { ...style, dim: true };
}

/** Exactly so many rows; of more people than fit the others are counted. */
export function peoplePane({ handle, name, people }: SessionView, rows: number): readonly Line[] {
  return drawn({ handle, name, people, rows });
}

interface Parts extends Pick<SessionView, 'handle' | 'name' | 'people'> {
  readonly rows: number;
}

const drawn = unlessChanged(({ handle, name: ownName, people, rows }: Parts): readonly Line[] => {
  const lines = [
    personRow({ sign: presenceSigns.here, name: ownName, style: ownHandleStyle(handle), hint: ownHint }),
    ...inOrder(people)
      .slice(0, rows)
      .map(({ name, handle: own, presence, isOriginal }) =>
        personRow({
          sign: presenceSigns[presence],
          name,
          style: presence === 'gone' ? goneStyle(own) : handleStyle(own),
          hint: isOriginal ? originalHint : '',
        }),
      ),
  ];
  const all = people.length + 1;
  const shown = all <= rows ? lines : [...lines.slice(0, rows - 1), moreRow(all - (rows - 1))];
  return Array.from({ length: rows }, (_, row) => [span(edge, edgeStyle), ...(shown[row] ?? [])]);
});

interface Person {
  readonly sign: string;
  readonly name: string;
  readonly style: Style;
  readonly hint: string;
}

function personRow({ sign, name, style, hint }: Person): Line {
  const columns = peoplePaneColumns - widthOf(edge) - widthOf(`${sign} `);
  if (hint === '') return [span(`${sign} `), span(truncate(handleText(name), columns), style)];
  const nameColumns = columns - widthOf(` ${hint}`);
  return [span(`${sign} `), span(padded(handleText(name), nameColumns), style), span(` ${hint}`, faint)];
}

function moreRow(count: number): Line {
  return [span(truncate(`+${count} more (/who)`, peoplePaneColumns - widthOf(edge)), faint)];
}
