import { describe, expect, it } from 'vitest';
import { triggerOf } from '../../src/net/route-monitor.js';

describe('what ip monitor says', () => {
  it.each([
    ['nothing', [], []],
    ['an interface came', ['5: eth0@if6: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP '], []],
    [
      'an interface was taken away',
      ['Deleted 5: eth0@if6: <BROADCAST,MULTICAST> mtu 1500 state DOWN '],
      ['eth0'],
    ],
    ['one that is no end of a pair', ['Deleted 7: wlan0: <NO-CARRIER,BROADCAST> mtu 1500 '], ['wlan0']],
    ['an address was taken away', ['Deleted 5: eth0    inet 10.0.0.1/24 scope global eth0'], []],
    ['what follows a line', ['    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff'], []],
  ])('%s', (_, lines, deleted) => {
    expect(triggerOf(lines)).toEqual({ deleted });
  });
});
