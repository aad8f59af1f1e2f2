// What the overlays show in tests: a bit of everything.
import type { DoctorView } from '../../src/view/doctor-view.js';
import type { NetView } from '../../src/view/net-view.js';
import type { PersonView, ReceiptView } from '../../src/view/session-view.js';
import { now, person, soundNet } from './view-models.js';

export const people: readonly PersonView[] = [
  person('bob'),
  person('alice#a1b2', { presence: 'gone', heardFirstAt: now - 3_600_000, address: '10.0.0.9' }),
  person('carol', { presence: 'quiet', heardFirstAt: now - 60_000, address: 'fe80::7' }),
  person('日本', { isOriginal: true }),
];

export const latestReceipt: ReceiptView = {
  text: 'see you tomorrow,\nat eight',
  heldBy: ['bob', 'carol', '日本'],
  missing: ['a-very-long-handle-indeed', 'dave'],
};

export const troubledNet: NetView = {
  ...soundNet,
  groups: ['224.6.8.11', 'ff12::e006:80b'],
  devices: [
    {
      name: 'eth0',
      internal: false,
      addresses: [
        {
          address: '10.0.0.1',
          segment: '10.0.0.0/24',
          joined: true,
          speaker: { name: 'eth0', address: '10.0.0.1' },
        },
        {
          address: 'fe80::1',
          segment: 'link-local',
          joined: true,
          speaker: { name: 'eth0', address: '10.0.0.1' },
        },
      ],
      heardAt: now - 3400,
    },
    {
      name: 'wlan0',
      internal: false,
      addresses: [
        {
          address: '10.0.0.4',
          segment: '10.0.0.0/24',
          joined: true,
          speaker: { name: 'eth0', address: '10.0.0.1' },
          sendRefused: 'EPERM',
        },
        { address: 'fe80::4', segment: 'link-local', joined: false, joinRefused: 'ENODEV' },
        { address: '192.168.7.4', segment: '192.168.7.0/24', joined: false },
      ],
      heardAt: now - 125_000,
    },
    { name: 'lo', internal: true, addresses: [] },
  ],
  chat: { port: 6811, open: true, unreadable: { 'not-json': 3, 'too-long': 1 } },
  control: { port: 6812, open: false, reason: 'port 6812 is taken (EADDRINUSE)', unreadable: {} },
  kernelDrops: 12,
  notAdmitted: 1,
};

export const examined: DoctorView = {
  parts: [
    { heading: 'Verdict', findings: [{ sign: '✓', text: 'multicast works on this computer' }] },
    {
      heading: 'Computer',
      findings: [
        { sign: '·', text: 'this is Linux' },
        {
          sign: '!',
          text: 'there is a VPN (tun0): most carry no multicast, and some cut off the LAN',
          advice: 'switch it off for a try, or name the LAN: --interface NAME',
        },
      ],
    },
  ],
};
