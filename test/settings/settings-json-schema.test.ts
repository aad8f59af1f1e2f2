// The published schema: it is JSON Schema, it knows every setting, and what it says agrees with what we accept.
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defaultSettings } from '../../src/config.js';
import { settingRows } from '../../src/settings/setting-rows.js';
import { settingsJsonSchema } from '../../src/settings/settings-json-schema.js';
import { colourNames } from '../../src/settings/colour-names.js';
import { commandNames } from '../../src/view/keymap.js';

const property = z.looseObject({ description: z.string(), default: z.unknown().optional() });
const schema = z
  .looseObject({
    $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
    additionalProperties: z.literal(false),
    required: z.undefined().optional(),
    properties: z.record(z.string(), property),
  })
  .parse(JSON.parse(settingsJsonSchema()));

/** The three ways to write a colour. */
const colours = [
  { type: 'string', enum: [...colourNames] },
  { type: 'integer', minimum: 0, maximum: 255 },
  { type: 'string', pattern: '^#[\\da-fA-F]{6}$' },
];

describe('the schema of the settings file', () => {
  it('has every setting, and where it is itself', () => {
    expect(Object.keys(schema.properties)).toEqual([...settingRows.map(({ key }) => key), '$schema']);
  });

  it.each(settingRows)('explains $key', ({ key, summary }) => {
    expect(schema.properties[key]?.description).toBe(summary);
    expect(schema.properties[key]?.default).toEqual({ handle: undefined, ...defaultSettings }[key]);
  });

  it.each([
    ['port', { type: 'integer', minimum: 1, maximum: 65_534 }],
    ['notify', { enum: ['off', 'mention', 'all'] }],
    ['interfaces', { type: 'array', items: { type: 'string', minLength: 1 } }],
    [
      'themes',
      {
        additionalProperties: {
          required: ['base'],
          properties: {
            base: { enum: ['dark', 'light'] },
            colours: { properties: { mention: { anyOf: colours, description: expect.any(String) } } },
            handles: { items: { anyOf: colours }, minItems: 1 },
          },
        },
      },
    ],
    ['keys', { additionalProperties: { enum: [...commandNames, null] } }],
  ])('bounds %s', (key, expected) => {
    expect(schema.properties[key]).toMatchObject(expected);
  });
});
