// A LAN of our own for tests, and a second one that has nothing to do with it: hosts in network namespaces, each on a
// cable to a bridge. Nothing in it has a route to the outside, nothing has a global name, and all of it is gone when the
// process that made it ends. Knows no program of ours: whatever can be spawned can live on a host.
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { makeBridge } from './cable.js';
import { untilJoined } from './membership.js';
import { type CardIdentity, insertCard, type NetworkCard } from './network-card.js';
import { type NetworkNamespace, openNamespace } from './network-namespace.js';

/** What every host calls its first interface, as most computers do. */
const firstInterface = 'eth0';

/**
 * The LANs: what the bridge is called, and private addresses (RFC 1918 §3) for the hosts, which are numbered from 1 in
 * the order in which they are named.
 */
const lans = {
  main: { bridge: 'br0', prefix: '10.77.0.' },
  other: { bridge: 'br_other', prefix: '10.78.0.' },
} as const;

export type LanName = keyof typeof lans;

export interface LabOptions {
  /** Names of the hosts: at most 15 characters, since each is the name of its port on the bridge. */
  readonly hosts: readonly string[];
  /** Names of the hosts on the other LAN. */
  readonly otherHosts?: readonly string[];
}

/** One computer on the lab's LAN. */
export interface Host {
  readonly name: string;
  /** Its first network card; the five that follow are about this one. */
  readonly card: NetworkCard;
  /** Its IPv4 address now. */
  readonly address: string;
  /** The name of its interface. */
  readonly interface: string;
  /** Pulls the cable out of the switch, or puts it back; resolves when both ends have noticed. */
  cable(state: 'in' | 'out'): Promise<void>;
  /** Gives the host's interface another address in place of the one it has, as a new DHCP lease would. */
  replaceAddress(address: string): Promise<void>;
  /** Puts in a further network card, on this LAN or the other one. */
  addCard(identity: CardIdentity, lan?: LanName): Promise<NetworkCard>;
  /** Starts a program on this host; what still runs when the lab is closed is killed. */
  spawn(argv: readonly string[], options?: SpawnOptions): ChildProcess;
  /** The argument list that runs `argv` on this host: for a pseudo-terminal that does its own spawning. */
  command(argv: readonly string[]): string[];
  /** Runs a command on this host to its end and gives its standard output; throws if it fails. */
  run(...argv: readonly string[]): Promise<string>;
  /** Resolves when a program on this host is a member of the group and listens on the port. */
  untilJoined(group: string, port: number): Promise<void>;
}

export interface Lab extends AsyncDisposable {
  readonly hosts: readonly Host[];
  /** The namespace of the switches: where a filter that loses datagrams would go. */
  readonly bridge: NetworkNamespace;
  /** The host of this name. @throws Error if the lab has none */
  host(name: string): Host;
  /** Ends what still runs on the hosts, then the hosts and the LAN. */
  close(): Promise<void>;
}

/** Makes a LAN with these hosts; resolves when datagrams pass between all of them. */
export async function createLab({ hosts: names, otherHosts = [] }: LabOptions): Promise<Lab> {
  const lan = await openNamespace();
  const namespaces = [lan];
  const close = async (): Promise<void> => {
    // Hosts before the bridges: a holder that ends takes its end of the cable along.
    for (const namespace of namespaces.toReversed()) await namespace.close();
  };
  try {
    const plans: HostPlan[] = [];
    for (const [lanName, members] of [['main', names] as const, ['other', otherHosts] as const]) {
      const { bridge, prefix } = lans[lanName];
      await makeBridge({ lan, bridge });
      for (const [index, name] of members.entries()) {
        const host = await openNamespace(lan);
        namespaces.push(host);
        plans.push({ lan, host, name, lanName, address: `${prefix}${index + 1}` });
      }
    }
    // All at once: each waits for its own cable, and the kernel takes its time with that.
    const hosts = await Promise.all(plans.map(makeHost));
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

interface HostPlan {
  readonly lan: NetworkNamespace;
  readonly host: NetworkNamespace;
  readonly name: string;
  readonly lanName: LanName;
  readonly address: string;
}

async function makeHost({ lan, host, name, lanName, address }: HostPlan): Promise<Host> {
  await host.ip('link set lo up');
  const ends = { lan, host, bridge: lans[lanName].bridge };
  const card = await insertCard({ ...ends, port: name, name: firstInterface, address });
  return {
    name,
    card,
    get address() {
      return card.address;
    },
    get interface() {
      return card.name;
    },
    cable: async (state) => await card.cable(state),
    replaceAddress: async (next) => await card.replaceAddress(next),
    // An underscore, which no host's name has, so that no port gets the name of a host's first.
    addCard: async (identity, on = 'main') =>
      await insertCard({ ...ends, ...identity, bridge: lans[on].bridge, port: `${name}_${identity.name}` }),
    spawn: (argv, options) => host.spawn(argv, options),
    command: (argv) => host.command(argv),
    run: async (...argv) => await host.run(...argv),
    untilJoined: async (group, port) => await untilJoined(host.pid, group, port),
  };
}
