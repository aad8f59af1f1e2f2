// What helps somebody who writes, and takes along what others wrote: grants the screen's wishes to complete a word, to
// select a message, to copy it. Everything is worked out by the view; this performs it.
import type { ActorRefFrom } from 'xstate';
import type { screenMachine } from '../../machines/screen.machine.js';
import { commands } from '../chat/commands.js';
import { clipboardSequence, type Multiplexer, multiplexerOf } from '../view/clipboard.js';
import { completionOf } from '../view/completion.js';
import { inOrder } from '../view/people-order.js';
import { selectedBy, selectedMessage } from '../view/selection.js';
import type { TerminalPort } from '../view/terminal.js';
import type { ViewModel } from '../view/view-model.js';

export interface Writing {
  readonly screen: ActorRefFrom<typeof screenMachine>;
  readonly terminal: Pick<TerminalPort, 'write'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly viewModel: () => ViewModel;
  /** Whether Tab completes the short names of emoji. */
  readonly isEmojiWanted: () => boolean;
}

/** Grants wishes for as long as the screen runs. */
export function grantWishes({ screen, terminal, env, viewModel, isEmojiWanted }: Writing): void {
  const multiplexer = multiplexerOf(env);
  screen.on('complete', ({ before }) => {
    const { people } = viewModel().session;
    const here = inOrder(people).filter(({ presence }) => presence !== 'gone');
    const names = here.map(({ name }) => name);
    const completable = completionOf(before, { commands, names, emoji: isEmojiWanted() });
    if (completable !== undefined) screen.send({ type: 'offered', ...completable });
  });
  screen.on('select', ({ step }) => screen.send({ type: 'selected', ...selectedBy(viewModel(), step) }));
  screen.on('copy', () => {
    const view = viewModel();
    const message = selectedMessage(view.session.transcript, view.screen.selection);
    const sequence = message && clipboardSequence(message.text, multiplexer);
    if (sequence !== undefined) terminal.write(sequence);
    screen.send({ type: 'told', sentence: copySentence(sequence !== undefined, multiplexer) });
  });
}

/** Terminals do not answer whether they took it. */
function copySentence(isSent: boolean, multiplexer: Multiplexer): string {
  if (!isSent) return 'this message cannot be copied: it is gone, or too long for a clipboard';
  return multiplexer === 'tmux'
    ? 'copied, if tmux lets it through (set -s set-clipboard on)'
    : 'copied, if this terminal lets programs write to the clipboard';
}
