// A LAN of our own for tests: hosts in network namespaces, each on one cable to one bridge. Nothing in it has a route
// to the outside, nothing has a global name, and all of it is gone when the process that made it ends.
// Knows no program of ours: whatever can be spawned can live on a host.
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { type Cable, hostInterface, makeBridge, moveCable, plugIn, untilAddress } from './cable.js';
import { untilJoined } from './membership.js';
import { type NetworkNamespace, openNamespace } from './network-namespace.js';

/** Private addresses (RFC 1918 §3); hosts are numbered from 1 in the order in which they are named. */
const network = { prefix: '10.77.0.', length: 24 } as const;

export interface LabOptions {
  /** Names of the hosts: at most 15 characters, since each is the name of its port on the bridge. */
  readonly hosts: readonly string[];
}

/** One computer on the lab's LAN. */
export interface Host {
  readonly name: string;
  /** Its IPv4 address now. */
  readonly address: string;
  /** The name of its interface. */
  readonly interface: string;
  /** Starts a program on this host; what still runs when the lab is closed is killed. */
  spawn(argv: readonly string[], options?: SpawnOptions): ChildProcess;
  /** The argument list that runs `argv` on this host: for a pseudo-terminal that does its own spawning. */
  command(argv: readonly string[]): string[];
  /** Runs a command on this host to its end and gives its standard output; throws if it fails. */
  run(...argv: readonly string[]): Promise<string>;
  /** Resolves when a program on this host is a member of the group and listens on the port. */
  untilJoined(group: string, port: number): Promise<void>;
  /** Pulls the cable out of the switch, or puts it back; resolves when both ends have noticed. */
  cable(state: 'in' | 'out'): Promise<void>;
  /** Gives the host's interface another address in place of the one it has, as a new DHCP lease would. */
  replaceAddress(address: string): Promise<void>;
}

export interface Lab extends AsyncDisposable {
  readonly hosts: readonly Host[];
  /** The namespace of the switch: where a filter that loses datagrams would go. */
  readonly bridge: NetworkNamespace;
  /** The host of this name. @throws Error if the lab has none */
  host(name: string): Host;
  /** Ends what still runs on the hosts, then the hosts and the LAN. */
  close(): Promise<void>;
}

/** Makes a LAN with these hosts; resolves when datagrams pass between all of them. */
export async function createLab({ hosts: names }: LabOptions): Promise<Lab> {
  const lan = await openNamespace();
  const namespaces = [lan];
  const close = async (): Promise<void> => {
    // Hosts before the bridge: a holder that ends takes its end of the cable along.
    for (const namespace of namespaces.toReversed()) await namespace.close();
  };
  try {
    await makeBridge(lan);
    const hosts: Host[] = [];
    for (const [index, name] of names.entries()) {
      const namespace = await openNamespace(lan);
      namespaces.push(namespace);
      hosts.push(await makeHost({ lan, host: namespace, port: name }, `${network.prefix}${index + 1}`));
    }
    return {
      hosts,
      bridge: lan,
      host: (name) => hostNamed(hosts, name),
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function hostNamed(hosts: readonly Host[], name: string): Host {
  const found = hosts.find((host) => host.name === name);
  if (found !== undefined) return found;
  throw new Error(`the lab has no host ${name}, only ${hosts.map((host) => host.name).join(', ')}`);
}

async function makeHost(cable: Cable, firstAddress: string): Promise<Host> {
  const { host } = cable;
  let address = firstAddress;
  const changeAddress = async (change: 'add' | 'delete'): Promise<string> =>
    await host.ip(`address ${change} ${address}/${network.length} dev ${hostInterface}`);

  await host.ip('link set lo up');
  await plugIn(cable);
  await changeAddress('add');
  await untilAddress(cable, address);
  return {
    name: cable.port,
    interface: hostInterface,
    get address() {
      return address;
    },
    spawn: (argv, options) => host.spawn(argv, options),
    command: (argv) => host.command(argv),
    run: async (...argv) => await host.run(...argv),
    untilJoined: async (group, port) => await untilJoined(host.pid, group, port),
    cable: async (state) => await moveCable(cable, state),
    replaceAddress: async (next) => {
      // The old one first: the second address of one prefix would be a secondary, and go together with the first.
      await changeAddress('delete');
      address = next;
      await changeAddress('add');
      await untilAddress(cable, address);
    },
  };
}
