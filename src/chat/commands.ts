// What a typed line means: something to say, or a command. One table; the help is generated from it. Pure.
import { closest, distance } from 'fastest-levenshtein';

/** A row of the table of commands. */
export interface Command {
  readonly name: string;
  /** How it is typed: `/nick HANDLE`. */
  readonly usage: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** Present when it needs the full screen: in lines there is nothing for it to do. */
  readonly onlyOnScreen?: true;
}

export const commands = [
  { name: 'help', usage: '/help', summary: 'show the commands and the keys' },
  { name: 'who', usage: '/who', summary: 'show who is here' },
  {
    name: 'people',
    usage: '/people',
    summary: 'show the people beside the talk, or not',
    onlyOnScreen: true,
  },
  { name: 'search', usage: '/search TEXT', summary: 'find TEXT in what was said', onlyOnScreen: true },
  { name: 'me', usage: '/me WAVES', summary: 'say what you do: * you wave' },
  { name: 'held', usage: '/held', summary: 'show who has got your latest line' },
  { name: 'net', usage: '/net', summary: 'show the networks, and how they are' },
  { name: 'doctor', usage: '/doctor', summary: 'find out why nobody is heard' },
  { name: 'nick', usage: '/nick HANDLE', summary: 'go by another name; alone: show yours' },
  { name: 'reload', usage: '/reload', summary: 'read the settings file again' },
  { name: 'inspect', usage: '/inspect', summary: 'show where the statecharts can be watched' },
  { name: 'retry', usage: '/retry', summary: 'in trouble, try the network again now' },
  { name: 'quit', usage: '/quit', summary: 'leave the chat' },
] as const satisfies readonly Command[];

/** What is said rather than obeyed, though it begins with a slash. */
export const slashEscape = { usage: '//TEXT', summary: 'say a line that begins with a slash' } as const;

type CommandName = (typeof commands)[number]['name'];

/** What the person wants. */
export type Intent =
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'nick'; readonly handle: string }
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: Exclude<CommandName, 'nick' | 'search' | 'me'> }
  | { readonly type: 'problem'; readonly sentence: string };

/** A typo this near to a command is taken for one; further off, a suggestion would be a guess. */
const maxTypos = 2;

/**
 * Reads a typed line.
 *
 * @param line as typed; a leading `/` makes it a command, `//` says a line that begins with one slash
 */
export function readLine(line: string): Intent {
  // What has several lines was pasted, mostly: it is said as it is, whatever it begins with.
  if (line.includes('\n')) return { type: 'say', text: line };
  if (line.startsWith('//')) return { type: 'say', text: line.slice(1) };
  if (!line.startsWith('/')) return { type: 'say', text: line };
  const [word = '', ...rest] = line.slice(1).trim().split(/\s+/u);
  const command = commands.find(({ name }) => name === word.toLowerCase());
  if (command === undefined) return { type: 'problem', sentence: unknownCommand(word) };
  if (command.name === 'nick') return { type: 'nick', handle: rest.join(' ') };
  // What follows the word, as it was typed.
  const text = line.slice(1).trimStart().slice(word.length).trim();
  if (command.name === 'search') return { type: 'search', text };
  if (command.name === 'me') return text === '' ? nothingDone : { type: 'say', text: `/me ${text}` };
  if (rest.length > 0) return { type: 'problem', sentence: `${command.usage} stands alone` };
  return { type: command.name };
}

const nothingDone: Intent = { type: 'problem', sentence: '/me tells what you do: /me waves' };

function unknownCommand(word: string): string {
  const names = commands.map(({ name }) => name);
  const nearest = closest(word.toLowerCase(), names);
  const typos = distance(word.toLowerCase(), nearest);
  // As many as it has letters would be another word altogether.
  const isTypo = typos <= maxTypos && typos < nearest.length;
  return `there is no command /${word}: ${isTypo ? `did you mean /${nearest}?` : 'see /help'} (// says a slash)`;
}
