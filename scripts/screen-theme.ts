// The colours of a drawn terminal: a dark theme for the 16 named ones, the fixed cube and ramp of the 256, RGB as it is.
import type { IBufferCell } from '@xterm/headless';

export const theme = {
  background: '#16181d',
  foreground: '#d7dae0',
  edge: '#343a46',
  title: '#8b93a3',
  cursor: '#d7dae0',
  dots: ['#ec6a5e', '#f4bf4f', '#61c554'],
} as const;

/** Black, red, green, yellow, blue, magenta, cyan, white, and the same again bright. */
const named: readonly string[] =
  '#2b303b #e8757f #8fc97e #e0b667 #6fb0f2 #c792ea #5fc4c9 #c6cad3 #69717f #ff8f98 #a9e296 #f5cf86 #92c8ff #dcb0f7 #82dfe3 #f2f4f8'.split(
    ' ',
  );

/** Steps of the 6 × 6 × 6 cube of colours 16 to 231, as xterm has them. */
const cubeSteps: readonly number[] = [0, 95, 135, 175, 215, 255];
const cubeStart = 16;
/** Colours 232 to 255 are a ramp of grey from 8 in steps of 10. */
const greyStart = 232;

/** The colours of a cell after inversion; no background where the window's own shows. */
export function cellColours(cell: IBufferCell): {
  readonly foreground: string;
  readonly background: string | undefined;
} {
  const foreground = cell.isFgDefault() ? undefined : colour(cell.isFgRGB(), cell.getFgColor());
  const background = cell.isBgDefault() ? undefined : colour(cell.isBgRGB(), cell.getBgColor());
  if (cell.isInverse() === 0) return { foreground: foreground ?? theme.foreground, background };
  return { foreground: background ?? theme.background, background: foreground ?? theme.foreground };
}

function colour(isRgb: boolean, value: number): string {
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
