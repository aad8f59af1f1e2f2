// How a handle looks: always the same, on every computer; which colours there are, the theme says. Pure.
import { hash32 } from '../chat/hash32.js';
import type { Style } from './frame.js';

/** A number for the handle, the same everywhere; a theme has so many colours for handles, and takes it modulo that. */
export function handleHue(handle: string): number {
  return hash32(handle);
}

/** How a handle looks: bold as well, since colour alone tells nothing to those who see none. */
export function handleStyle(handle: string): Style {
  return { bold: true, hue: handleHue(handle) };
}

/** How one's own handle looks: as others see it, unless the theme has a colour for it. */
export function ownHandleStyle(handle: string): Style {
  return { ...handleStyle(handle), role: 'own' };
}
