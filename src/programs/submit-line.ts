// What becomes of a submitted line: it is said, or its command is carried out, or the person hears why not.
import type { ScreenEvent } from '../../machines/screen.events.js';
import type { Session } from '../app.js';
import { readLine } from '../chat/commands.js';
import { displayHandle } from '../chat/display-handle.js';
import { quoted } from '../cli.js';
import { readHandle } from '../settings/read-word.js';

/** Whoever shows what comes of a line: the screen, or lines that are printed. */
export interface LineAnswers {
  readonly send: (event: ScreenEvent) => void;
}

/** Reads the settings again, and says in one sentence what came of it. */
export type Reload = () => string;

/** What a command may need beside the session. */
export interface LineWorld {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly reload?: Reload | undefined;
  /** Where the inspector's page is; absent while there is none. */
  readonly inspectorUrl?: string | undefined;
}

const noSettingsFile: Reload = () => 'there is no settings file here';

/** Carries out a submitted line. A line to say is answered by the session itself (`taken`, `refused`). */
export function submitLine(
  text: string,
  session: Session,
  screen: LineAnswers,
  { now, reload = noSettingsFile, inspectorUrl }: LineWorld,
): void {
  const refuse = (sentence: string) => screen.send({ type: 'refused', sentence });
  /** The line has been obeyed, and this is all that comes of it. */
  const answer = (sentence: string) => {
    screen.send({ type: 'accepted' });
    screen.send({ type: 'told', sentence });
  };
  const intent = readLine(text);
  switch (intent.type) {
    case 'say':
      return session.send({ type: 'say', text: intent.text, at: now() });
    case 'problem':
      return refuse(intent.sentence);
    case 'nick': {
      const told = nameTold(intent.handle, session);
      if (told !== undefined) return answer(told);
      const handle = readHandle(intent.handle);
      if (!handle.ok) return refuse(`the handle ${quoted(intent.handle)} ${handle.problem}`);
      session.send({ type: 'rename', handle: handle.value, at: now() });
      break;
    }
    case 'retry':
      if (!session.getSnapshot().can({ type: 'retry' })) return answer('there is nothing to retry just now');
      session.send({ type: 'retry' });
      break;
    case 'help':
    case 'who':
    case 'held':
    case 'net':
    case 'doctor':
      screen.send({ type: 'show', overlay: intent.type });
      break;
    case 'search':
      screen.send({ type: 'search', text: intent.text });
      break;
    case 'people':
      screen.send({ type: 'people' });
      break;
    case 'reload':
      // What changes by that comes after the line has been obeyed.
      screen.send({ type: 'accepted' });
      return screen.send({ type: 'told', sentence: reload() });
    case 'inspect':
      return answer(
        inspectorUrl === undefined
          ? 'nobody inspects: start the program with --inspect'
          : `the inspector is at ${inspectorUrl}`,
      );
    case 'quit':
      session.send({ type: 'quit' });
      break;
  }
  return screen.send({ type: 'accepted' });
}

/** What there is to say of one's own name, where `/nick` changes nothing. */
function nameTold(wanted: string, session: Session): string | undefined {
  const { identity, roster } = session.getSnapshot().context;
  const { handle, clientId } = identity;
  const shown = displayHandle(roster, clientId, handle);
  const others = shown === handle ? '' : `, shown as ${shown} since somebody else is called that too`;
  if (wanted === '') return `you are called ${handle}${others}; /nick HANDLE changes that`;
  return wanted.normalize() === handle ? `you are called ${handle} already${others}` : undefined;
}
