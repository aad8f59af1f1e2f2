// `backchannel --plain`: the chat line by line, for screen readers, dumb terminals, logs and pipes. The same session and the
// same commands as on the full screen; what happens is printed once, in words, and stays.
import {
  auditTime,
  catchError,
  last,
  map,
  merge,
  type Observable,
  of,
  type SchedulerLike,
  Subject,
  Subscription,
  switchMap,
  timer,
} from 'rxjs';
import { toPromise } from 'xstate';
import type { ScreenEvent } from '../../machines/screen.events.js';
import type { Session } from '../app.js';
import type { ViewSettings } from '../config.js';
import type { ChatFacts } from '../doctor/facts.js';
import { exitCodes } from '../exit-codes.js';
import { resetStyle, setStyle } from '../view/control-sequences.js';
import { type Line, plain as plainStyle, sameStyle } from '../view/frame.js';
import { nothingPrinted, type PlainState, plainStep, programLine } from '../view/plain-lines.js';
import type { DoctorView } from '../view/doctor-view.js';
import { sanitiseLine } from '../wire/sanitise.js';
import { leaveOnce } from './leave-once.js';
import { leaveWhenSignalled } from './leave-when-signalled.js';
import { type ConsoleStreams, openConsole } from './line-console.js';
import { lookedAt, type NetworkLook } from './network-look.js';
import { doctorLines, needsFullScreen, pageLines } from './plain-pages.js';
import { untilMoreIsTaken } from './read-ahead.js';
import { sessionViewOf } from './session-view-of.js';
import type { StandardStreams } from './standard-streams.js';
import { type Reload, submitLine } from './submit-line.js';
import { firstColours } from './chosen-theme.js';
import { type Place, timeFormat } from './time-format.js';
import { unreadDatagrams } from './unread-datagrams.js';
import { unsentSentence } from './unsent.js';

/** What can be set of the lines. */
export type PlainViewSettings = Pick<ViewSettings, 'colour' | 'theme' | 'themes' | 'time'>;

/** What the line mode takes from the world. */
export interface PlainWorld extends StandardStreams {
  readonly stdin: ConsoleStreams['stdin'];
  readonly env: NodeJS.ProcessEnv;
  /** Opens where lines are typed and printed; the streams, if left out. */
  readonly openConsole?: typeof openConsole;
  /** Whose times of day are shown; the process's, if left out. */
  readonly place?: Place;
  readonly scheduler: SchedulerLike;
  readonly view: PlainViewSettings;
  readonly reload: Reload;
  /** Settings that have been read again. */
  readonly reloaded$: Observable<{ readonly values: PlainViewSettings }>;
  /** What else the person is to be told. */
  readonly tellings$?: Observable<string>;
  /** Where the inspector's page is; left out while there is none. */
  readonly inspectorUrl?: string;
  /** What is asked of the network only when somebody asks to see it. */
  readonly lookAtNetwork: () => NetworkLook;
  /** Lets the doctor look around for some seconds while the chat goes on. */
  readonly examine: (readChat: () => ChatFacts) => Observable<DoctorView>;
}

/** What happens within this time is printed at once, so that the line being typed is not drawn a thousand times a second. */
const gatherMs = 50;

/** What was typed has so long to be said when nothing can be printed any more: a network that works needs far less. */
const unwritableMs = 3000;

const welcome = 'Enter says what you type, /help shows what else there is';

/**
 * Runs the line mode on a session that has not been started.
 *
 * @returns the exit code: 0, 1 when something typed was not sent, or could not be read or printed, or 128 and the number of the signal
 *   that ended it
 */
