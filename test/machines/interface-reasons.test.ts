import { expect, it } from 'vitest';
import { changeSentence } from '../../machines/interface-reasons.js';
import { interfacesChange } from '../../src/net/interfaces.js';
import { eth0, wlan0 } from '../support/session-rig.js';

it.each([
  ['gone', [eth0], [], 'eth0 is gone'],
  ['come', [], [wlan0], 'wlan0 10.0.0.7 came'],
  ['exchanged', [eth0], [wlan0], 'eth0 is gone, wlan0 10.0.0.7 came'],
  ['with another address', [eth0], [{ ...eth0, address: '10.0.0.9' }], 'eth0 10.0.0.9 changed'],
  ['as it was', [eth0], [eth0], 'the network interfaces changed'],
])('%s', (_, before, after, sentence) => {
  expect(changeSentence(interfacesChange(before, after))).toBe(sentence);
});
