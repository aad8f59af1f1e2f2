// What kind of computer this is, as far as it decides whom multicast reaches.
import type { DoctorFacts } from './facts.js';
import type { Finding } from './finding.js';

/** How the platforms call themselves. */
const platformNames: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'Linux',
  darwin: 'macOS',
  win32: 'Windows',
};

export function checkComputer({ system, ttl }: DoctorFacts): Finding[] {
  const { platform, wsl, container, vpnInterfaces, memberships } = system;
  const name = platformNames[platform] ?? platform;
  const lacking = 'what the system says of memberships, routes and ports cannot be looked up here';
  const findings: (Finding | false)[] = [
    finding(
      'platform',
      'note',
      memberships === undefined ? `this is ${name}: ${lacking}` : `this is ${name}`,
    ),
    wsl === 2 &&
      finding(
        'wsl',
        'warning',
        'this is WSL 2: its usual network (NAT) carries no multicast to or from the LAN',
        'set networkingMode=mirrored in .wslconfig, or run backchannel in Windows itself',
      ),
    wsl === 1 && finding('wsl', 'note', 'this is WSL 1: the network and the firewall are those of Windows'),
    container !== undefined &&
      finding(
        'container',
        'warning',
        `this looks like a container (${container}): its own network reaches only other containers`,
        'start it with the network of the computer itself, such as "docker run --network host"',
      ),
    vpnInterfaces.length > 0 &&
      finding(
        'vpn',
        'warning',
        `there is a VPN (${vpnInterfaces.join(', ')}): most carry no multicast, and some cut off the LAN`,
        'switch it off for a try, or name the LAN: --interface NAME',
      ),
    ttl === 0 &&
      finding('ttl', 'warning', '--ttl 0 keeps everything on this computer', 'leave it away to reach others'),
  ];
  return findings.filter((each) => each !== false);
}

function finding(check: string, mark: Finding['mark'], text: string, advice?: string): Finding {
  return { section: 'computer', check, mark, text, ...(advice === undefined ? {} : { advice }) };
}
