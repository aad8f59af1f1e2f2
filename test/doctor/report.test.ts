// The report, as text and as JSON.
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/doctor/diagnose.js';
import type { DoctorFacts } from '../../src/doctor/facts.js';
import { reportJson } from '../../src/doctor/report-json.js';
import { reportText } from '../../src/doctor/report-text.js';
import {
  deafPeer,
  noNetworkPort,
  soundFacts,
  soundInterface,
  soundPeer,
  soundSystem,
  takenPort,
} from './facts.js';

describe('the text', () => {
  it('is grouped, marked and folded', () => {
    const facts = { ...soundFacts, interfaces: [{ ...soundInterface, echoes: 0 }], peers: [soundPeer] };
    expect(reportText(diagnose(facts))).toBe(`Computer
  · this is Linux

Ports
  ✓ UDP port 6811 (chat) is open
  · nothing was sent on port 6811 itself, since people would see it: a firewall
    against that port alone is not found by this
  ✓ UDP port 6812 (control) is open
  ✓ the system holds 8192 KiB for us while we are busy

Interfaces
  ✓ eth0 10.0.0.7 has joined 224.6.8.11, and the system lists it so
  ✓ eth0 10.0.0.7 sends
  ✗ eth0 10.0.0.7 does not hear what it sends itself: something on this computer
    drops what comes in
    → let UDP ports 6811 and 6812 through the firewall: "ufw allow
      6811:6812/udp", "firewall-cmd --add-port=6811-6812/udp", or a rule of
      nft's own ("nft list ruleset" shows what drops)
  · lo 127.0.0.1 is not used: it is this computer itself
  · the system's own route to 224.6.8.11 is eth0

Other computers: chats and doctors
  ✓ doctor on 10.0.0.2: both ways work
  · doctor on 10.0.0.2: multicast from it heard 30 of 30; our probes answered 29
    of 30 in 0.2/0.5/2.0 ms (min/median/max)

Verdict
  ✗ what is sent does not come back, so something here drops what comes in: let
    UDP ports 6811 and 6812 through the firewall: "ufw allow 6811:6812/udp",
    "firewall-cmd --add-port=6811-6812/udp", or a rule of nft's own ("nft list
    ruleset" shows what drops)
`);
  });

  it.each<{ readonly name: string; readonly facts: Partial<DoctorFacts> }>([
    { name: 'a sound computer', facts: {} },
    {
      name: 'a box',
      facts: { system: { ...soundSystem, container: 'docker', wsl: 2, vpnInterfaces: ['wg0'] } },
    },
    { name: 'no network', facts: { interfaces: [], chat: noNetworkPort, control: noNetworkPort } },
    { name: 'a taken port', facts: { chat: takenPort } },
    { name: 'a way that is broken', facts: { peers: [deafPeer] } },
  ])('of $name fits 80 columns', ({ facts }) => {
    const lines = reportText(diagnose({ ...soundFacts, ...facts })).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});

describe('the JSON', () => {
  it('has the same keys whatever is known', () => {
    const facts = { ...soundFacts, peers: [soundPeer] };
    const { findings: _, ...parsed } = JSON.parse(reportJson(facts, diagnose(facts))) as Record<
      string,
      unknown
    >;
    expect(parsed).toEqual({
      version: 1,
      works: true,
      verdict: 'works-with-others',
      next: 'multicast works here, and between here and the other computer: the chat should, too',
      group: '224.6.8.11',
      ttl: 1,
      seconds: 3,
      system: {
        platform: 'linux',
        wsl: null,
        container: null,
        vpn_interfaces: [],
        receive_buffer_limit_bytes: 4_194_304,
        route_interface: 'eth0',
      },
      chat_port: { port: 6811, open: true, error: null, receive_buffer_bytes: 8_388_608 },
      control_port: { port: 6812, open: true, error: null, receive_buffer_bytes: 8_388_608 },
      interfaces: [
        {
          name: 'eth0',
          address: '10.0.0.7',
          loopback: false,
          use: 'used',
          group: '224.6.8.11',
          joined: true,
          join_error: null,
          listed_as_member: true,
          sent: 30,
          send_errors: {},
          echoes: 30,
        },
        {
          name: 'lo',
          address: '127.0.0.1',
          loopback: true,
          use: 'loopback',
          group: null,
          joined: false,
          join_error: null,
          listed_as_member: null,
          sent: 0,
          send_errors: {},
          echoes: 0,
        },
      ],
      heard: [],
      peers: [
        {
          address: '10.0.0.2',
          reach: 'both',
          heard: 30,
          expected: 30,
          answered: 29,
          asked: 30,
          round_trip_ms: { min: 0.21, median: 0.5, max: 2 },
        },
      ],
    });
  });

  it('has a finding for each line of the text', () => {
    const diagnosis = diagnose(soundFacts);
    const { findings } = JSON.parse(reportJson(soundFacts, diagnosis)) as { findings: unknown };
    expect(findings).toEqual(
      diagnosis.findings.map(({ section, check, mark, text, advice = null }) => ({
        section,
        check,
        mark,
        text,
        advice,
      })),
    );
  });
});
