// What a theme of one's own may say: which colour stands for what. The zod schema is the one description: refusals, the
// table in docs/settings.md and the published JSON Schema come from it.
import * as z from 'zod';
import { lazily } from '../text/lazily.js';
import { colourNames } from './colour-names.js';

const maxPaletteIndex = 255;

/** More colours than this nobody tells apart. */
const maxHandleColours = 64;

const notAColour =
  'is no colour: give a name such as red or bright-blue, 0 to 255 of the palette, or red, green and blue as "#rrggbb"';

/** Made when it is first needed: most people use a theme that is there, and its forty schemas take milliseconds to make. */
export const themeSchema = lazily(() => {
  const colourSchema = z.union(
    [
      z.enum(colourNames, { error: notAColour }),
      z.int({ error: notAColour }).min(0, notAColour).max(maxPaletteIndex, notAColour),
      z.string({ error: notAColour }).regex(/^#[\da-fA-F]{6}$/u, notAColour),
    ],
    { error: notAColour },
  );
  const role = colourSchema.optional();
  return z.strictObject({
    base: z
      .enum(['dark', 'light'], { error: 'is none of dark, light' })
      .meta({ description: 'the theme that gives whatever this one leaves out' }),
    colours: z
      .strictObject({
        faint: role.meta({ description: 'what may be overlooked: times, explanations' }),
        notice: role.meta({ description: 'what backchannel itself says' }),
        mark: role.meta({ description: 'how far a line of yours has come: its mark, and how many have it' }),
        own: role.meta({ description: 'your own handle' }),
        mention: role.meta({ description: 'your name in what somebody says, and its mark' }),
        match: role.meta({ description: 'what a search has found' }),
        selected: role.meta({ description: 'the mark of the selected message, and the chosen completion' }),
        link: role.meta({ description: 'URLs' }),
        unread: role.meta({ description: 'the line above what you have not seen' }),
        rule: role.meta({ description: 'other lines across: days, before you came, beside the people' }),
        hint: role.meta({ description: 'the row above the input line' }),
        status: role.meta({ description: 'the status line' }),
        trouble: role.meta({ description: 'the status line in trouble' }),
      })
      .optional()
      .meta({ description: 'the colour of each part of the screen' }),
    handles: z
      .array(colourSchema)
      .min(1, { error: 'is empty: give at least one colour' })
      .max(maxHandleColours, { error: `has more than ${maxHandleColours} colours` })
      .optional()
      .meta({ description: 'the colours that handles are given, in place of the eight built-in ones' }),
  });
});

/** A theme as the settings have it. */
export type WrittenTheme = z.infer<ReturnType<typeof themeSchema>>;

/** A colour as somebody has written it. */
export type WrittenColour = NonNullable<WrittenTheme['handles']>[number];
