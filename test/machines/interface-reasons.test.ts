import { expect, it } from 'vitest';
import { changeSentence, moveSentence } from '../../machines/interface-reasons.js';
import { interfacesChange } from '../../src/net/interfaces.js';
import { eth0, wlan0 } from '../support/session-rig.js';

const eth0IPv6 = { ...eth0, address: 'fe80::1', family: 'IPv6' } as const;
const many = Array.from({ length: 5 }, (_, index) => ({
  ...eth0,
  name: `eth${index}`,
  address: `10.0.${index}.1`,
}));

it.each([
  ['gone', [eth0], [], 'eth0 is gone'],
  ['come', [], [wlan0], 'wlan0 10.0.0.7 came'],
  ['exchanged', [eth0], [wlan0], 'eth0 is gone, wlan0 10.0.0.7 came'],
  ['with another address', [eth0], [{ ...eth0, address: '10.0.0.9' }], 'eth0 10.0.0.9 changed'],
  ['as it was', [eth0], [eth0], 'the network interfaces changed'],
])('%s', (_, before, after, sentence) => {
  expect(changeSentence(interfacesChange(before, after))).toBe(sentence);
});

it.each([
  ['exchanged', [eth0], [wlan0], 'now on wlan0 10.0.0.7 (eth0 is gone)'],
  ['one more', [eth0], [eth0, wlan0], 'now on eth0 10.0.0.1, wlan0 10.0.0.7 (wlan0 came)'],
  ['one less', [eth0, wlan0], [wlan0], 'now on wlan0 10.0.0.7 (eth0 is gone)'],
  ['another address', [eth0], [{ ...eth0, address: '10.0.0.9' }], 'now on eth0 10.0.0.9 (eth0 changed)'],
  ['IPv6 alone', [eth0, eth0IPv6], [eth0IPv6], 'now on eth0 IPv6 (eth0 changed)'],
  ['the first', [], [eth0], 'now on eth0 10.0.0.1'],
  ['many', [wlan0], many, 'now on eth0 10.0.0.1, eth1 10.0.1.1, eth2 10.0.2.1 and 2 more (wlan0 is gone)'],
  ['IPv6 beside IPv4', [eth0], [eth0, eth0IPv6], undefined],
  ['in another order', [eth0, wlan0], [wlan0, eth0], undefined],
  ['none', [eth0], [], undefined],
])('where we are now: %s', (_, before, now, sentence) => {
  expect(moveSentence(before, now)).toBe(sentence);
});
