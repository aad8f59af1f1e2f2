// The colours of charts: whatever stands on whatever can be read, by the rule of WCAG 2.2.
import { describe, expect, it } from 'vitest';
import { chartColours, chartStyle } from '../../src/chart/chart-theme.js';

/** For text, 1.4.3; for lines that have to be seen, 1.4.11. */
const textContrast = 4.5;
const lineContrast = 3;

const texts = ['text', 'keyword', 'event', 'guard', 'action'] as const;
const grounds = ['canvas', 'outer', 'inner', 'box', 'label', 'active', 'taken'] as const;
const lines = ['border', 'edge', 'active-border', 'taken-edge'] as const;
const linedGrounds = ['canvas', 'outer', 'inner', 'box'] as const;

const themes = ['light', 'dark'] as const;

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(themes)('chartColours, %s', (theme) => {
  const colours = chartColours[theme];

  it.each(texts)('%s can be read on every ground', (text) => {
    const low = grounds.filter((ground) => contrast(colours[text], colours[ground]) < textContrast);
    expect(low).toEqual([]);
  });

  it.each(lines)('%s can be seen on every ground', (line) => {
    const low = linedGrounds.filter((ground) => contrast(colours[line], colours[ground]) < lineContrast);
    expect(low).toEqual([]);
  });
});

describe.each(['light', 'dark', 'auto'] as const)('chartStyle, %s', (theme) => {
  it('has each colour as it is too, for viewers without custom properties', () => {
    const uses = chartStyle(theme).match(/(?:fill|stroke):var\(--chart-[a-z-]+\)/gu) ?? [];
    const fallbacks = chartStyle(theme).match(/(?:fill|stroke):#[0-9a-f]{6};(?:fill|stroke):var\(/gu) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    expect(fallbacks).toHaveLength(uses.length);
  });
});
