import { describe, expect, it } from 'vitest';
import { presence } from '../../src/net/presence.js';
import { eth0, wlan0 } from '../support/session-rig.js';

describe('presence', () => {
  it.each([
    ['nothing is missing', [eth0, wlan0], [eth0], []],
    ['one is gone', [wlan0], [eth0, wlan0], [eth0]],
    ['one has another address', [{ ...eth0, address: '10.0.0.9' }], [eth0], [eth0]],
    [
      'one is another card',
      [{ ...eth0, mac: '02:00:00:00:00:02' }],
      [{ ...eth0, mac: '02:00:00:00:00:01' }],
      [{ ...eth0, mac: '02:00:00:00:00:01' }],
    ],
  ])('%s', (_, present, wanted, missing) => {
    expect(
      presence(
        () => present,
        () => 0,
      )(wanted),
    ).toEqual(missing);
  });

  it('looks no more often than looking is cheap', () => {
    let nowMs = 0;
    const looks: number[] = [];
    const missing = presence(
      () => {
        looks.push(nowMs);
        nowMs += 1;
        return [eth0];
      },
      () => nowMs,
    );
    for (; nowMs < 1000; nowMs += 10) missing([eth0]);
    expect(looks).toEqual([0, 201, 402, 603, 804]);
  });
});
