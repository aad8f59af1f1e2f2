// What each check says of which facts: a row a sentence.
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/doctor/diagnose.js';
import type { DoctorFacts } from '../../src/doctor/facts.js';
import type { Finding } from '../../src/doctor/finding.js';
import {
  deafPeer,
  loopback,
  mutePeer,
  heardComputer,
  noNetworkPort,
  openPort,
  soundFacts,
  soundInterface,
  soundPeer,
  soundSystem,
  takenPort,
} from './facts.js';

interface Row {
  readonly name: string;
  readonly facts: Partial<DoctorFacts>;
  /** Said by the check, and whether it is good news. */
  readonly check: string;
  readonly mark: Finding['mark'];
  readonly text: RegExp;
  readonly advice?: RegExp;
}

const rows: readonly Row[] = [
  { name: 'Linux', facts: {}, check: 'platform', mark: 'note', text: /^this is Linux$/u },
  {
    name: 'a system that tells less',
    facts: { system: { ...soundSystem, platform: 'darwin', memberships: undefined } },
    check: 'platform',
    mark: 'note',
    text: /^this is macOS: .* cannot be looked up here$/u,
  },
  {
    name: 'WSL 2',
    facts: { system: { ...soundSystem, wsl: 2 } },
    check: 'wsl',
    mark: 'warning',
    text: /WSL 2/u,
    advice: /networkingMode=mirrored/u,
  },
  {
    name: 'WSL 1',
    facts: { system: { ...soundSystem, wsl: 1 } },
    check: 'wsl',
    mark: 'note',
    text: /WSL 1/u,
  },
  {
    name: 'a container',
    facts: { system: { ...soundSystem, container: 'podman' } },
    check: 'container',
    mark: 'warning',
    text: /\(podman\)/u,
    advice: /--network host/u,
  },
  {
    name: 'a VPN',
    facts: { system: { ...soundSystem, vpnInterfaces: ['wg0', 'tun1'] } },
    check: 'vpn',
    mark: 'warning',
    text: /wg0, tun1/u,
    advice: /--interface NAME/u,
  },
  { name: 'TTL 0', facts: { ttl: 0 }, check: 'ttl', mark: 'warning', text: /on this computer$/u },
  {
    name: 'an open port',
    facts: {},
    check: 'chat-port',
    mark: 'ok',
    text: /^UDP port 6811 \(chat\) is open$/u,
  },
  {
    name: 'a shared port',
    facts: {
      system: {
        ...soundSystem,
        udpSockets: [1, 2, 3].map(() => ({ address: '0.0.0.0', port: 6811, user: 1, drops: 0 })),
      },
    },
    check: 'chat-port',
    mark: 'ok',
    text: /open, shared with 2 more of this computer$/u,
  },
  {
    name: 'a port that is taken, and by whom',
    facts: { chat: takenPort },
    check: 'chat-port',
    mark: 'failure',
    text: /^port 6811 is taken by a program that does not share it \(EADDRINUSE\) \(user id 1000 has it\)$/u,
    advice: /^end that program$/u,
  },
  {
    name: 'a control port that is taken',
    facts: { control: { ...takenPort, port: 6812 } },
    check: 'control-port',
    mark: 'failure',
    text: /is taken/u,
  },
  {
    name: 'a large receive buffer',
    facts: {},
    check: 'receive-buffer',
    mark: 'ok',
    text: /holds 8192 KiB/u,
  },
  {
    name: 'a small receive buffer',
    facts: { chat: { ...openPort, receiveBufferBytes: 212_992 } },
    check: 'receive-buffer',
    mark: 'warning',
    text: /holds 208 KiB/u,
    advice: /net\.core\.rmem_max/u,
  },
  {
    name: 'a small receive buffer where nobody knows the limit',
    facts: {
      chat: { ...openPort, receiveBufferBytes: 212_992 },
      system: { ...soundSystem, maxReceiveBufferBytes: undefined },
    },
    check: 'receive-buffer',
    mark: 'warning',
    text: /holds 208 KiB/u,
    advice: /^messages may be lost in a busy moment$/u,
  },
  {
    name: 'drops',
    facts: {
      system: { ...soundSystem, udpSockets: [{ address: '0.0.0.0', port: 6811, user: 1, drops: 17 }] },
    },
    check: 'drops',
    mark: 'warning',
    text: /dropped 17 datagrams on port 6811/u,
  },
  {
    name: 'no interface',
    facts: { interfaces: [], chat: noNetworkPort, control: noNetworkPort },
    check: 'usable',
    mark: 'failure',
    text: /^no interface can carry multicast$/u,
    advice: /connect this computer/u,
  },
  ...(
    [
      ['loopback', 'it is this computer itself'],
      ['not-wanted', '--interface names others'],
      ['virtual', 'it leads to containers and virtual machines of this computer'],
    ] as const
  ).map(
    ([use, because]): Row => ({
      name: `an interface that is ${use}`,
      facts: {
        system: { ...soundSystem, interfaces: [{ name: 'x0', address: '10.1.1.1', internal: false, use }] },
      },
      check: 'unused',
      mark: 'note',
      text: new RegExp(`^x0 10\\.1\\.1\\.1 is not used: ${because}$`, 'u'),
    }),
  ),
  ...(
    [
      ['no-ipv4', 'it has neither an IPv4 nor a link-local IPv6 address'],
      ['no-ipv6', 'it has no link-local IPv6 address'],
      ['down', 'it is down, unplugged, or has no address'],
    ] as const
  ).map(
    ([use, because]): Row => ({
      name: `an interface that is ${use}`,
      facts: {
        system: { ...soundSystem, interfaces: [{ name: 'x0', address: undefined, internal: false, use }] },
      },
      check: 'unused',
      mark: 'note',
      text: new RegExp(`^x0 is not used: ${because}$`, 'u'),
    }),
  ),
  {
    name: 'loopback alone',
    facts: { interfaces: [loopback] },
    check: 'loopback',
    mark: 'warning',
    text: /^lo 127\.0\.0\.1 is this computer itself/u,
  },
  {
    name: 'a membership that the system lists',
    facts: {},
    check: 'joined',
    mark: 'ok',
    text: /^eth0 10\.0\.0\.7 has joined 224\.6\.8\.11, and the system lists it so$/u,
  },
  {
    name: 'the membership of a labelled address',
    facts: { interfaces: [{ ...soundInterface, name: 'eth0:1' }] },
    check: 'joined',
    mark: 'ok',
    text: /the system lists it so$/u,
  },
  {
    name: 'a membership that the system does not list',
    facts: { system: { ...soundSystem, memberships: new Map([['eth0', ['224.0.0.1']]]) } },
    check: 'joined',
    mark: 'warning',
    text: /does not list it as a member$/u,
    advice: /off and on again/u,
  },
  {
    name: 'a membership where the system has no list',
    facts: { system: { ...soundSystem, memberships: undefined } },
    check: 'joined',
    mark: 'ok',
    text: /has joined 224\.6\.8\.11$/u,
  },
  {
    name: 'an interface that does not join',
    facts: { interfaces: [{ ...soundInterface, joinRefused: 'ENODEV' }] },
    check: 'joined',
    mark: 'failure',
    text: /did not join the group 224\.6\.8\.11 \(ENODEV\)$/u,
    advice: /--interface NAME/u,
  },
  {
    name: 'an interface without a port',
    facts: { control: { ...takenPort, port: 6812 } },
    check: 'joined',
    mark: 'failure',
    text: /is not tried: see the ports above$/u,
  },
  { name: 'sending', facts: {}, check: 'sent', mark: 'ok', text: /^eth0 10\.0\.0\.7 sends$/u },
  {
    name: 'sending that a firewall refuses',
    facts: { interfaces: [{ ...soundInterface, sent: 0, refused: { EPERM: 30 } }] },
    check: 'sent',
    mark: 'failure',
    text: /refused 30 of 30 test datagrams \(EPERM\)$/u,
    advice: /ufw allow 6811:6812\/udp.*firewall-cmd --add-port=6811-6812\/udp.*nft/u,
  },
  {
    name: 'sending that fails now and then: the commonest code',
    facts: { interfaces: [{ ...soundInterface, sent: 20, refused: { ENOBUFS: 1, ENETUNREACH: 9 } }] },
    check: 'sent',
    mark: 'warning',
    text: /\(ENETUNREACH\)$/u,
    advice: /is connected and has an address/u,
  },
  {
    name: 'macOS without permission',
    facts: {
      interfaces: [{ ...soundInterface, sent: 0, refused: { EHOSTUNREACH: 30 } }],
      system: { ...soundSystem, platform: 'darwin' },
    },
    check: 'sent',
    mark: 'failure',
    text: /\(EHOSTUNREACH\)$/u,
    advice: /Privacy & Security, Local Network/u,
  },
  {
    name: 'the same code elsewhere',
    facts: { interfaces: [{ ...soundInterface, sent: 0, refused: { EHOSTUNREACH: 30 } }] },
    check: 'sent',
    mark: 'failure',
    text: /\(EHOSTUNREACH\)$/u,
    advice: /is connected/u,
  },
  { name: 'an echo', facts: {}, check: 'echo', mark: 'ok', text: /\(30 of 30\)$/u },
  {
    name: 'no echo',
    facts: { interfaces: [{ ...soundInterface, echoes: 0 }] },
    check: 'echo',
    mark: 'failure',
    text: /does not hear what it sends itself/u,
    advice: /firewall/u,
  },
  { name: 'a route', facts: {}, check: 'route', mark: 'note', text: /route to 224\.6\.8\.11 is eth0$/u },
  {
    name: 'a route that leads nowhere',
    facts: {
      system: { ...soundSystem, routes: [{ interface: '*', destination: '224.0.0.0', mask: '240.0.0.0' }] },
    },
    check: 'route',
    mark: 'note',
    text: /^the system's routes refuse to lead to 224\.6\.8\.11; backchannel needs none/u,
  },
  {
    name: 'an interface of the other family',
    facts: {
      interfaces: [{ ...soundInterface, address: 'fe80::7%eth0', group: 'ff12::e006:80b' }],
      system: { ...soundSystem, memberships: new Map([['eth0', ['ff12::e006:80b']]]) },
    },
    check: 'joined',
    mark: 'ok',
    text: /^eth0 fe80::7%eth0 has joined ff12::e006:80b, and the system lists it so$/u,
  },
  {
    name: 'the way of the chat itself',
    facts: {},
    check: 'chat-way',
    mark: 'note',
    text: /^nothing was sent on port 6811 itself/u,
  },
  {
    name: 'a running chat',
    facts: { runningChat: { trouble: undefined } },
    check: 'chat-way',
    mark: 'ok',
    text: /^the network takes what this chat says$/u,
  },
  {
    name: 'a running chat that is in trouble',
    facts: { runningChat: { trouble: 'no interface sent it' } },
    check: 'chat-way',
    mark: 'failure',
    text: /^the network does not take what this chat says: no interface sent it$/u,
  },
  {
    name: 'no route',
    facts: { system: { ...soundSystem, routes: [] } },
    check: 'route',
    mark: 'note',
    text: /no route to 224\.6\.8\.11; backchannel needs none/u,
  },
  {
    name: 'a chat with two addresses',
    facts: { heard: [heardComputer] },
    check: 'heard',
    mark: 'ok',
    text: /^10\.0\.0\.2, fe80::2 \(on eth0\): a chat$/u,
  },
  {
    name: 'a chat beside a doctor',
    facts: { heard: [{ ...heardComputer, on: undefined, what: ['chat', 'doctor'] }], peers: [soundPeer] },
    check: 'heard',
    mark: 'ok',
    text: /^10\.0\.0\.2, fe80::2: a chat and a doctor$/u,
  },
  {
    name: 'what nobody can read',
    facts: { heard: [{ ...heardComputer, what: [] }] },
    check: 'heard',
    mark: 'ok',
    text: /: something that is no chat$/u,
  },
  {
    name: 'no other doctor',
    facts: {},
    check: 'none',
    mark: 'note',
    text: /within 3 s$/u,
    advice: /doctor --seconds 30/u,
  },
  {
    name: 'a doctor that is reached',
    facts: { peers: [soundPeer] },
    check: 'reach',
    mark: 'ok',
    text: /^doctor on 10\.0\.0\.2: both ways work$/u,
  },
  {
    name: 'its counts',
    facts: { peers: [soundPeer] },
    check: 'counts',
    mark: 'note',
    text: /heard 30 of 30; our probes answered 29 of 30 in 0\.2\/0\.5\/2\.0 ms/u,
  },
  {
    name: 'a lossy way',
    facts: { peers: [{ ...soundPeer, heard: 20 }] },
    check: 'reach',
    mark: 'warning',
    text: /much is lost$/u,
  },
  {
    name: 'a doctor that does not hear us',
    facts: { peers: [deafPeer] },
    check: 'reach',
    mark: 'failure',
    text: /^we hear the doctor on 10\.0\.0\.2, but it does not hear us: the way from here to there is broken$/u,
    advice: /firewall on 10\.0\.0\.2/u,
  },
  {
    name: 'its counts, without times',
    facts: { peers: [deafPeer] },
    check: 'counts',
    mark: 'note',
    text: /answered 0 of 30$/u,
  },
  {
    name: 'a doctor that we do not hear',
    facts: { peers: [mutePeer] },
    check: 'reach',
    mark: 'failure',
    text: /^the doctor on 10\.0\.0\.2 hears us, but we do not hear it: the way from there to here is broken$/u,
    advice: /firewall on this computer/u,
  },
  {
    name: 'answers that do not come',
    facts: { peers: [{ ...soundPeer, answered: 0, roundTripMs: undefined }] },
    check: 'reach',
    mark: 'warning',
    text: /its direct answers do not come$/u,
  },
  {
    name: 'a meeting that was too short',
    facts: { peers: [{ ...deafPeer, asked: 2 }] },
    check: 'reach',
    mark: 'note',
    text: /too short a time to tell/u,
  },
];