export async function runPlain(session: Session, world: PlainWorld): Promise<number> {
  const { stdin, stdout, stderr, signals, now, scheduler, env } = world;
  const subscriptions = new Subscription();
  let formatTime = timeFormat(world.view.time, world.place);
  let toBytes = painter(world.view, env);
  subscriptions.add(
    world.reloaded$.subscribe(({ values }) => {
      formatTime = timeFormat(values.time, world.place);
      toBytes = painter(values, env);
    }),
  );
  const sessionView = () => sessionViewOf(session.getSnapshot());
  const quit = () => {
    if (session.getSnapshot().status === 'active') session.send({ type: 'quit' });
  };
  const finish = () => {
    const { status, context } = session.getSnapshot();
    // Who leaves already has stopped waiting for what is to be said, and would leave without a goodbye.
    if (status === 'active' && context.leaving !== 'now') session.send({ type: 'finish' });
  };

  let unreadable: string | undefined;
  let isUnwritable = false;
  let unwritable: string | undefined;
  let dropped = 0;
  let refused = 0;
  const print = (lines: readonly Line[]) => {
    if (!here.isFull()) here.print(lines.map(toBytes));
    else dropped += lines.length;
  };
  const tellAll = (texts: readonly string[]) => {
    const time = formatTime(now());
    print(texts.map((text) => programLine(time, text)));
  };
  const tell = (text: string) => tellAll([text]);

  const refuse = (sentence: string) => {
    refused += 1;
    tell(sentence);
  };

  const answer = (event: ScreenEvent) => {
    if (event.type === 'refused') refuse(event.sentence);
    else if (event.type === 'told') tell(event.sentence);
    else if (event.type === 'show') showPage(event.overlay);
    else if (event.type !== 'accepted') tell(needsFullScreen);
  };
  const showPage = (name: string) => {
    if (name === 'doctor') return examined.next();
    // The system's lists are long, and read only for whoever looks.
    const look = name === 'net' ? world.lookAtNetwork() : undefined;
    return tellAll(pageLines(name, lookedAt(session.getSnapshot(), look), now(), formatTime));
  };
  const examined = new Subject<void>();
  const readChat = (): ChatFacts => {
    const { phase, reason } = sessionView();
    return { trouble: phase === 'blocked' ? reason : undefined };
  };

  const ended = toPromise(session);
  const open = world.openConsole ?? openConsole;
  const here = open({ stdin, stdout }, env['TERM'] === 'dumb', {
    line: async (text) => {
      // Who cannot see any more what becomes of it is asked for no more.
      if (isUnwritable) await ended;
      if (session.getSnapshot().status !== 'active') return;
      submitLine(text, session, { send: answer }, world);
      await untilMoreIsTaken(session);
    },
    interrupt: quit,
    end: (reason) => {
      unreadable = reason;
      finish();
    },
    unwritable: (reason) => {
      unwritable ??= reason;
      if (isUnwritable) return;
      isUnwritable = true;
      // What was typed before is said; a network that takes nothing is not waited for, of which nobody can be told.
      finish();
      subscriptions.add(timer(unwritableMs, scheduler).subscribe(() => leaveOnce(session)));
    },
  });
  // Also when the program crashes, a terminal is left as it was.
  const close = () => here.close();
  signals.on('exit', close);
  subscriptions.add(() => signals.off('exit', close));
  subscriptions.add(close);
  session.on('refused', ({ sentence }) => refuse(sentence));

  const signalled = leaveWhenSignalled(session, signals);
  subscriptions.add(signalled.stop);

  let state: PlainState = { ...nothingPrinted, startedAt: session.getSnapshot().context.room.startedAt };
  let prompt = '';
  const again = new Subject<number>();
  const step = () => {
    const current = sessionView();
    const next = plainStep(state, current, now(), formatTime);
    state = next.state;
    if (next.lines.length > 0) print(next.lines);
    if (prompt !== `${current.name}> `) {
      prompt = `${current.name}> `;
      here.setPrompt(prompt);
    }
    if (next.lookAgainAt !== undefined) again.next(next.lookAgainAt);
  };
  const changes = new Subject<void>();
  subscriptions.add(
    merge(
      changes.pipe(auditTime(gatherMs, scheduler)),
      again.pipe(switchMap((at) => timer(Math.max(0, at - now()), scheduler))),
    ).subscribe(step),
  );
  subscriptions.add(
    examined
      .pipe(
        switchMap(() => {
          tell('the doctor looks around for some seconds');
          return world.examine(readChat).pipe(
            last(),
            map(doctorLines),
            catchError((error: unknown) =>
              of([
                `the doctor could not look around: ${error instanceof Error ? error.message : String(error)}`,
              ]),
            ),
          );
        }),
      )
      .subscribe(tellAll),
  );
  if (world.tellings$ !== undefined) subscriptions.add(world.tellings$.subscribe(tell));
  subscriptions.add(unreadDatagrams({ ...world, session }).subscribe(tell));
  session.subscribe(() => changes.next());

  session.start();
  changes.next();
  // Whoever types here is told where the help is; a program that does needs none.
  if (stdin.isTTY === true) tell(welcome);
  const output = await ended.finally(() => {
    step();
    subscriptions.unsubscribe();
  });
  unwritable ??= await here.written();
  const complaints = [
    unsentSentence(output),
    // A person has read why, and could try again; a script has only this.
    refused > 0 && stdin.isTTY !== true
      ? `${refused} ${refused === 1 ? 'line was' : 'lines were'} refused`
      : undefined,
    dropped > 0 ? `${dropped} lines were dropped: whoever reads them is too slow` : undefined,
    unreadable === undefined ? undefined : `the input cannot be read: ${unreadable}`,
    unwritable === undefined ? undefined : `what is said cannot be written: ${unwritable}`,
  ].filter((sentence) => sentence !== undefined);
  for (const sentence of complaints) stderr.write(`backchannel: ${sentence}\n`);
  return signalled.exitCode() ?? (complaints.length > 0 ? exitCodes.failed : exitCodes.done);
}

/** From a line to what is written: a second look at all that others may have written, and colours where they are wanted. */
function painter(view: PlainViewSettings, env: NodeJS.ProcessEnv): (line: Line) => string {
  // Lines are often read by another program: only whoever asks for colours has some.
  const colours = firstColours({ ...view, colour: view.colour === 'always' ? 'always' : 'never' }, env);
  return (line) =>
    line
      .map(({ text, style }) => {
        const safe = sanitiseLine(text);
        if (colours.depth === 'none' || sameStyle(style, plainStyle)) return safe;
        return setStyle(style, colours) + safe + resetStyle;
      })
      .join('');
}
