// What the settings file may say, as one zod schema: its refusals and the published JSON Schema come from it. Whoever has no
// such file does not wait for it.
import * as z from 'zod';
import {
  maxInterfaces,
  multicastGroup,
  notAGroup,
  numberBounds,
  settingSummaries,
  type SettingValues,
  wordChoices,
} from '../config.js';
import { handleProblem } from '../wire/sanitise.js';
import { maxNameLength, namePattern, refusals } from './read-word.js';
import { themeSchema } from './theme-schema.js';

function integer({ min, max }: (typeof numberBounds)[keyof typeof numberBounds]) {
  const error = refusals.notBetween({ min, max });
  return z.int({ error }).min(min, { error }).max(max, { error });
}

function text() {
  return z.string({ error: 'is not a text' });
}

function yesOrNo() {
  return z.boolean({ error: refusals.notASwitch });
}

function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: refusals.noneOf(words) });
}

/** Whatever was typed, a handle has one normal form. */
export const handleSchema = text()
  .transform((value) => value.normalize())
  .superRefine((value, context) => {
    const problem = handleProblem(value);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

const maxThemes = 32;
const maxKeys = 256;

const nameSchema = text().regex(namePattern, refusals.notAName).max(maxNameLength, refusals.longName);

function atMost(entries: number): [(value: object) => boolean, string] {
  return [(value) => Object.keys(value).length <= entries, `has more than ${entries} entries`];
}

/** All that can be set; each message continues the sentence `--option VALUE …`. */
export const settingsSchema = z.strictObject({
  handle: handleSchema.meta({ description: settingSummaries.handle }),
  group: text()
    .transform((value, context) => {
      const group = multicastGroup(value);
      if (group === undefined) context.addIssue({ code: 'custom', message: notAGroup });
      return group ?? z.NEVER;
    })
    .meta({ description: settingSummaries.group }),
  port: integer(numberBounds.port).meta({ description: settingSummaries.port }),
  ttl: integer(numberBounds.ttl).meta({
    description: settingSummaries.ttl,
  }),
  /** Whether they are there, `net` knows. */
  interfaces: z
    .array(text().min(1, refusals.emptyInterface), {
      error: 'is no list of interfaces',
    })
    .max(maxInterfaces, { error: refusals.manyInterfaces })
    .meta({
      description: settingSummaries.interfaces,
    }),
  plain: yesOrNo().meta({
    description: settingSummaries.plain,
  }),
  theme: nameSchema.meta({
    description: settingSummaries.theme,
  }),
  themes: z
    .record(nameSchema, z.lazy(themeSchema), { error: 'is no object of themes by their names' })
    .refine(...atMost(maxThemes))
    .meta({ description: settingSummaries.themes }),
  colour: oneOf(wordChoices.colour).meta({
    description: settingSummaries.colour,
  }),
  mouse: yesOrNo().meta({
    description: settingSummaries.mouse,
  }),
  notify: oneOf(wordChoices.notify).meta({
    description: settingSummaries.notify,
  }),
  hyperlinks: yesOrNo().meta({
    description: settingSummaries.hyperlinks,
  }),
  people: oneOf(wordChoices.people).meta({
    description: settingSummaries.people,
  }),
  emoji: yesOrNo().meta({ description: settingSummaries.emoji }),
  time: oneOf(wordChoices.time).meta({ description: settingSummaries.time }),
  /** Which keys and commands there are, the keymap knows. */
  keys: z
    .record(text().max(maxNameLength), nameSchema.nullable(), { error: 'is no object of keys' })
    .refine(...atMost(maxKeys))
    .meta({ description: settingSummaries.keys }),
}) satisfies z.ZodType<SettingValues>;
