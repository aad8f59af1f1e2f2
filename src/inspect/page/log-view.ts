// The log: what happened, one row an event, and what the selected one carried.
import { element, part, setAttribute, setHidden, setText } from './elements.js';
import { headOf, kindOf, type LogKind, logKinds, payloadOf, tailOf } from './event-words.js';
import { emptyLog, filteredLog, findInLog, updatedLog } from './log-list.js';
import { type PageState, shownUntil } from './page-state.js';
import { rowList } from './row-list.js';
import { timeOfDay } from './time-of-day.js';
import { emptyTimeline, entryAt, type Timeline } from './timeline.js';
import { valueView } from './value-view.js';
import type { Page, View } from './view.js';

export function logView({ dispatch, redraw }: Page): View {
  const panel = part('log-panel', HTMLElement);
  const filter = part('log-filter', HTMLInputElement);
  const search = part('log-search', HTMLInputElement);
  const found = part('log-found', HTMLElement);
  const pause = part('log-pause', HTMLButtonElement);
  const follow = part('log-follow', HTMLInputElement);
  const detail = part('log-detail', HTMLElement);
  const title = part('log-detail-title', HTMLElement);
  const payload = valueView(part('log-payload', HTMLElement), redraw);

  let log = emptyLog;
  let timeline: Timeline = emptyTimeline;
  let until = -1;
  /** The number of the event that the person has selected. */
  let selected: number | undefined;
  /** The number of the first event that is held back while the log is paused. */
  let pausedAt: number | undefined;
  let momentSeen: number | undefined;

  const list = rowList({
    host: part('log-rows', HTMLElement),
    role: 'listbox',
    make: () => {
      const [time, actor, head, tail] = ['time', 'actor', 'head', 'tail'].map((name) =>
        element('span', { class: name }),
      );
      // There are as many as there are names.
      const parts = [time, actor, head, tail].filter((each) => each !== undefined);
      return { root: element('div', { class: 'entry' }, ...parts), parts };
    },
    fill: ({ root, parts }, index) => {
      const number = log.numbers[index] ?? -1;
      const entry = entryAt(timeline, number);
      if (entry === undefined) return;
      const { event, at, actor, source } = entry;
      const who = source === '' ? actor : `${source} → ${actor}`;
      const texts = [timeOfDay(at), who, headOf(event), tailOf(event)];
      for (const [column, node] of parts.entries()) setText(node, texts[column] ?? '');
      setAttribute(root, 'data-kind', kindOf(event));
      setAttribute(root, 'data-when', number > until ? 'later' : 'by-then');
    },
    choose: (index) => {
      selected = log.numbers[index];
      redraw();
    },
    act: (index) => {
      const number = log.numbers[index];
      if (number !== undefined) dispatch({ type: 'go', to: number });
    },
    scrolled: (isAtEnd) => {
      if (!isAtEnd) follow.checked = false;
    },
  });

  const refilter = (): void => {
    const checked = [...panel.querySelectorAll<HTMLInputElement>('input[data-kind]:checked')];
    const kinds = logKinds.flatMap(({ kind }) =>
      checked.some((box) => box.dataset['kind'] === kind) ? [kind] : [],
    );
    log = filteredLog(log, { text: filter.value, kinds: new Set<LogKind>([...kinds, 'gap']) });
    redraw();
  };
  const kinds = part('log-kinds', HTMLElement);
  for (const { kind, label } of logKinds) {
    const box = element('input', { type: 'checkbox', 'data-kind': kind });
    box.checked = emptyLog.filter.kinds.has(kind);
    box.addEventListener('change', refilter);
    kinds.append(element('label', {}, box, label));
  }
  filter.addEventListener('input', refilter);
  pause.addEventListener('click', () => {
    pausedAt = pausedAt === undefined ? timeline.next : undefined;
    redraw();
  });
  follow.addEventListener('change', redraw);
  const seek = (step: 1 | -1): void => {
    const from = selected === undefined ? -1 : log.numbers.indexOf(selected);
    const index = findInLog(log, timeline, search.value, from, step);
    setText(found, index === undefined && search.value.trim() !== '' ? 'not found' : '');
    if (index === undefined) return;
    follow.checked = false;
    selected = log.numbers[index];
    list.reveal(index);
    redraw();
  };
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') seek(event.shiftKey ? -1 : 1);
  });
  part('log-search-next', HTMLButtonElement).addEventListener('click', () => seek(1));
  part('log-search-previous', HTMLButtonElement).addEventListener('click', () => seek(-1));
  part('log-see', HTMLButtonElement).addEventListener('click', () => {
    if (selected !== undefined) dispatch({ type: 'go', to: selected });
  });
  part('log-detail-close', HTMLButtonElement).addEventListener('click', () => {
    selected = undefined;
    redraw();
  });

  const drawDetail = (): void => {
    const entry = selected === undefined ? undefined : entryAt(timeline, selected);
    setHidden(detail, entry === undefined);
    if (entry === undefined) return;
    setText(title, `${entry.actor} ${headOf(entry.event)}`);
    const carried = payloadOf(entry.event);
    payload.draw(carried, carried);
  };

  const takeIn = ({ model }: PageState): void => {
    if (log.run !== model.run) {
      selected = undefined;
      pausedAt = undefined;
    }
    ({ timeline } = model);
    log = updatedLog(log, timeline, model.run, pausedAt);
  };

  return {
    draw: ({ state }) => {
      takeIn(state);
      if (panel.hidden) return false;
      until = shownUntil(state);
      setAttribute(pause, 'aria-pressed', String(pausedAt !== undefined));
      const current = selected === undefined ? -1 : log.numbers.indexOf(selected);
      drawDetail();
      list.draw(log.numbers.length, current);
      if (state.moment !== momentSeen) {
        momentSeen = state.moment;
        if (momentSeen !== undefined) list.reveal(log.numbers.findLastIndex((number) => number <= until));
      } else if (follow.checked && state.moment === undefined && pausedAt === undefined) list.toEnd();
      return false;
    },
  };
}
