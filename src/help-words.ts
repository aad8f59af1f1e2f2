// The options by which help is asked for, of which the bin and the command line know alike.

export const helpWords: ReadonlySet<string> = new Set(['-h', '--help']);
