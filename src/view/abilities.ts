// What the terminal can do beyond what all can: judged by the environment, and by what the terminal itself answers. Pure.

export interface Abilities {
  /** Whether it holds back what it shows until a paint is complete (DECSET 2026). */
  readonly synchronized: boolean;
  /** Whether it may be told of hyperlinks (OSC 8). */
  readonly hyperlinks: boolean;
}

/** How a terminal takes a notification: as iTerm2 has it, as rxvt has it, or not at all. */
export type Notifier = 'osc-9' | 'osc-777' | 'none';

/** What of it is used: links only where the person wants them. */
export function wantedAbilities(able: Abilities, areLinksWanted: boolean): Abilities {
  return { ...able, hyperlinks: able.hyperlinks && areLinksWanted };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Asks whether the terminal knows mode 2026 (DECRQM; xterm's ctlseqs). Some old ones show a `p`: ask before erasing. */
export const synchronizedQuery = '\x1B[?2026$p';

/** The answer (DECRPM): 0 is unknown, 4 is known and for ever off. */
const synchronizedAnswer = /^\x1B\[\?2026;(?<value>\d)\$y$/u;
const knownValues: ReadonlySet<string> = new Set(['1', '2', '3']);

/** What the terminal's report says about synchronized output; `undefined` when it is about something else. */
export function synchronizedOf(report: string): boolean | undefined {
  const value = synchronizedAnswer.exec(report)?.groups?.['value'];
  return value === undefined ? undefined : knownValues.has(value);
}

/** Terminals that have had it for years; those within a multiplexer have its TERM, and are asked. */
const synchronizing = /^(?:xterm-)?(?:kitty|ghostty|alacritty|foot|wezterm|contour)/u;

/** Terminals that show control strings they do not know, or may: consoles, emulators of old hardware, Emacs. */
const literal = /^(?:$|dumb|linux|vt|cons|sun|eterm|emacs)/u;

/** What is known of the terminal without asking it. */
export function abilitiesOf(env: Environment): Abilities {
  return { synchronized: synchronizing.test(env['TERM'] ?? ''), hyperlinks: !isLiteral(env) };
}

/** Whether the terminal can be asked something: one that knows no questions might show them. */
export function isAnswering(env: Environment): boolean {
  return !isLiteral(env);
}

/**
 * How the terminal is told of something that the person ought to know; only by what is known, since a terminal of another
 * kind might take the text for a command of its own.
 */
export function notifierOf(env: Environment): Notifier {
  const term = env['TERM'] ?? '';
  if (/^(?:foot|rxvt|contour)/u.test(term)) return 'osc-777';
  const isKnown = /^(?:iTerm\.app|WezTerm|ghostty)$/u.test(env['TERM_PROGRAM'] ?? '');
  return isKnown || /^xterm-(?:kitty|ghostty)/u.test(term) ? 'osc-9' : 'none';
}

/** Windows sets no TERM; its Terminal sets WT_SESSION. */
function isLiteral(env: Environment): boolean {
  return literal.test(env['TERM'] ?? '') && env['WT_SESSION'] === undefined;
}
