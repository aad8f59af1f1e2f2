// The options that ask the program for something about itself: the bin answers them, and the command line knows them too.

/** An option as people write it, and what the help says of it. */
export interface EarlyOption {
  readonly short: string;
  readonly long: string;
  readonly summary: string;
}

export const helpOption: EarlyOption = { short: '-h', long: '--help', summary: 'show this help' };

export const versionOption: EarlyOption = { short: '-v', long: '--version', summary: 'show the version' };

/** Both ways to write it, as the help has them. */
export function flagsOf({ short, long }: EarlyOption): string {
  return `${short}, ${long}`;
}

/** Whether this word is one of its two ways. */
export function isFlagOf({ short, long }: EarlyOption, word: string): boolean {
  return word === short || word === long;
}
