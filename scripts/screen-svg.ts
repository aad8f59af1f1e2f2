// Draws terminals as an SVG picture that needs nothing but a monospace font: cells, colours, a window's frame. Each run of
// cells says how long it is, so that columns stay straight in any font. Knows no program, no pseudo-terminal and no file.
import type { IBufferCell, Terminal } from '@xterm/headless';
import { cellColours, darkPalette, type Palette, windowDots } from './screen-theme.js';

/** Font size in pixels; the cell's sizes below belong to it. */
const fontPx = 14;
const cellWidthPx = 8.4;
const lineHeightPx = 19;
/** From the top of a line to the baseline of its letters. */
const baselinePx = 14;

const paddingPx = 14;
const titleBarPx = 34;
const gapPx = 18;
const cornerPx = 9;
const dot = { radiusPx: 5.5, stepPx: 19 } as const;

/** Common monospace fonts of the three systems, then whatever the browser has. */
const fonts =
  'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace';

/** A terminal to be drawn as a window. */
export interface ScreenWindow {
  readonly emulator: Terminal;
  readonly title: string;
  /** Whether the cursor is drawn. */
  readonly cursor: boolean;
  /** The dark one if none is named. */
  readonly palette?: Palette;
}

/** The windows side by side, as the text of a complete SVG file. */
export function screenSvg(windows: readonly ScreenWindow[]): string {
  const sizes = windows.map(({ emulator }) => sizeOf(emulator));
  const width = sizes.reduce((sum, size) => sum + size.width, 0) + gapPx * Math.max(0, windows.length - 1);
  const height = Math.max(0, ...sizes.map((size) => size.height));
  const drawn = windows.map((window, index) => {
    const left = sizes.slice(0, index).reduce((sum, size) => sum + size.width + gapPx, 0);
    return `<g transform="translate(${px(left)} 0)">${windowSvg(window)}</g>`;
  });
  const label = escapeXml(windows.map(({ title }) => title).join(' and '));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" role="img" aria-label="${label}" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}">`,
    `<style>text{font:${fontPx}px ${fonts};white-space:pre}</style>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function sizeOf({ cols, rows }: Terminal): { readonly width: number; readonly height: number } {
  return { width: cols * cellWidthPx + 2 * paddingPx, height: titleBarPx + rows * lineHeightPx + paddingPx };
}

function windowSvg({ emulator, title, cursor, palette = darkPalette }: ScreenWindow): string {
  const { width, height } = sizeOf(emulator);
  const dots = windowDots.map(
    (colour, index) =>
      `<circle cx="${px(paddingPx + 6 + index * dot.stepPx)}" cy="${titleBarPx / 2}" r="${dot.radiusPx}" fill="${colour}"/>`,
  );
  const rows = Array.from({ length: emulator.rows }, (_, row) => rowSvg(emulator, palette, row));
  return [
    `<rect width="${px(width)}" height="${px(height)}" rx="${cornerPx}" fill="${palette.background}" stroke="${palette.edge}"/>`,
    ...dots,
    `<text x="${px(width / 2)}" y="${titleBarPx / 2 + 5}" text-anchor="middle" fill="${palette.title}">${escapeXml(title)}</text>`,
    `<g transform="translate(${paddingPx} ${titleBarPx})">`,
    ...rows.filter((row) => row !== ''),
    ...(cursor ? [cursorSvg(emulator, palette)] : []),
    '</g>',
  ].join('\n');
}

function cursorSvg({ buffer }: Terminal, palette: Palette): string {
  const { cursorX, cursorY } = buffer.active;
  return `<rect x="${px(cursorX * cellWidthPx)}" y="${cursorY * lineHeightPx}" width="${cellWidthPx}" height="${lineHeightPx}" fill="${palette.cursor}" fill-opacity="0.6"/>`;
}

/** Neighbouring cells that look alike: drawn as one text. */
interface Run {
  readonly column: number;
  readonly cells: number;
  readonly text: string;
  /** One character a cell. */
  readonly plain: boolean;
  readonly style: string;
  readonly background: string | undefined;
}

function rowSvg({ buffer, cols }: Terminal, palette: Palette, row: number): string {
  const line = buffer.active.getLine(buffer.active.baseY + row);
  const runs: Run[] = [];
  for (let column = 0; column < cols; column += 1) {
    const cell = line?.getCell(column);
    if (cell !== undefined && cell.getWidth() > 0) addCell(runs, cell, palette, column);
  }
  return runs.map((run) => runSvg(run, row * lineHeightPx)).join('');
}

/**
 * A cell joins the run before it if both look alike. One that is two cells wide, or made of several characters, stands
 * alone: no font can be trusted to make it exactly as wide as its cells.
 */
function addCell(runs: Run[], cell: IBufferCell, palette: Palette, column: number): void {
  const { foreground, background } = cellColours(cell, palette);
  const weight = cell.isBold() === 0 ? '' : ' font-weight="bold"';
  const slope = cell.isItalic() === 0 ? '' : ' font-style="italic"';
  const line = cell.isUnderline() === 0 ? '' : ' text-decoration="underline"';
  const dim = cell.isDim() === 0 ? '' : ' fill-opacity="0.6"';
  const style = `fill="${foreground}"${weight}${slope}${line}${dim}`;
  const text = cell.getChars() || ' ';
  const plain = cell.getWidth() === 1 && text.length === 1;
  const last = runs.at(-1);
  if (plain && last?.plain === true && last.style === style && last.background === background) {
    runs[runs.length - 1] = { ...last, cells: last.cells + 1, text: last.text + text };
  } else {
    runs.push({ column, cells: cell.getWidth(), text, plain, style, background });
  }
}

function runSvg({ column, cells, text, style, background }: Run, top: number): string {
  const box = `x="${px(column * cellWidthPx)}" y="${top}" width="${px(cells * cellWidthPx)}" height="${lineHeightPx}"`;
  const behind = background === undefined ? '' : `<rect ${box} fill="${background}"/>`;
  const letters = text.trim();
  if (letters === '') return behind;
  const x = px((column + text.indexOf(letters)) * cellWidthPx);
  const length = px((cells - (text.length - letters.length)) * cellWidthPx);
  return `${behind}<text x="${x}" y="${top + baselinePx}" textLength="${length}" lengthAdjust="spacingAndGlyphs" ${style}>${escapeXml(letters)}</text>\n`;
}

/** Two decimals are finer than any screen, and keep rounding errors out of the file. */
function px(length: number): string {
  return String(Math.round(length * 100) / 100);
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
