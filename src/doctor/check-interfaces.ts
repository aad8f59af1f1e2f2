// Each interface: whether it is used and why not, whether it is a member of the group, sends, and hears itself.
import type { ListedInterface } from '../net/system-facts.js';
import { openFirewall, sendAdvice } from './advice.js';
import type { DoctorFacts, InterfaceFacts } from './facts.js';
import type { Finding } from './finding.js';
import { routeTo } from './route.js';

const unusedBecause: Readonly<Record<Exclude<ListedInterface['use'], 'used'>, string>> = {
  'not-wanted': 'not used: --interface names others',
  loopback: 'not used: it is this computer itself',
  virtual: 'not used: it leads to containers and virtual machines of this computer',
  'no-ipv4': 'not used: it has neither an IPv4 nor a link-local IPv6 address',
  'no-ipv6': 'not used: it has no link-local IPv6 address',
  down: 'not used: it is down, unplugged, or has no address',
};

export function checkInterfaces(facts: DoctorFacts): Finding[] {
  const { interfaces, system } = facts;
  const unused = system.interfaces.flatMap(({ name, address, use }): Finding[] =>
    use === 'used'
      ? []
      : [finding('unused', 'note', `${labelOf({ name, address })} is ${unusedBecause[use]}`)],
  );
  if (interfaces.length === 0) {
    const advice = 'connect this computer to a network: a cable, or a wireless network';
    return [finding('usable', 'failure', 'no interface can carry multicast', advice), ...unused];
  }
  return [...interfaces.flatMap((one) => checkOne(one, facts)), ...unused, ...route(facts)];
}

function checkOne(one: InterfaceFacts, facts: DoctorFacts): Finding[] {
  const label = labelOf(one);
  const alone: Finding[] = one.internal
    ? [finding('loopback', 'warning', `${label} is this computer itself: nobody else can be heard on it`)]
    : [];
  return [...alone, joined(one, label, facts), ...sent(one, label, facts), ...echoed(one, label, facts)];
}

function joined({ name, group, joinRefused }: InterfaceFacts, label: string, facts: DoctorFacts): Finding {
  const { control, system } = facts;
  if (control.trouble !== undefined)
    return finding('joined', 'failure', `${label} is not tried: see the ports above`);
  if (joinRefused !== undefined) {
    const advice = 'check that it is connected, or name another one: --interface NAME';
    return finding('joined', 'failure', `${label} did not join the group ${group} (${joinRefused})`, advice);
  }
  if (system.memberships === undefined) return finding('joined', 'ok', `${label} has joined ${group}`);
  // Linux lists a labelled further address of `eth0` as `eth0:1`: the device is the same.
  if (system.memberships.get(name.replace(/:.*$/u, ''))?.includes(group))
    return finding('joined', 'ok', `${label} has joined ${group}, and the system lists it so`);
  return finding(
    'joined',
    'warning',
    `${label} has joined ${group}, but the system does not list it as a member`,
    'switch the interface off and on again',
  );
}

function sent({ sent: count, refused }: InterfaceFacts, label: string, facts: DoctorFacts): Finding[] {
  const [worst] = Object.entries(refused).toSorted(([, one], [, other]) => other - one);
  if (worst === undefined) return count === 0 ? [] : [finding('sent', 'ok', `${label} sends`)];
  const [code, times] = worst;
  const text = `${label} refused ${times} of ${times + count} test datagrams (${code})`;
  const advice = sendAdvice(code, facts.system.platform, facts.chat.port);
  return [finding('sent', count === 0 ? 'failure' : 'warning', text, advice)];
}

function echoed({ sent: count, echoes }: InterfaceFacts, label: string, { chat }: DoctorFacts): Finding[] {
  if (count === 0) return [];
  if (echoes > 0)
    return [finding('echo', 'ok', `${label} hears what it sends itself (${echoes} of ${count})`)];
  const text = `${label} does not hear what it sends itself: something on this computer drops what comes in`;
  return [finding('echo', 'failure', text, openFirewall(chat.port))];
}

/** How the kernel lists a route that leads nowhere: `prohibit`, `unreachable`, `blackhole` or `throw` (ip-route(8)). */
const noInterface = '*';

/** Each datagram names its interface, so a route is not needed; other programs may need one. */
function route({ system, group }: DoctorFacts): Finding[] {
  if (system.routes === undefined) return [];
  const found = routeTo(group, system.routes);
  const needless = 'backchannel needs none, since it names the interface itself';
  if (found === undefined)
    return [finding('route', 'note', `the system has no route to ${group}; ${needless}`)];
  if (found.interface === noInterface)
    return [finding('route', 'note', `the system's routes refuse to lead to ${group}; ${needless}`)];
  return [finding('route', 'note', `the system's own route to ${group} is ${found.interface}`)];
}

/** `eth0 10.0.0.7` */
function labelOf({ name, address }: { readonly name: string; readonly address: string | undefined }): string {
  return address === undefined ? name : `${name} ${address}`;
}

function finding(check: string, mark: Finding['mark'], text: string, advice?: string): Finding {
  return { section: 'interfaces', check, mark, text, ...(advice === undefined ? {} : { advice }) };
}
