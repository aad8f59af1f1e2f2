// The generated parts of docs/settings.md: tables of the settings, of what a theme has, and of the commands for keys.
import * as z from 'zod';
import { settingRows } from '../../src/settings/setting-rows.js';
import { settingsSchema } from '../../src/settings/settings-schema.js';
import { keyBindings } from '../../src/view/key-bindings.js';
import { keyLabel } from '../../src/view/key-names.js';
import type { Blocks } from '../machine-docs/generated-blocks.js';
import { code, markdownTable } from '../machine-docs/markdown-table.js';

/** The text of each block of the page. */
export function settingsBlocks(): Blocks {
  return new Map([
    ['settings', settingsTable()],
    ['theme', themeTable()],
    ['commands', commandTable()],
  ]);
}

function settingsTable(): string {
  const rows = settingRows.map(({ key, summary, values, fallback, flags, variable, isLive }) => [
    code(key),
    settingsSchema.shape[key] instanceof z.ZodEnum
      ? `${summary}; one of ${values.map(code).join(', ')}`
      : summary,
    fallback,
    flags === undefined ? '' : code(flags),
    variable === undefined ? '' : code(variable),
    isLive ? 'at once' : 'after a restart',
  ]);
  return markdownTable(['key', 'what it is', 'default', 'flag', 'environment', '`/reload`'], rows);
}

/** What a theme has: the keys of its schema, the inner ones after a dot. */
function themeTable(): string {
  return markdownTable(['key', 'what it is'], themeRows(settingsSchema.shape.themes.valueType.unwrap(), ''));
}

function themeRows(schema: z.ZodObject, prefix: string): string[][] {
  return Object.entries(schema.shape).flatMap(([key, value]: [string, unknown]) => {
    if (!(value instanceof z.ZodType)) return [];
    const inner = value instanceof z.ZodOptional ? value.unwrap() : value;
    const row = [code(prefix + key), value.description ?? ''];
    return inner instanceof z.ZodObject ? [row].concat(themeRows(inner, `${prefix}${key}.`)) : [row];
  });
}

function commandTable(): string {
  const rows = keyBindings.map(({ name, keys, help }) => [
    code(name),
    help,
    keys.map((key) => keyLabel(key)).join(', '),
  ]);
  return markdownTable(['command', 'what it does', 'keys'], rows);
}
