// The 2012 original on a host of the lab, as a test holds it: what it has drawn, what it says, whether it still lives.
import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Host } from './lab.js';
import { type OriginalOrder, type OriginalReport, originalReport } from './original-report.js';
import type { Room } from './room.js';
import { Watched } from './watched.js';

const program = fileURLToPath(new URL('original-process.ts', import.meta.url));

export interface OriginalPeerOptions {
  readonly room: Room;
  readonly handle: string;
}

/** How the original is: its receive thread alive, or dead of what it received. */
export type OriginalFate = { readonly alive: true } | { readonly alive: false; readonly cause: string };

export interface OriginalPeer {
  /** The lines that it has drawn so far, as it draws them: `<handle> content`. */
  lines(): readonly string[];
  /** Says something, as if typed into it. */
  say(text: string): void;
  /**
   * Resolves with the first line drawn, from the beginning on, that fits.
   * @throws Error with all lines drawn, after `timeoutMs`, or at once when the peer dies
   */
  waitForLine(fits: (line: string) => boolean, timeoutMs?: number): Promise<string>;
  /** Asks the peer how it is. */
  fate(): Promise<OriginalFate>;
}

/** Starts the original on a host; resolves when it is a member of the group. It ends with the lab. */
export async function startOriginalPeer(host: Host, options: OriginalPeerOptions): Promise<OriginalPeer> {
  const { room, handle } = options;
  // The original's id is random; ours only has to be another one for each peer, and the same in each run.
  const clientId = createHash('sha256').update(`${host.name} ${handle}`).digest('hex').slice(0, 10);
  const settings = [room.group, String(room.port), host.address, clientId, handle];
  const child = host.spawn([process.execPath, '--import', 'tsx', program, ...settings], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: dirname(program), // where `tsx` is looked for
  });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('the original needs pipes to be talked to');

  const reports = new Watched<readonly OriginalReport[]>([]);
  createInterface({ input: stdout }).on('line', (line) => {
    reports.set([...reports.value, originalReport.parse(JSON.parse(line))]);
  });
  child.once('exit', (code, signal) =>
    reports.fail(new Error(`the original ended by itself (${code ?? signal})`)),
  );

  const order = (what: OriginalOrder): void => {
    stdin.write(`${JSON.stringify(what)}\n`);
  };
  const lines = (): readonly string[] =>
    reports.value.flatMap((report) => (report.type === 'line' ? [report.shown] : []));
  const drawn = (): string => `; ${handle}, the original, has drawn:\n${lines().join('\n')}`;

  await reports.until('the original to listen', (all) => all.find(({ type }) => type === 'listening'));
  return {
    lines,
    say: (text) => order({ type: 'say', text }),
    waitForLine: async (fits, timeoutMs) =>
      await reports.until(
        'a line',
        (all) => {
          const death = all.find((report) => report.type === 'dead');
          const line = lines().find(fits);
          if (line === undefined && death !== undefined)
            throw new Error(`the original has died of ${death.cause}${drawn()}`);
          return line;
        },
        { explain: drawn, ...(timeoutMs === undefined ? {} : { timeoutMs }) },
      ),
    fate: async () => {
      const asked = reports.value.length;
      order({ type: 'report' });
      const report = await reports.until('the original to say how it is', (all) =>
        all.slice(asked).find(isFate),
      );
      return report.type === 'dead' ? { alive: false, cause: report.cause } : { alive: true };
    },
  };
}

function isFate({ type }: OriginalReport): boolean {
  return type === 'alive' || type === 'dead';
}
