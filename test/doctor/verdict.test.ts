// The verdict as a table: which facts lead to which code, exit and sentence.
import { describe, expect, it } from 'vitest';
import type { DoctorFacts } from '../../src/doctor/facts.js';
import { reachOf } from '../../src/doctor/reach.js';
import { routeTo } from '../../src/doctor/route.js';
import { verdictOn } from '../../src/doctor/verdict.js';
import {
  deafPeer,
  loopback,
  mutePeer,
  noNetworkPort,
  soundFacts,
  soundInterface,
  soundPeer,
  soundSystem,
  takenPort,
} from './facts.js';

const silent = { ...soundInterface, sent: 0, echoes: 0 };

describe('the verdict', () => {
  it.each<{
    readonly name: string;
    readonly facts: Partial<DoctorFacts>;
    readonly code: string;
    readonly works: boolean;
    readonly says: RegExp;
  }>([
    {
      name: 'no interface',
      facts: { interfaces: [], chat: noNetworkPort, control: noNetworkPort },
      code: 'no-network',
      works: false,
      says: /connect this computer/u,
    },
    {
      name: 'a taken chat port',
      facts: { chat: takenPort },
      code: 'port-trouble',
      works: false,
      says: /end that program$/u,
    },
    {
      name: 'a taken control port',
      facts: { control: takenPort, interfaces: [silent] },
      code: 'port-trouble',
      works: false,
      says: /is taken/u,
    },
    {
      name: 'a firewall on the way out',
      facts: { interfaces: [{ ...silent, refused: { EPERM: 30 } }] },
      code: 'not-sent',
      works: false,
      says: /\(EPERM\): let UDP ports 6811 and 6812 through the firewall/u,
    },
    {
      name: 'macOS without permission',
      facts: {
        interfaces: [{ ...silent, refused: { EHOSTUNREACH: 30 } }],
        system: { ...soundSystem, platform: 'darwin' },
      },
      code: 'not-sent',
      works: false,
      says: /local network/u,
    },
    {
      name: 'a firewall on the way in',
      facts: { interfaces: [{ ...soundInterface, echoes: 0 }] },
      code: 'not-heard',
      works: false,
      says: /drops what comes in: let UDP ports/u,
    },
    {
      name: 'a chat that is not let out, though the control port is',
      facts: { runningChat: { trouble: 'no interface sent the datagram (EPERM)' } },
      code: 'chat-blocked',
      works: false,
      says: /^port 6812 works, but port 6811 of the chat does not: no interface sent the datagram \(EPERM\)$/u,
    },
    {
      name: 'a chat that is well',
      facts: { runningChat: { trouble: undefined } },
      code: 'works-here',
      works: true,
      says: /tried on port 6812/u,
    },
    {
      name: 'loopback alone',
      facts: { interfaces: [loopback] },
      code: 'loopback-only',
      works: false,
      says: /only programs on this computer/u,
    },
    {
      name: 'loopback, and an interface that is deaf',
      facts: { interfaces: [loopback, { ...soundInterface, echoes: 0 }] },
      code: 'loopback-only',
      works: false,
      says: /connect it to a network/u,
    },
    {
      name: 'one interface of two',
      facts: { interfaces: [soundInterface, { ...silent, joinRefused: 'ENODEV' }] },
      code: 'works-here',
      works: true,
      says: /run "backchannel doctor --seconds 30" on the other computer/u,
    },
    {
      name: 'a peer that does not hear us',
      facts: { peers: [soundPeer, deafPeer] },
      code: 'one-way',
      works: true,
      says: /nothing from it gets to 10\.0\.0\.2: look for a firewall there/u,
    },
    {
      name: 'a peer that we do not hear',
      facts: { peers: [mutePeer] },
      code: 'one-way',
      works: true,
      says: /nothing comes from 10\.0\.0\.2: look for a firewall here/u,
    },
    {
      name: 'a lossy way',
      facts: { peers: [{ ...soundPeer, heard: 15 }] },
      code: 'lossy',
      works: true,
      says: /much is lost/u,
    },
    {
      name: 'a sound peer',
      facts: { peers: [soundPeer] },
      code: 'works-with-others',
      works: true,
      says: /the chat should, too/u,
    },
    {
      name: 'a sound peer of a container',
      facts: { peers: [soundPeer], system: { ...soundSystem, container: 'docker' } },
      code: 'works-with-others',
      works: true,
      says: /the chat should, too/u,
    },
    {
      name: 'a container',
      facts: { system: { ...soundSystem, container: 'docker' } },
      code: 'works-in-a-box',
      works: true,
      says: /inside this container, but may go no further/u,
    },
    {
      name: 'WSL 2',
      facts: { system: { ...soundSystem, wsl: 2 } },
      code: 'works-in-a-box',
      works: true,
      says: /inside this WSL 2/u,
    },
    {
      name: 'a sound computer',
      facts: {},
      code: 'works-here',
      works: true,
      says: /multicast works on this computer/u,
    },
  ])('on $name is $code', ({ facts, code, works, says }) => {
    expect(verdictOn({ ...soundFacts, ...facts })).toEqual({
      code,
      works,
      sentence: expect.stringMatching(says),
    });
  });
});

describe('the reach of a peer', () => {
  it.each([
    { name: 'that does all', peer: soundPeer, reach: 'both' },
    { name: 'that does not hear us', peer: deafPeer, reach: 'only-inward' },
    { name: 'that we do not hear', peer: mutePeer, reach: 'only-outward' },
    { name: 'whose answers are lost', peer: { ...soundPeer, answered: 0 }, reach: 'answers-lost' },
    {
      name: 'that came too late to answer',
      peer: { ...soundPeer, answered: 0, asked: 4 },
      reach: 'too-short',
    },
    { name: 'that came too late to hear us', peer: { ...deafPeer, asked: 4 }, reach: 'too-short' },
    { name: 'that came too late to be heard', peer: { ...mutePeer, expected: 4 }, reach: 'too-short' },
  ])('$name is $reach', ({ peer, reach }) => {
    expect(reachOf(peer)).toBe(reach);
  });
});

describe('the route to the group', () => {
  const everything = { interface: 'eth0', destination: '0.0.0.0', mask: '0.0.0.0' };
  const multicast = { interface: 'eth1', destination: '224.0.0.0', mask: '240.0.0.0' };
  const elsewhere = { interface: 'eth2', destination: '10.0.0.0', mask: '255.0.0.0' };
  it.each([
    { name: 'none', routes: [elsewhere], to: undefined },
    { name: 'the default one', routes: [elsewhere, everything], to: 'eth0' },
    { name: 'the most specific one', routes: [everything, multicast, elsewhere], to: 'eth1' },
  ])('is $name', ({ routes, to }) => {
    expect(routeTo('224.6.8.11', routes)?.interface).toBe(to);
  });
});
