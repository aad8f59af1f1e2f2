// Light or dark: as the system prefers, until the person decides.
import { part, setAttribute, setText } from './elements.js';

/** What the page has now. */
export function shownTheme(): 'light' | 'dark' {
  return document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
}

type Theme = 'auto' | 'light' | 'dark';

const next: Readonly<Record<Theme, Theme>> = { auto: 'dark', dark: 'light', light: 'auto' };
const labels: Readonly<Record<Theme, string>> = { auto: '◐ auto', dark: '● dark', light: '○ light' };
const key = 'theme';

/** Makes the button work. @param changed told when the page has another theme */
export function themeToggle(changed: () => void): void {
  const button = part('theme', HTMLButtonElement);
  const system = matchMedia('(prefers-color-scheme: dark)');
  let theme = remembered();
  const apply = (): void => {
    const isDark = theme === 'auto' ? system.matches : theme === 'dark';
    setAttribute(document.documentElement, 'data-theme', isDark ? 'dark' : 'light');
    setText(button, labels[theme]);
    changed();
  };
  button.addEventListener('click', () => {
    theme = next[theme];
    remember(theme);
    apply();
  });
  system.addEventListener('change', apply);
  apply();
}

function remembered(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return stored === 'light' || stored === 'dark' ? stored : 'auto';
  } catch {
    // A browser may keep nothing for anybody.
    return 'auto';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Then it is as it was next time.
  }
}
