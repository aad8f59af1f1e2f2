// The first screen of a chat: drawn before the session and most of the chat are loaded, so that nobody waits for them. It
// shows what is known by then; the chat goes on from it. Knows no session.
import type { SchedulerLike } from 'rxjs';
import { createActor } from 'xstate';
import { screenMachine, screenView } from '../../machines/screen.machine.js';
import { emptyTranscript } from '../chat/transcript.js';
import type { SettingValues } from '../config.js';
import { signalExitBase } from '../exit-codes.js';
import { wantedAbilities } from '../view/abilities.js';
import { composeFrame } from '../view/compose-frame.js';
import type { Frame, Size } from '../view/frame.js';
import { boundKeymap } from '../view/keymap.js';
import { paint } from '../view/painter.js';
import type { SessionView } from '../view/session-view.js';
import { openTerminal, type TerminalPort, windowSize } from '../view/terminal.js';
import type { ChatProcess } from './chat-process.js';
import { closeOnCrash } from './close-on-crash.js';
import { whenSignalled } from './ending-signals.js';
import { peopleWanted } from './people-wanted.js';
import { firstColours } from './terminal-theme.js';

/** What the first screen takes from the world. */
export interface FirstWorld {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly scheduler: SchedulerLike;
  readonly process: ChatProcess;
}

/** The terminal, with the first screen on it. */
export interface FirstScreen {
  readonly terminal: TerminalPort;
  /** What it shows. */
  readonly painted: Frame;
  /** To be called once the chat looks after the terminal itself: until then, whatever ends the program gives it back. */
  readonly handOver: () => void;
}

/** Takes the terminal over and draws the chat as it begins: nothing said yet, nobody there. */
export function firstScreen(settings: SettingValues, { now, scheduler, process }: FirstWorld): FirstScreen {
  const { stdin, stdout, env } = process;
  const { mouse, hyperlinks } = settings;
  const terminal = openTerminal({ stdin, stdout, env, signals: process, scheduler, mouse });
  const stopGuarding = closeOnCrash(process, () => terminal.close());
  const stopListening = whenSignalled(process, (number) => process.exit(signalExitBase + number));
  const painted = firstFrame(settings, windowSize(stdout), now());
  const abilities = wantedAbilities(terminal.abilities(), hyperlinks);
  terminal.write(paint(undefined, painted, firstColours(settings, env), abilities));
  return {
    terminal,
    painted,
    handOver: () => {
      stopGuarding();
      stopListening();
    },
  };
}

/** The chat as it begins in a window of this size. Pure, but for the actor that lives as long as it takes. */
function firstFrame(settings: SettingValues, size: Size, now: number): Frame {
  const { keymap } = boundKeymap(settings.keys);
  const screen = createActor(screenMachine, { input: { keymap, people: peopleWanted(settings) } }).start();
  screen.send({ type: 'resize', ...size });
  const view = screenView(screen.getSnapshot());
  screen.stop();
  return composeFrame({
    session: joining(settings),
    screen: view,
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
