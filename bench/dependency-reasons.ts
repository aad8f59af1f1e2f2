// Why each package is there that somebody gets with backchannel: one table, which a test holds to what is installed and
// what is built in.

/** Installed beside the program, since it is loaded from there or its types are part of ours. */
export const installedReasons: Readonly<Record<string, string>> = {
  rxjs: 'The network, the keyboard and the window are streams of it; whoever imports the package gets and gives such streams.',
  xstate: 'The statecharts that everything is driven by; whoever imports the package gets their actors.',
  zod: 'Checks whatever comes from outside: datagrams, settings, recordings; the schemas are the types.',
};

/** Built into the program, so that nobody installs it. */
export const builtInReasons: Readonly<Record<string, string>> = {
  '@statelyai/inspect':
    'Feeds the inspector of Stately in its own page (`--inspect=stately`); not loaded otherwise.',
  commander:
    'Reads the command line, and is the one table of options from which help, man page and completions are made.',
  elkjs: 'Lays out the statecharts on the page of the inspector; not loaded otherwise.',
  'fastest-levenshtein': 'Finds what a misspelled option, setting or command was meant to be.',
  rxjs: 'As above: the part that the program uses starts faster from its own file.',
  'string-width': 'How many columns a text takes in a terminal, by the tables of Unicode.',
  'terminal-kit':
    'Puts the terminal into its modes and back, and knows the keys of each; only what of it is used.',
  xstate: 'As above.',
  zod: 'As above.',
};
