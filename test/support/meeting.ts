// A talk that goes through trouble: alice's host is where it happens, she has the full screen before her; bob's `receive`
// and carol's original listen on hosts of their own. Keeps what alice said, and holds it against what they heard.
import { untilChild } from './child-process.js';
import { openChat, say } from './chat-terminal.js';
import { createLab, type Host, type Lab } from './lab.js';
import {
  faultless,
  heardOfAlice,
  knock,
  knocksIn,
  type Outcome,
  outcomeOf,
  ownLine,
  ownRows,
} from './meeting-outcome.js';
import { type OriginalPeer, startOriginalPeer } from './original-peer.js';
import { type Home, type Launch, type PipedProgram, piped, program } from './program.js';
import { type Room, room } from './room.js';
import type { TerminalSession } from './terminal.js';

/** What alice says at the end: whoever has heard it has heard all that came before, and all that came twice. */
const lastWord = 'that was all';

/** Wide and high enough for every status (that of 30 interfaces is long) and every message of a test. */
const screenSize = { columns: 800, rows: 100 } as const;

/** The people have no pane, which a window as wide would open: rows are read here. */
const withoutPeople = ['--people', 'never'] as const;

/** Longer than the longest pause between two retries, on a busy machine. */
const patienceMs = 30_000;

/** How often carol knocks: the exactness with which it can be told when alice hears again. */
const knockIntervalMs = 20;

export interface MeetingOptions {
  readonly home: Pick<Home, 'env'>;
  /** Where carol is: on alice's LAN, or on the other. */
  readonly carolOn?: 'main' | 'other';
  /** What is done to alice's host before her chat starts. */
  readonly before?: (host: Host) => Promise<void>;
  /** What her status then says first; `connected` if nothing else is named. */
  readonly status?: RegExp;
  /** The build that alice and bob run; the one that was built here if none is named. */
  readonly launch?: Launch;
}

export interface Meeting extends AsyncDisposable {
  readonly lab: Lab;
  readonly room: Room;
  /** Alice's host. */
  readonly host: Host;
  /** Her screen. */
  readonly alice: TerminalSession;
  readonly bob: PipedProgram;
  readonly carol: OriginalPeer;
  /** Waits for her status to begin like this. */
  untilStatus(begins: RegExp): Promise<void>;
  /** Alice types a line. */
  say(text: string): void;
  /** Alice types a line, and it is shown as waiting. */
  sayInVain(text: string): Promise<void>;
  /** Resolves when all that alice has said so far has reached bob and carol, and she sees it as sent. */
  untilHeard(): Promise<void>;
  /** Carol says a line until alice sees one: how many it takes nobody promises, that none is shown twice is held. */
  untilAliceHears(): Promise<void>;
  /** Has alice say a last word, and tells how it all went when that has been heard. */
  outcome(): Promise<Outcome>;
  /** How it all went if each line of alice's has reached everybody exactly once and in order, and all are well. */
  faultlessOutcome(): Outcome;
}

/** Brings them together; resolves when bob and carol listen and alice's status says what it should. */
export async function openMeeting(options: MeetingOptions): Promise<Meeting> {
  const { home, carolOn = 'main', before = async () => {}, status = /^connected/ } = options;
  const { launch = program } = options;
  const here = room(40);
  const lab = await createLab(
    carolOn === 'main'
      ? { hosts: ['alice', 'bob', 'carol'] }
      : { hosts: ['alice', 'bob'], otherHosts: ['carol'] },
  );
  try {
    const host = lab.host('alice');
    await before(host);
    const bob = piped(
      lab.host('bob').spawn(launch('receive', '--json', ...here.options), { env: home.env, stdio: 'pipe' }),
    );
    await bob.whileRunning(lab.host('bob').untilJoined(here.group, here.port));
    const carol = await startOriginalPeer(lab.host('carol'), { room: here, handle: 'carol' });
    const chat = { handle: 'alice', room: here, home, options: withoutPeople, status, launch, ...screenSize };
    const alice = await openChat(host, chat);
    // The program's own ear for changes of the network; before it is there, polling is all, which is not the usual case.
    await untilChild(alice.pid, 'ip').catch(async (error: unknown) => {
      await alice.close();
      throw error;
    });
    return heldMeeting({ lab, room: here, host, alice, bob, carol });
  } catch (error) {
    await lab.close();
    throw error;
  }
}

type Parties = Pick<Meeting, 'lab' | 'room' | 'host' | 'alice' | 'bob' | 'carol'>;

function heldMeeting(parties: Parties): Meeting {
  const { lab, alice, bob, carol } = parties;
  const said: string[] = [];
  let knocks = 0;

  const sayNow = (text: string): void => {
    said.push(text);
    say(alice, text);
  };
  const untilShown = async (line: string, timeoutMs?: number): Promise<void> =>
    await alice.waitFor((screen) => ownRows(screen).includes(line), timeoutMs);
  const untilHeard = async (): Promise<void> => {
    const newest = said.at(-1) ?? '';
    await Promise.all([
      bob.waitForLines((lines) => heardOfAlice(lines).includes(newest), patienceMs),
      carol.waitForLine((line) => line === `<alice> ${newest}`, patienceMs),
      untilShown(ownLine('sent', newest), patienceMs),
    ]);
  };

  return {
    ...parties,
    untilStatus: async (begins) => await alice.waitFor(begins, patienceMs),
    say: sayNow,
    sayInVain: async (text) => {
      sayNow(text);
      await untilShown(ownLine('waiting', text));
    },
    untilHeard,
    untilAliceHears: async () => {
      const knocking = setInterval(() => {
        knocks += 1;
        carol.say(knock(knocks));
      }, knockIntervalMs);
      const earlier = knocks;
      try {
        await alice.waitFor((screen) => knocksIn(screen).some((number) => number > earlier), patienceMs);
      } finally {
        clearInterval(knocking);
      }
    },
    outcome: async () => {
      sayNow(lastWord);
      await untilHeard();
      return await outcomeOf(parties);
    },
    faultlessOutcome: () => faultless(said),
    [Symbol.asyncDispose]: async () => {
      await alice.close();
      await lab.close();
    },
  };
}
