// A line across the pane that parts what is above it from what is below. Pure.
import { type Line, type Style, span } from './frame.js';
import { widthOf } from './text-width.js';

const sign = '─';

/** Before each of the labels. */
const lead = `${sign}${sign} `;

/** Where something new begins has to be found at a glance. */
const loud: Style = { bold: true, role: 'unread' };
const quiet: Style = { dim: true, role: 'rule' };

/** The first of these texts that fits, drawn out to the edge. */
export function rule(wordings: readonly string[], columns: number, isLoud = false): Line {
  const label = wordings.map((each) => `${lead}${each} `).find((each) => widthOf(each) < columns) ?? '';
  return [span(label + sign.repeat(Math.max(0, columns - widthOf(label))), isLoud ? loud : quiet)];
}
