// What becomes of a submitted line: it is said, or its command is carried out, or the person hears why not.
import type { ActorRefFrom } from 'xstate';
import type { screenMachine } from '../../machines/screen.machine.js';
import type { Session } from '../app.js';
import { readLine } from '../chat/commands.js';
import { quoted } from '../cli.js';
import { handleSchema } from '../config.js';

/** Carries out a submitted line. A line to say is answered by the session itself (`taken`, `refused`). */
export function submitLine(
  text: string,
  session: Session,
  screen: ActorRefFrom<typeof screenMachine>,
  now: () => number,
): void {
  const refuse = (sentence: string) => screen.send({ type: 'refused', sentence });
  const intent = readLine(text);
  switch (intent.type) {
    case 'say':
      return session.send({ type: 'say', text: intent.text, at: now() });
    case 'problem':
      return refuse(intent.sentence);
    case 'nick': {
      const handle = handleSchema.safeParse(intent.handle);
      if (!handle.success) {
        return refuse(
          `the handle ${quoted(intent.handle)} ${handle.error.issues[0]?.message ?? 'cannot be'}`,
        );
      }
      session.send({ type: 'rename', handle: handle.data, at: now() });
      break;
    }
    case 'retry':
      if (!session.getSnapshot().can({ type: 'retry' })) return refuse('there is nothing to retry just now');
      session.send({ type: 'retry' });
      break;
    case 'help':
    case 'who':
    case 'held':
    case 'net':
    case 'doctor':
      screen.send({ type: 'show', overlay: intent.type });
      break;
    case 'quit':
      session.send({ type: 'quit' });
      break;
  }
  return screen.send({ type: 'accepted' });
}
