// Going back and forth in what happened.
import { headOf } from './event-words.js';
import { part, setAttribute, setText } from './elements.js';
import { shownEntry, shownUntil } from './page-state.js';
import { timeOfDay } from './time-of-day.js';
import { firstOf } from './timeline.js';
import type { Page, View } from './view.js';

export function timeView({ dispatch }: Page): View {
  const bar = part('time', HTMLElement);
  const slider = part('time-slider', HTMLInputElement);
  const label = part('time-label', HTMLElement);
  const live = part('time-live', HTMLButtonElement);
  slider.addEventListener('input', () => dispatch({ type: 'go', to: slider.valueAsNumber }));
  part('time-back', HTMLButtonElement).addEventListener('click', ({ shiftKey }) =>
    dispatch({ type: 'step', by: -1, along: shiftKey ? 'chosen' : 'events' }),
  );
  part('time-on', HTMLButtonElement).addEventListener('click', ({ shiftKey }) =>
    dispatch({ type: 'step', by: 1, along: shiftKey ? 'chosen' : 'events' }),
  );
  live.addEventListener('click', () => dispatch({ type: 'live' }));
  document.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || isBusy(event.target))
      return;
    const along = event.shiftKey ? 'chosen' : 'events';
    if (event.key === 'ArrowLeft') dispatch({ type: 'step', by: -1, along });
    else if (event.key === 'ArrowRight') dispatch({ type: 'step', by: 1, along });
    else if (event.key === 'Escape') dispatch({ type: 'live' });
    else return;
    event.preventDefault();
  });
  return {
    draw: ({ state }) => {
      const { timeline, hello } = state.model;
      const [first, last, until] = [firstOf(timeline), Math.max(0, timeline.next - 1), shownUntil(state)];
      const isLive = state.moment === undefined;
      setAttribute(slider, 'min', String(first));
      setAttribute(slider, 'max', String(last));
      if (slider.valueAsNumber !== until) slider.valueAsNumber = until;
      slider.disabled = timeline.next === 0;
      setAttribute(live, 'aria-pressed', String(isLive));
      setText(live, hello?.live === false ? 'end' : 'live');
      setAttribute(bar, 'data-live', isLive ? 'yes' : 'no');
      const entry = shownEntry(state);
      const words =
        entry === undefined ? '' : `${timeOfDay(entry.at)}  ${entry.actor} ${headOf(entry.event)}`;
      setText(label, isLive ? `${timeline.next} events` : words);
      setAttribute(label, 'title', words);
      setAttribute(slider, 'aria-valuetext', isLive ? 'now' : words);
      return false;
    },
  };
}

/** Whether the arrows mean something where the person is. */
function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [role=tree], [role=listbox], [role=tab], .chart-window, .scroller',
    ) !== null
  );
}
