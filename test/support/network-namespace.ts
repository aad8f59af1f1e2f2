// A Linux network namespace that lives as long as the process that holds it. It has no name in the file system, so two
// runs cannot meet; its holder reads a pipe from us, so that it ends when we end, however we end, and the namespace with
// it. Knows nothing of what is built inside.
import { type ChildProcess, execFile, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Says that the namespace is there, then waits for the end of standard input. */
const holderScript = 'echo ready; exec cat';

/** Stands before a program that the kernel is to kill when the process that started it ends. */
const endWithParent = ['setpriv', '--pdeathsig=KILL', '--'];

/** Whether we need a user namespace (user_namespaces(7)) around the network namespace to be allowed to make it. */
export const needsUserNamespace = process.getuid?.() !== 0;

/** A running network namespace; make one with {@link openNamespace}. */
export interface NetworkNamespace {
  /** The holder's process id: what `ip link … netns PID` takes. */
  readonly pid: number;
  /**
   * The argument list that runs `argv` inside. What stands before it replaces itself, so the process id is the program's
   * own; the kernel kills the program when the process that started it ends (PR_SET_PDEATHSIG, prctl(2)).
   */
  command(argv: readonly string[]): string[];
  /** Starts a program inside; {@link close} ends it if it still runs. */
  spawn(argv: readonly string[], options?: SpawnOptions): ChildProcess;
  /**
   * Runs a command inside to its end.
   * @returns what it printed on standard output
   * @throws Error with the command and its standard error when it fails
   */
  run(...argv: readonly string[]): Promise<string>;
  /** Runs ip(8) inside with these arguments, separated by spaces; otherwise like {@link run}. */
  ip(words: string): Promise<string>;
  /** Kills what was spawned inside and still runs, then lets the namespace go. Resolves when all have ended. */
  close(): Promise<void>;
}

/**
 * Makes an empty network namespace: no interface but a loopback that is down, no route to anywhere.
 * @param parent whose user namespace the new one belongs to, so that interfaces can be moved between the two
 */
export async function openNamespace(parent?: NetworkNamespace): Promise<NetworkNamespace> {
  const user = parent === undefined && needsUserNamespace ? ['--user', '--map-root-user'] : [];
  const argv = ['unshare', '--net', ...user, 'sh', '-c', holderScript];
  const holder = start(parent === undefined ? argv : parent.command(argv), {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await firstLine(holder);
  return heldBy(holder);
}

function heldBy(holder: ChildProcess): NetworkNamespace {
  const pid = holder.pid;
  if (pid === undefined) throw new Error('the holder of a network namespace has ended');
  // Joining a user namespace as root of it needs no change of credentials, and inside one setgroups(2) is forbidden.
  const user = needsUserNamespace ? ['--user', '--preserve-credentials'] : [];
  const prefix = ['nsenter', `--target=${pid}`, ...user, '--net', '--', ...endWithParent];
  const spawned = new Set<ChildProcess>();

  const command = (argv: readonly string[]): string[] => [...prefix, ...argv];
  const run = async (...argv: readonly string[]): Promise<string> => {
    const [file = '', ...args] = command(argv);
    return (await execute(file, args)).stdout;
  };
  return {
    pid,
    command,
    run,
    ip: async (words) => await run('ip', ...words.split(' ')),
    spawn: (argv, options = {}) => {
      const child = start(command(argv), options);
      spawned.add(child);
      child.once('exit', () => spawned.delete(child));
      return child;
    },
    close: async () => {
      await Promise.all([...spawned].map(async (child) => await end(child)));
      holder.stdin?.end();
      await end(holder);
    },
  };
}

/** Kills the process, if it has not ended yet, and waits for its end. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function start(argv: readonly string[], options: SpawnOptions): ChildProcess {
  const [file = '', ...args] = argv;
  return spawn(file, args, options);
}

async function firstLine(child: ChildProcess): Promise<void> {
  const { stdout } = child;
  if (stdout === null) throw new Error('the holder of a network namespace needs a pipe as standard output');
  const lines = createInterface({ input: stdout });
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => ['the holder ended']),
    once(child, 'error').then(([error]) => [String(error)]),
  ]);
  if (line !== 'ready') throw new Error(`could not make a network namespace: ${String(line)}`);
}