describe('a finding', () => {
  it.each(rows)('on $name', ({ facts, check, mark, text, advice }) => {
    const found = diagnose({ ...soundFacts, ...facts }).findings.filter((finding) => finding.check === check);
    expect(found).toHaveLength(1);
    expect(found[0]?.advice ?? '').toMatch(advice ?? /(?:)/u);
    expect(found).toEqual([
      expect.objectContaining({
        mark,
        text: expect.stringMatching(text),
      }),
    ]);
  });

  it.each<{ readonly name: string; readonly facts: Partial<DoctorFacts>; readonly not: string }>([
    {
      name: 'ports where there is no interface',
      facts: { chat: noNetworkPort, interfaces: [] },
      not: 'chat-port',
    },
    {
      name: 'an echo where nothing was sent',
      facts: { interfaces: [{ ...soundInterface, sent: 0 }] },
      not: 'echo',
    },
    {
      name: 'sending where nothing was tried',
      facts: { interfaces: [{ ...soundInterface, sent: 0 }] },
      not: 'sent',
    },
    { name: 'the way of a chat that has no port', facts: { chat: takenPort }, not: 'chat-way' },
    { name: 'the receive buffer of no socket', facts: { chat: takenPort }, not: 'receive-buffer' },
    { name: 'doctors that could not be heard', facts: { control: takenPort }, not: 'none' },
    {
      name: 'a doctor twice',
      facts: { heard: [{ ...heardComputer, what: ['doctor'] }], peers: [soundPeer] },
      not: 'heard',
    },
    {
      name: 'routes that nobody knows',
      facts: { system: { ...soundSystem, routes: undefined } },
      not: 'route',
    },
  ])('is not made on $name', ({ facts, not }) => {
    const { findings } = diagnose({ ...soundFacts, ...facts });
    expect(findings.map(({ check }) => check)).not.toContain(not);
  });

  it('is nothing to worry about on a sound computer', () => {
    const { findings } = diagnose({ ...soundFacts, peers: [soundPeer] });
    expect(findings.filter(({ mark }) => mark !== 'ok' && mark !== 'note')).toEqual([]);
  });
});
