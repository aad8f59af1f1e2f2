// Tabs: one panel at a time (WAI-ARIA Authoring Practices, "Tabs", with automatic activation).
import { part, setAttribute, setHidden } from './elements.js';

/** Makes the tabs of a list work. @param changed told when another panel is shown */
export function tabs(listId: string, changed: () => void): void {
  const list = part(listId, HTMLElement);
  const all = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const select = (chosen: HTMLElement): void => {
    for (const tab of all) {
      setAttribute(tab, 'aria-selected', String(tab === chosen));
      setAttribute(tab, 'tabindex', tab === chosen ? '0' : '-1');
      setHidden(part(tab.getAttribute('aria-controls') ?? '', HTMLElement), tab !== chosen);
    }
    changed();
  };
  for (const [index, tab] of all.entries()) {
    tab.addEventListener('click', () => select(tab));
    tab.addEventListener('keydown', (event) => {
      const moves: Readonly<Record<string, number>> = {
        ArrowLeft: index - 1,
        ArrowRight: index + 1,
        Home: 0,
        End: all.length - 1,
      };
      const to = moves[event.key];
      const next = to === undefined ? undefined : all.at(to % all.length);
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
      select(next);
    });
  }
  const [first] = all;
  if (first !== undefined) select(first);
}
