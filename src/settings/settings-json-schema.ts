// The JSON Schema of the settings file, made from the zod schema that judges it, so that editors complete and explain what we
// accept. Pure.
import * as z from 'zod';
import { defaultSettings } from '../config.js';
import { commandNames } from '../view/keymap.js';
import { settingsFileSchema } from './read-settings.js';

/** What the zod schema does not say. */
const additions: Readonly<Record<string, z.core.JSONSchema.BaseSchema>> = {
  ...Object.fromEntries(Object.entries(defaultSettings).map(([key, value]) => [key, { default: value }])),
  // Which commands there are, only the keymap knows.
  keys: { default: defaultSettings.keys, additionalProperties: { enum: [...commandNames, null] } },
};

/** The schema as JSON text (JSON Schema 2020-12); the same for the same program. */
export function settingsJsonSchema(): string {
  // As input: what may be written, not what becomes of it.
  const { properties = {}, ...schema } = z.toJSONSchema(settingsFileSchema(), { io: 'input' });
  const described = Object.fromEntries<unknown>(
    Object.entries(properties).map(([key, property]) => [
      key,
      typeof property === 'object' ? { ...property, ...additions[key] } : property,
    ]),
  );
  const all = { ...schema, title: 'Settings of backchannel', properties: described };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}
