// A member of a room on a host of the lab, as a test holds it: the real transport, in a process of its own.
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Destination } from '../../src/net/transport.js';
import type { Host } from './lab.js';
import { type MemberOrder, type MemberReport, memberReport, type Plane } from './member-report.js';
import type { Room } from './room.js';
import { Watched } from './watched.js';

const program = fileURLToPath(new URL('member-process.ts', import.meta.url));

type Heard = Extract<MemberReport, { readonly type: 'heard' }>;
type Joined = Extract<MemberReport, { readonly type: 'joined' }>;

export interface Member {
  /** How joining on each port went. */
  readonly joined: Readonly<Record<Plane, Joined>>;
  /** Sends on the chat port. @returns the interfaces that it left by; throws the sentence if none took it */
  chat(text: string): Promise<readonly string[]>;
  /** Sends on the control port. */
  control(text: string, to: Destination): void;
  /** All that has been heard of this text so far. */
  heard(text: string): readonly Heard[];
  /** Resolves with what is first heard of this text. */
  waitFor(text: string): Promise<Heard>;
}

/** Starts a member on a host; resolves when it has joined on both ports. It ends with the lab. */
export async function startMember(host: Host, room: Room): Promise<Member> {
  const child = host.spawn(
    [process.execPath, '--import', 'tsx', program, room.group, String(room.port)],
    { stdio: ['pipe', 'pipe', 'inherit'], cwd: dirname(program) }, // where `tsx` is looked for
  );
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('a member needs pipes to be talked to');
  const reports = new Watched<readonly MemberReport[]>([]);
  createInterface({ input: stdout }).on('line', (line) => {
    reports.set([...reports.value, memberReport.parse(JSON.parse(line))]);
  });
  child.once('exit', (code, signal) => reports.fail(new Error(`the member ended (${code ?? signal})`)));

  const explain = () =>
    `; ${host.name} has told:\n${reports.value.map((one) => JSON.stringify(one)).join('\n')}`;
  const until = async <Report>(
    what: string,
    find: (all: readonly MemberReport[]) => Report | undefined,
  ): Promise<Report> => {
    const from = reports.value.length;
    return await reports.until(
      what,
      (all) => {
        const trouble = all.slice(from).find((report) => report.type === 'trouble');
        if (trouble !== undefined) throw new Error(trouble.sentence);
        return find(all);
      },
      { explain },
    );
  };
  const order = (what: MemberOrder): void => void stdin.write(`${JSON.stringify(what)}\n`);
  const joinedOn = async (plane: Plane): Promise<Joined> =>
    await until(`${host.name} to join the ${plane}`, (all) =>
      all.find((report): report is Joined => report.type === 'joined' && report.plane === plane),
    );
  const heard = (text: string): Heard[] =>
    reports.value.filter((report): report is Heard => report.type === 'heard' && report.text === text);

  return {
    joined: { chat: await joinedOn('chat'), control: await joinedOn('control') },
    chat: async (text) => {
      const from = reports.value.length;
      order({ type: 'chat', text });
      const sent = await until(`${host.name} to send`, (all) =>
        all.slice(from).find((report) => report.type === 'sent' && report.text === text),
      );
      return sent.type === 'sent' ? sent.on : [];
    },
    control: (text, to) => order({ type: 'control', text, to }),
    heard,
    waitFor: async (text) => await until(`${host.name} to hear "${text}"`, () => heard(text)[0]),
  };
}
