// The terminal's screen, as it was painted.
import { element, part, setHidden, setText } from './elements.js';
import { maxTerminalRows } from './page-limits.js';
import type { ScreenShown } from './picture.js';
import { cellsOf } from './screen-cells.js';
import type { View } from './view.js';

export function terminalView(): View {
  const note = part('terminal-note', HTMLElement);
  const screen = part('terminal-screen', HTMLElement);
  const frame = part('terminal-frame', HTMLElement);
  const cursor = element('span', { class: 'cursor', 'aria-hidden': 'true' });
  let drawn: ScreenShown | undefined;
  const rows: { readonly node: HTMLElement; text: string }[] = [];
  // Where there is no room for all of it, what is typed and the status matter most.
  const toEnd = (): void => {
    frame.scrollTop = frame.scrollHeight;
  };
  new ResizeObserver(toEnd).observe(frame);

  const drawRows = ({ rows: texts }: ScreenShown): void => {
    const shown = texts.slice(0, maxTerminalRows);
    while (rows.length > shown.length) rows.pop()?.node.remove();
    for (const [index, text] of shown.entries()) {
      const row = rows[index] ?? { node: element('div', { class: 'line' }), text: '' };
      if (rows[index] === undefined) {
        rows.push(row);
        screen.append(row.node);
      }
      if (row.text === text) continue;
      row.text = text;
      row.node.replaceChildren(
        ...cellsOf(text).map((cells) =>
          cells.isWide ? element('span', { class: 'wide' }, cells.text) : cells.text,
        ),
      );
    }
  };

  const drawCursor = (place: ScreenShown['cursor']): void => {
    setHidden(cursor, place === undefined);
    if (place === undefined) return;
    cursor.style.setProperty('--row', String(place.row));
    cursor.style.setProperty('--column', String(place.column));
  };

  return {
    draw: ({ state: { picture } }) => {
      const { screen: shown } = picture;
      if (shown === drawn) return false;
      const isFirst = drawn === undefined;
      drawn = shown;
      setHidden(screen, shown === undefined);
      setHidden(note, shown !== undefined);
      setText(note, 'Nothing has been painted yet.');
      if (shown === undefined) return false;
      drawRows(shown);
      const columns = Math.max(1, ...shown.rows.slice(0, maxTerminalRows).map((row) => row.length));
      screen.style.setProperty('--columns', String(columns));
      screen.style.setProperty('--lines', String(rows.length));
      if (cursor.parentElement === null) screen.prepend(cursor);
      drawCursor(shown.cursor);
      if (isFirst) toEnd();
      return false;
    },
  };
}
