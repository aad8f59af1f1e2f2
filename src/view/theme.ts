// Whether the terminal is dark or light, and how to ask it. Pure; whoever asks waits for the answer, and not for long.

/** What the background is, which decides what can be read on it. */
export type Theme = 'dark' | 'light';

/** Most terminals are dark; and where nothing answers, nobody knows. */
export const defaultTheme: Theme = 'dark';

/** Asks for the background's colour (xterm's ctlseqs, OSC 11 with `?`); terminals that do not know it say nothing. */
export const backgroundQuery = '\x1B]11;?\x1B\\';

/** How long the answer may take: over a slow line a round trip takes half of that. A later answer is dropped. */
export const backgroundAnswerMs = 500;

/** The answer: one to four hexadecimal digits a channel (XParseColor), perhaps with an alpha channel behind them. */
const answer =
  /^\x1B\]11;rgba?:(?<red>[\da-f]{1,4})\/(?<green>[\da-f]{1,4})\/(?<blue>[\da-f]{1,4})(?:\/[\da-f]{1,4})?(?:\x07|\x1B\\)$/iu;

/** The shares of the channels in what the eye takes for brightness (Rec. ITU-R BT.601). */
const brightnessShares = { red: 0.299, green: 0.587, blue: 0.114 } as const;

/** Half-way between black and white. */
const lightFrom = 0.5;

/** @returns `undefined` for anything but an answer to {@link backgroundQuery} */
export function themeOfAnswer(text: string): Theme | undefined {
  const { red, green, blue } = answer.exec(text)?.groups ?? {};
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  const brightness =
    channel(red) * brightnessShares.red +
    channel(green) * brightnessShares.green +
    channel(blue) * brightnessShares.blue;
  return brightness >= lightFrom ? 'light' : 'dark';
}

/** From 0 to 1, whatever the number of digits. */
function channel(digits: string): number {
  return Number.parseInt(digits, 16) / (16 ** digits.length - 1);
}
