// What the tests with real parts need of the machine, found out by trying it, not by guessing from versions or rights.
// Knows no test and no test runner: the lab for people asks here too.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { needsUserNamespace } from './network-namespace.js';

/** Whether the machine can do something, and if not why. */
export type Support = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Does once, in a namespace of its own, each thing that the lab does: a bridge, a cable, an entry from outside. */
const labTrial = [
  'ip link add br0 type bridge mcast_snooping 0',
  'ip link add port type veth peer name eth0',
  'ip link set port addrgenmode none master br0 up',
  'ip -json address show dev eth0',
  'nsenter --target=$$ --net -- setpriv --pdeathsig=KILL -- true',
].join(' && ');

/** Whether network namespaces with a bridge and cables between them can be made here: what `createLab` needs. */
export function labSupport(): Support {
  if (process.platform !== 'linux')
    return { ok: false, reason: `network namespaces need Linux, this is ${process.platform}` };
  return trialInNamespace(labTrial, 'a LAN of network namespaces cannot be made');
}

/** Whether hosts of the lab can have a firewall: what `dropOutgoing` needs, beside the lab. */
export function firewallSupport(): Support {
  return trialInNamespace(
    "nft 'add table inet lab' && nft 'add chain inet lab output { type filter hook output priority filter; }'",
    'a firewall cannot be set up',
  );
}

/** Runs a shell script in a network namespace of its own. */
function trialInNamespace(script: string, problem: string): Support {
  const user = needsUserNamespace ? ['--user', '--map-root-user'] : [];
  const trial = spawnSync('unshare', ['--net', ...user, 'sh', '-c', script], { encoding: 'utf8' });
  if (trial.error !== undefined)
    return { ok: false, reason: `unshare (of util-linux) cannot be run: ${trial.error.message}` };
  if (trial.status === 0) return { ok: true };
  const said = trial.stderr.trim().replaceAll(/\s+/g, ' ');
  const asWhom = needsUserNamespace ? 'not root, and in a user namespace' : 'as root';
  return { ok: false, reason: `${problem} (${asWhom}): ${said}` };
}

/** Whether a program can be run in a pseudo-terminal here: what `openTerminal` needs. */
export function ptySupport(): Support {
  const require = createRequire(import.meta.url);
  // Tried in a process of its own: a native module that does not fit can take the process down.
  const trial = `const pty = require(${JSON.stringify(require.resolve('@lydell/node-pty'))}).spawn('true', [], {}); pty.onExit(({ exitCode }) => process.exit(exitCode));`;
  const { status, stderr } = spawnSync(process.execPath, ['--eval', trial], { encoding: 'utf8' });
  if (status === 0) return { ok: true };
  return { ok: false, reason: `no pseudo-terminal can be opened: ${stderr.trim().split('\n').at(-1) ?? ''}` };
}

/** Both of them, or the first reason why not. */
export function allOf(...supports: readonly Support[]): Support {
  return supports.find(({ ok }) => !ok) ?? { ok: true };
}
