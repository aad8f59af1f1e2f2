// Somebody on the network who follows no rule: sends any bytes to either port, and more than anybody can read.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { AttackOrder } from './attack-order.js';
import type { Place } from './chat-terminal.js';
import type { Room } from './room.js';
import { Watched } from './watched.js';

const program = fileURLToPath(new URL('attacker-process.ts', import.meta.url));

export interface Attacker extends AsyncDisposable {
  /** Sends these bytes, one datagram each; resolves when the network has taken them. */
  send(port: number, datagrams: readonly Uint8Array[]): Promise<void>;
  /** Says so many lines a second, as so many people by turns, until `endFlood`; falls silent before, when `most` are said. */
  beginFlood(names: number, perSecond: number, most?: number): Promise<void>;
  /** Resolves with how many lines were said. */
  endFlood(): Promise<number>;
  close(): Promise<void>;
}

/** Starts one there; all that it sends goes out on the loopback interface and crosses no network. */
export async function openAttacker(place: Place, room: Room): Promise<Attacker> {
  const words = [process.execPath, '--import', 'tsx', program, room.group, String(room.port)];
  const [file = '', ...args] = place.command(words);
  const child: ChildProcess = spawn(file, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: dirname(program), // where `tsx` is looked for
  });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('the attacker needs pipes to be told what to do');
  const answers = new Watched<readonly string[]>([]);
  createInterface({ input: stdout }).on('line', (line) => answers.set([...answers.value, line]));
  const ended = once(child, 'exit');
  child.once('exit', () => answers.fail(new Error('the attacker ended')));

  const answered = async (count: number): Promise<string> =>
    await answers.until('the attacker to answer', (all) => all[count]);
  const order = async (what: AttackOrder): Promise<string> => {
    const before = answers.value.length;
    stdin.write(`${JSON.stringify(what)}\n`);
    return await answered(before);
  };
  const close = async (): Promise<void> => {
    stdin.end();
    await ended;
  };
  await answered(0);
  return {
    send: async (port, datagrams) => {
      const hex = datagrams.map((bytes) => Buffer.from(bytes).toString('hex'));
      await order({ type: 'send', port, datagrams: hex });
    },
    beginFlood: async (names, perSecond, most) => {
      await order({ type: 'flood', names, perSecond, most });
    },
    endFlood: async () => Number(await order({ type: 'calm' })),
    close,
    [Symbol.asyncDispose]: close,
  };
}
