// A LAN to play with: hosts in network namespaces on this computer, each with the program in a pane of tmux. Nothing said
// here leaves the computer, and all of it is gone at the end.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createLab, type Host, type Lab } from '../test/support/lab.js';
import { labSupport } from '../test/support/requirements.js';

const help = `Usage: npm run lab -- [HOST…]

Makes a LAN of hosts in network namespaces on this computer and runs backchannel on each, in a pane of
tmux (without tmux: prints the commands to do so). Leaving tmux removes everything. A pane whose program
has ended gives you a shell on that host: try  ip link set eth0 down,  or  ip address.

  HOST    names of the hosts, also used as handles: 1 to 15 of a-z, 0-9 and "-"; default: alice bob
  --help  this text

Needs Linux with iproute2 and util-linux, and root or user namespaces.
`;

const program = fileURLToPath(new URL('../dist/start.cjs', import.meta.url));

/** A host's name is also the name of its port on the bridge (at most 15 bytes, linux/if.h) and a handle. */
const hostName = /^[a-z][a-z0-9-]{0,14}$/;

/** Runs the program with the host's name as its handle, then a shell that says where it is. */
const pane = `"$1" "$2" "$0"; PS1="$0$ " exec sh -i`;

process.exitCode = await main();

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  if (words.includes('--help')) return say(process.stdout, help, 0);
  const names = words.length === 0 ? ['alice', 'bob'] : words;

  const wrong = names.find((name) => !hostName.test(name) || name === 'br0');
  if (wrong !== undefined)
    return say(process.stderr, `"${wrong}" cannot be the name of a host: see --help\n`, 2);
  if (new Set(names).size < names.length)
    return say(process.stderr, 'each host needs a name of its own\n', 2);
  if (!existsSync(program))
    return say(process.stderr, 'the program has not been built yet: npm run build\n', 1);
  const support = labSupport();
  if (!support.ok) return say(process.stderr, `${support.reason}\n`, 1);

  const lab = await createLab({ hosts: names });
  try {
    return spawnSync('tmux', ['-V']).status === 0 ? await inTmux(lab) : await byHand(lab);
  } finally {
    await lab.close();
  }
}

function say(stream: NodeJS.WritableStream, text: string, exitCode: number): number {
  stream.write(text);
  return exitCode;
}

/** A tmux of its own, apart from any that the person has running; resolves when the person leaves it. */
async function inTmux(lab: Lab): Promise<number> {
  const server = ['-L', `backchannel-lab-${process.pid}`, '-f', '/dev/null'];
  const [first = [], ...others] = lab.hosts.map((host) => paneCommand(host));
  const orders = [
    ['new-session'].concat(first),
    ...others.flatMap((command) => [['split-window'].concat(command), ['select-layout', 'tiled']]),
    ['set-option', '-g', 'mouse', 'on'],
    ['select-pane', '-t', '0'],
  ];
  const client = spawn('tmux', server.concat(orders.flatMap((order) => order.concat(';'))), {
    stdio: 'inherit',
  });
  // The server is a daemon: it would outlive us, and with it the hosts.
  const leave = (): void => {
    spawnSync('tmux', server.concat('kill-server'));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);
  await once(client, 'exit');
  leave();
  return client.exitCode ?? 1;
}

function paneCommand(host: Host): string[] {
  return host.command(['sh', '-c', pane, host.name, process.execPath, program]);
}

/** Prints how to start the programs, and keeps the lab until Enter or the end of input. */
async function byHand(lab: Lab): Promise<number> {
  const commands = lab.hosts.map(
    (host) => `  ${host.command([process.execPath, program, host.name]).join(' ')}`,
  );
  process.stdout.write(
    `Run each of these in a terminal of its own:\n\n${commands.join('\n')}\n\nEnter ends the lab.\n`,
  );
  await Promise.race([once(process.stdin, 'data'), once(process.stdin, 'end')]);
  process.stdin.destroy();
  return 0;
}
