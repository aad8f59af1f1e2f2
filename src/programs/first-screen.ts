// The first screen of a chat: drawn before the session and most of the chat are loaded, so that nobody waits for them. It
// shows what is known by then; the chat goes on from it. Knows no session, and loads neither xstate nor rxjs.
import { initialContext } from '../../machines/screen.context.js';
import { screenView } from '../../machines/screen.view.js';
import { emptyTranscript } from '../chat/transcript.js';
import type { SettingValues } from '../config.js';
import { signalExitBase } from '../exit-codes.js';
import { abilitiesOf, wantedAbilities } from '../view/abilities.js';
import { composeFrame } from '../view/compose-frame.js';
import type { Frame, Size } from '../view/frame.js';
import { boundKeymap } from '../view/keymap.js';
import { paint } from '../view/painter.js';
import type { SessionView } from '../view/session-view.js';
import { type HeldTerminal, holdTerminal, windowSize } from '../view/terminal-hold.js';
import type { ChatProcess } from './chat-process.js';
import { firstColours } from './chosen-theme.js';
import { closeOnCrash } from './close-on-crash.js';
import { whenSignalled } from './ending-signals.js';
import { peopleWanted } from './people-wanted.js';

/** What the first screen takes from the world. */
export interface FirstWorld {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly process: ChatProcess;
}

/** The terminal, with the first screen on it. */
export interface FirstScreen {
  readonly held: HeldTerminal;
  /** What it shows. */
  readonly painted: Frame;
  /** To be called once the chat looks after the terminal itself: until then, whatever ends the program gives it back. */
  readonly handOver: () => void;
}

/** Takes the terminal over and draws the chat as it begins: nothing said yet, nobody there. */
export function firstScreen(settings: SettingValues, { now, process }: FirstWorld): FirstScreen {
  const { stdin, stdout, env } = process;
  const { mouse, hyperlinks } = settings;
  // Before anything is written: a signal without a listener ends the program where it is.
  const stopListening = whenSignalled(process, (number) => process.exit(signalExitBase + number));
  process.on('SIGTSTP', waitForJobControl);
  const held = holdTerminal({ stdin, stdout, env, mouse });
  const stopGuarding = closeOnCrash(process, held.giveBack);
  const painted = firstFrame(settings, windowSize(stdout), now());
  const abilities = wantedAbilities(abilitiesOf(env), hyperlinks);
  held.write(paint(undefined, painted, firstColours(settings, env), abilities));
  return {
    held,
    painted,
    handOver: () => {
      stopGuarding();
      stopListening();
      process.off('SIGTSTP', waitForJobControl);
    },
  };
}

/**
 * Without a listener this signal stops the program at once, and leaves the shell with our screen. With one, Node tells of it
 * when the chat has been loaded: then the chat's own listener is there, which gives the terminal back first.
 */
function waitForJobControl(): void {
  // Nothing to do meanwhile.
}

/** The chat as it begins in a window of this size, as its screen's machine would have it. Pure. */
function firstFrame(settings: SettingValues, size: Size, now: number): Frame {
  const { keymap } = boundKeymap(settings.keys);
  const context = { ...initialContext({ keymap, people: peopleWanted(settings) }), size };
  return composeFrame({
    session: joining(settings),
    screen: screenView({ context }),
    keymap,
    size,
    now,
    // Nothing has happened yet that has a time.
    formatTime: String,
    formatDay: String,
  });
}

/** A session that has only begun to join, as the screen shows it. What it finds out by itself is drawn when it has. */
function joining({ handle, group, port, ttl }: SettingValues): SessionView {
  const closed = { open: false, unreadable: {} };
  return {
    phase: 'joining',
    handle,
    name: handle,
    sharedHandles: new Map(),
    group,
    port,
    joined: [],
    refused: [],
    waiting: 0,
    people: [],
    transcript: emptyTranscript,
    net: {
      groups: [group],
      ttl,
      devices: [],
      isIPv4Silent: false,
      chat: { port, ...closed },
      control: { port: port + 1, ...closed },
      notAdmitted: 0,
    },
  };
}
