import { describe, expect, it } from 'vitest';
import { compareNaturally } from '../../src/net/natural-order.js';

describe('compareNaturally', () => {
  it.each([
    ['numbers by what they are', ['eth10', 'eth2', 'eth0'], ['eth0', 'eth2', 'eth10']],
    ['signs before digits, digits before letters', ['brx', 'br0', 'br-lan'], ['br-lan', 'br0', 'brx']],
    ['the shorter one first', ['wlan0.1', 'wlan', 'wlan0'], ['wlan', 'wlan0', 'wlan0.1']],
    [
      'addresses by their numbers',
      ['10.0.0.10', '10.0.0.9', '9.0.0.1'],
      ['9.0.0.1', '10.0.0.9', '10.0.0.10'],
    ],
    ['the same number with fewer zeros first', ['eth01', 'eth1'], ['eth1', 'eth01']],
    ['what has no number', ['', 'lo', 'en'], ['', 'en', 'lo']],
  ])('puts %s', (_, names, sorted) => {
    expect(names.toSorted(compareNaturally)).toEqual(sorted);
  });

  it('takes a name for as far as itself', () => {
    expect(compareNaturally('eth0', 'eth0')).toBe(0);
  });
});
