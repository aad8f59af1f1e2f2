// Which of the built-in themes a theme stands on. Pure.
import type { SettingValues } from '../config.js';

/** The theme itself if it is built in; of one's own, the one that gives what it leaves out. */
export function baseTheme({
  theme,
  themes,
}: Pick<SettingValues, 'theme' | 'themes'>): 'auto' | 'dark' | 'light' {
  if (theme === 'dark' || theme === 'light') return theme;
  return themes[theme]?.base ?? 'auto';
}
