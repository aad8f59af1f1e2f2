// The colours of a drawn terminal: a dark and a light palette for the 16 named ones, the fixed cube and ramp of the 256, RGB
// as it is.
import type { IBufferCell } from '@xterm/headless';

/** What a terminal's window looks like, as its owner has set it. */
export interface Palette {
  readonly background: string;
  readonly foreground: string;
  readonly edge: string;
  readonly title: string;
  readonly cursor: string;
  /** Black, red, green, yellow, blue, magenta, cyan, white, and the same again bright. */
  readonly named: readonly string[];
}

/** The three buttons in the window's corner. */
export const windowDots = ['#ec6a5e', '#f4bf4f', '#61c554'] as const;

export const darkPalette: Palette = {
  background: '#16181d',
  foreground: '#d7dae0',
  edge: '#343a46',
  title: '#8b93a3',
  cursor: '#d7dae0',
  named:
    '#2b303b #e8757f #8fc97e #e0b667 #6fb0f2 #c792ea #5fc4c9 #c6cad3 #69717f #ff8f98 #a9e296 #f5cf86 #92c8ff #dcb0f7 #82dfe3 #f2f4f8'.split(
      ' ',
    ),
};

export const lightPalette: Palette = {
  background: '#fbfaf7',
  foreground: '#2a2e37',
  edge: '#cfccc4',
  title: '#7a7d85',
  cursor: '#2a2e37',
  named:
    '#2a2e37 #b3261e #2f6f2a #8a5a00 #1f5fb0 #8b3fa8 #0f6e76 #b9bcc4 #6a6f7a #c9453c #3f8a38 #a06c08 #3576c8 #a156bd #1f858d #e4e3df'.split(
      ' ',
    ),
};

/** Steps of the 6 × 6 × 6 cube of colours 16 to 231, as xterm has them. */
const cubeSteps: readonly number[] = [0, 95, 135, 175, 215, 255];
const cubeStart = 16;
/** Colours 232 to 255 are a ramp of grey from 8 in steps of 10. */
const greyStart = 232;

/** The colours of a cell after inversion; no background where the window's own shows. */
export function cellColours(
  cell: IBufferCell,
  palette: Palette,
): {
  readonly foreground: string;
  readonly background: string | undefined;
} {
  const foreground = cell.isFgDefault() ? undefined : colour(cell.isFgRGB(), cell.getFgColor(), palette);
  const background = cell.isBgDefault() ? undefined : colour(cell.isBgRGB(), cell.getBgColor(), palette);
  if (cell.isInverse() === 0) return { foreground: foreground ?? palette.foreground, background };
  return { foreground: background ?? palette.background, background: foreground ?? palette.foreground };
}

function colour(isRgb: boolean, value: number, { named }: Palette): string {
  if (isRgb) return `#${value.toString(16).padStart(6, '0')}`;
  const name = named[value];
  if (name !== undefined) return name;
  if (value >= greyStart) return rgb([8, 8, 8].map((darkest) => darkest + 10 * (value - greyStart)));
  const index = value - cubeStart;
  return rgb(
    [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map((step) => cubeSteps[step] ?? 0),
  );
}

function rgb(channels: readonly number[]): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
